"""Four times as much takes about four times the processor's time, also in regular expressions and other C.

The steps of our own lines are counted in the tests of what it does.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import pytest

from deliberate.domain.engine.assessment import Forum, Rules, assess
from deliberate.domain.engine.explanations import explain
from deliberate.domain.engine.gradual import Semantics
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label
from deliberate.domain.nodes import Node
from deliberate.formats.reading import read_document
from deliberate.web.markdown import to_plain
from tests.formats.documents.test_raw import LONG

pytestmark = pytest.mark.benchmark

ROUNDS = 5


def seconds(act: Callable[[], object]) -> float:
    """The fastest of a few runs: other work on the machine disturbs it least."""
    found = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        act()
        found.append(time.process_time() - begin)
    return min(found)


def growth(what: str, less: Callable[[], object], more: Callable[[], object]) -> float:
    few, many = seconds(less), seconds(more)
    print(f"\n{what}: {few * 1000:.1f} ms, four times as much {many * 1000:.1f} ms: {many / few:.1f} times")
    return many / few


@pytest.mark.parametrize("name", LONG)
def test_a_text_four_times_as_long_is_read_in_about_four_times_the_time(name: str) -> None:
    text = LONG[name]
    less, more = partial(read_document, text[: len(text) // 4]), partial(read_document, text)
    assert growth(name, less, more) < 8


@pytest.mark.parametrize("piece", ["://", "http://[", "[", "*a", "> ", "- 5\n+ 6\n"])
def test_words_four_times_as_long_are_shown_in_about_four_times_the_time(piece: str) -> None:
    less, more = (partial(to_plain, piece * (size // len(piece))) for size in (2_500, 10_000))
    assert growth(repr(piece), less, more) < 8


@pytest.mark.parametrize("semantics", Semantics)
def test_four_times_the_replies_are_explained_in_about_four_times_the_time(semantics: Semantics) -> None:
    def explaining(replies: int) -> Callable[[], object]:
        labels = (Label.OBJECTION, Label.SUPPORT)
        flood = (Node(n, labels[n % 2], n, parent=1, agree=3, disagree=1) for n in range(2, replies + 2))
        graph = assess(Graph([Node(1, Label.ALTERNATIVE, 1), *flood]), Forum(99), Rules(semantics))
        return partial(explain, graph, 1, semantics)

    assert growth(semantics, explaining(5_000), explaining(20_000)) < 8
