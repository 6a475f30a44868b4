"""How often it is told where passages went, on revisions that a program made of the texts in this repository.

Another program made those that the thresholds were compared on; none was chosen by these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import pytest

from deliberate.domain.texts.anchors import Fate, fates
from deliberate.domain.texts.passages import Passage
from deliberate.formats.reading import read_document
from tests.domain.texts.edit_kinds import KINDS, edited, revised
from tests.domain.texts.edits import Edit
from tests.domain.texts.plans import PLANS
from tests.formats.texts import SEEDS, text_of

# The others of the kind have lines that stand there many times.
MADE = ("numbered-principles", "no-blank-lines", "double-spaced")
# What a person could not tell either: the right answer is to ask.
DOUBTFUL = {
    "struck out, begins alike",
    "struck out, ends alike",
    "replaced by another",
    "reworded 0.45",
    "renamed",
    *(kind for kind in KINDS if kind.startswith("one of") and kind.endswith("struck out")),
}
# Of these all passages keep their words.
UNTOUCHED = {"sections turned round", "added alike"}
CLEAR = sorted(KINDS.keys() - DOUBTFUL - UNTOUCHED)


@cache
def documents() -> list[tuple[Sequence[Passage], Sequence[Passage]]]:
    """Each with another one in its language."""
    texts = [file.read_text("utf-8") for file in SEEDS] + [text_of(name) for name in MADE]
    english = [read_document(text).passages for text in texts]
    return [*zip(english, english[1:] + english[:1], strict=True), *((plan, plan) for plan in PLANS.values())]


def revisions(kind: str) -> Iterator[Edit]:
    for seed, (document, other) in enumerate(documents() * 2):
        yield edited(kind, seed, document, other)


def judged(fate: Fate, truth: list[int]) -> str:
    if not fate.certain:
        return "asked" if {*fate.candidates} & {*truth} or not truth else "asked without it"
    if [*fate.places] == truth:
        return "right"
    return "wrong" if fate.places else "lost"


def counted(edits: Iterator[Edit]) -> tuple[Counter[str], Counter[str]]:
    """Of the passages that something was done to, and of the others."""
    touched: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for edit in edits:
        for fate in fates(edit.before, edit.new):
            count = touched if fate.anchor in edit.touched else others
            count[judged(fate, edit.truth[fate.anchor])] += 1
    return touched, others


def share(count: Counter[str], *what: str) -> float:
    return sum(count[each] for each in what) / max(count.total(), 1)


@pytest.mark.parametrize("kind", CLEAR)
def test_what_is_clear_is_told(kind: str) -> None:
    touched, others = counted(revisions(kind))
    assert share(others, "right") == 1
    assert share(touched, "right") >= 0.9
    assert share(touched, "right", "asked") >= 0.97
    assert share(touched, "wrong") <= 0.02


def test_what_is_clear_is_nearly_always_told() -> None:
    touched, _ = counted(edit for kind in CLEAR for edit in revisions(kind))
    assert share(touched, "right") >= 0.97
    assert share(touched, "wrong") <= 0.003


@pytest.mark.parametrize("kind", sorted(UNTOUCHED))
def test_what_only_stands_elsewhere_or_beside_others_is_always_told(kind: str) -> None:
    touched, others = counted(revisions(kind))
    assert (touched.total(), share(others, "right")) == (0, 1)


@pytest.mark.parametrize("kind", sorted(DOUBTFUL))
def test_what_is_doubtful_is_asked_and_never_told_wrong(kind: str) -> None:
    touched, others = counted(revisions(kind))
    assert share(others, "right") == 1
    assert share(touched, "wrong") <= 0.01
    assert share(touched, "right", "asked") >= 0.97


def test_whole_revisions_are_hardly_ever_wrong() -> None:
    touched, others = counted(revised(seed, *pair) for seed in range(8) for pair in documents())
    assert touched.total() > 400
    assert share(others, "right") == 1
    assert share(touched, "wrong") <= 0.005
    assert share(touched, "right") >= 0.8
    assert share(touched, "right", "asked") >= 0.98
