"""Documents passed from one process to another as JSON."""

from __future__ import annotations

from datetime import date

import pytest

from deliberate.domain.labels import Ground, Label
from deliberate.domain.places import OnPassage, OnPost
from deliberate.domain.posts import PostWords
from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.words import Capital, both, say, say_many
from deliberate.formats.documents import Document, DraftMessage, DraftPost, LeftOut, PassageLink, PostLink
from deliberate.formats.passing import packed, unpacked

PASSAGE = Passage(
    "oaks", PassageKind.ITEM, 2, "Oaks \U0001f333", "1.", (Mark(0, 4, MarkKind.LINK, "https://a.example"),)
)
POST = DraftPost(
    "a", Label.OBJECTION, PostWords(body="No"), OnPost("b"), Ground.COST, (PassageLink("plan", None), PostLink("b"))
)


def test_a_document_comes_out_as_it_went_in() -> None:
    question = DraftPost("b", Label.QUESTION, PostWords(), OnPassage("oaks"))
    document = Document(
        "A plan",
        (PASSAGE,),
        (DraftMessage("m", "ada", (POST, question), date(2026, 3, 4)),),
        authors=("Ada", "Ben"),
        created=date(2026, 3, 4),
        left_out=(LeftOut(0, PASSAGE, say("a page number")),),
        unread=(say_many("%(num)d picture", "%(num)d pictures", 3), both(["a", Capital("b")]), Label.SUPPORT),
    )
    assert unpacked(packed(document)) == document


def test_halves_of_letters_come_through() -> None:
    assert unpacked(packed("\ud800")) == "\ud800"


@pytest.mark.parametrize("value", [object(), {"a": 1}, {1, 2}, b"oaks", [1], print])
def test_what_a_document_is_not_made_of_is_not_passed_on(value: object) -> None:
    with pytest.raises(TypeError, match="is not passed on"):
        packed((value,))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"oaks",
        b'{"Popen": ["ls"]}',
        b'{"object": []}',
        b'{"Passage": []}',
        b'{"Passage": [1, 2], "Mark": []}',
        b"{}",
        b'{"date": "tomorrow"}',
        b'{"Label": "oak"}',
        b"\xff",
    ],
)
def test_what_is_no_document_does_not_come_out(content: bytes) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        unpacked(content)
