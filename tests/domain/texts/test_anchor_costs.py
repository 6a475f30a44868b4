"""Telling where passages went takes steps as a document has passages, not as it has pairs of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from deliberate.domain.texts.anchors import fates
from deliberate.domain.texts.likeness import Shared, Wordings
from deliberate.domain.texts.passages import Passage, PassageKind, anchored
from tests.steps import lines_run

# So few that each is in more passages than it is looked for in.
WORDS = [f"word{number}" for number in range(200)]


def book(passages: int, words: int = 20) -> list[Passage]:
    random = Random(1)
    texts = [" ".join(random.choices(WORDS, k=words)) for _ in range(passages)]
    return anchored(Passage("", PassageKind.PARAGRAPH, 0, text) for text in texts)


def reworded(document: Sequence[Passage]) -> list[Passage]:
    """Every fifth word is another one."""
    random = Random(2)
    changed = []
    for passage in document:
        words = passage.text.split()
        words[::5] = random.choices(WORDS, k=len(words[::5]))
        changed.append(replace(passage, anchor="", text=" ".join(words)))
    return changed


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lengths, multiplied, of each pair that was compared."""
    pairs: list[int] = []
    shared = Wordings.shared

    def counted(self: Wordings, one: str, other: str) -> Shared:
        pairs.append(len(one) * len(other))
        return shared(self, one, other)

    monkeypatch.setattr(Wordings, "shared", counted)
    return pairs


def test_a_passage_is_compared_with_a_few_however_many_there_are(compared: list[int]) -> None:
    for passages in (100, 1_600):
        old = book(passages)
        compared.clear()
        found = fates(old, reworded(old))
        assert sum(fate.places == (place,) for place, fate in enumerate(found)) > 0.99 * passages
        assert len(compared) <= 14 * passages


def test_what_is_in_every_passage_is_looked_for_near_its_place_only(compared: list[int]) -> None:
    old = anchored(Passage("", PassageKind.PARAGRAPH, 0, f"Ward {number} elects councillors") for number in range(800))
    new = [replace(passage, anchor="", text=f"{passage.text} and mayors") for passage in old]
    fates(old, new)
    assert len(compared) <= 14 * len(old)


def test_nothing_is_compared_where_nothing_changed(compared: list[int]) -> None:
    old = book(100)
    assert [fate.places for fate in fates(old, old[50:] + old[:50])] == [((place + 50) % 100,) for place in range(100)]
    assert compared == []


def test_of_a_passage_as_long_as_a_book_the_beginning_is_compared(compared: list[int]) -> None:
    old = book(1, words=30_000)
    assert fates(old, reworded(old))[0].places == (0,)
    assert max(compared) <= 4_000 * 4_000


@pytest.mark.parametrize("kind", ["reworded", "the same words everywhere", "all the same", "struck out"])
def test_four_times_the_passages_take_about_four_times_the_steps(kind: str) -> None:
    def steps(passages: int) -> int:
        old = book(passages)
        if kind == "the same words everywhere":
            old = [replace(passage, text=f"Ward {place} elects councillors") for place, passage in enumerate(old)]
        if kind == "all the same":
            old = [replace(passage, text="More trees") for passage in old]
        new = reworded(old) if kind != "struck out" else old[::2]
        return lines_run(lambda: fates(old, new))

    assert steps(1_200) < 5 * steps(300)
