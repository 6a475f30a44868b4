"""A document that was written out to be edited, read again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.documents.readable import reread, written
from deliberate.formats.reading import read_document
from tests.formats.texts import MADE, REAL, SEEDS, over_texts, text_of

KINDS = st.sampled_from(PassageKind)
WORDS = st.lists(
    st.sampled_from(["money", "1.", "(a)", "-", "#", "Fact:", "| a |", "Note:", "Audits", "2.5", "J."]), min_size=1
)


def plain(passages: tuple[Passage, ...]) -> list[Passage]:
    return [replace(one, anchor="") for one in passages]


@pytest.mark.parametrize("file", SEEDS, ids=[file.stem for file in SEEDS])
def test_a_seed_that_nobody_changed_is_the_same(file: Path) -> None:
    passages = plain(read_document(file.read_text("utf-8")).passages)[1:]
    assert reread(written(passages), passages) == passages


@pytest.mark.parametrize("name", over_texts(*MADE, *REAL))
def test_a_text_that_nobody_changed_is_the_same(name: str) -> None:
    passages = plain(read_document(text_of(name)).passages)
    assert reread(written(passages), passages) == passages


@given(st.lists(st.builds(Passage, st.just(""), KINDS, st.integers(0, 8), WORDS.map(" ".join), st.none()), max_size=6))
def test_any_document_keeps_its_words(passages: list[Passage]) -> None:
    again = reread(written(passages), passages)
    assert "".join(written(again).split()) == "".join(written(passages).split())


def test_a_changed_line_changes_one_passage() -> None:
    old = [
        Passage("", PassageKind.HEADING, 2, "Means", "IV."),
        Passage("", PassageKind.ITEM, 2, "Audits: every year", "1."),
        Passage("", PassageKind.ITEM, 2, "Reports: every month"),
        Passage("", PassageKind.CRITIQUE, 0, "Who pays?"),
    ]
    text = written(old)
    assert text == "# IV. Means\n\n  1. Audits: every year\n  - Reports: every month\n\nWho pays?"
    found = reread(text.replace("every year", "every quarter"), old)
    assert found == [old[0], Passage("", PassageKind.ITEM, 1, "Audits: every quarter", "1."), *old[2:]]
