"""What no passage can hold, as sentences."""

from __future__ import annotations

from deliberate.formats.documents.unread import Unread


def said(unread: Unread) -> list[str]:
    return [str(one) for one in unread.sentences()]


def test_nothing_is_said_of_nothing() -> None:
    assert said(Unread()) == []


def test_pictures_are_counted_and_described_as_the_file_does() -> None:
    unread = Unread()
    unread.picture("")
    assert said(unread) == ["1 picture"]
    unread.picture(" A  map ")
    assert said(unread) == ["2 pictures, among them: “A map”"]


def test_long_lists_are_cut_short() -> None:
    unread = Unread(struck=[f"word {number}" for number in range(11)])
    assert said(unread)[0].endswith("“word 9”; …")
    assert len(said(Unread(struck=["w" * 500]))[0]) < 120


def test_boxes_without_words_are_none() -> None:
    unread = Unread(comments=2)
    for text in ("", "Home News", "Links"):
        unread.box(text)
    assert said(unread) == ["2 comments for its writers", "2 menus and boxes beside the text, of 3 words"]
