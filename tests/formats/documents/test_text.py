"""Plain text: which of its three ways of writing a document is in, and titles given apart."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.documents.text import read, read_markdown
from deliberate.formats.errors import FormatError

WORDS = "Trees are good for a town, and there are too few of them in ours."


def shape(text: str) -> list[tuple[str, int, str]]:
    return [(str(one.kind), one.level, one.text) for one in read(text).passages]


def test_front_matter_gives_the_title() -> None:
    assert shape(f"Title: A plan\n---\n# Trees\n{WORDS}") == [
        ("heading", 1, "A plan"),
        ("heading", 2, "Trees"),
        ("paragraph", 0, WORDS),
    ]


def test_of_marked_headings_the_first_is_the_title() -> None:
    document = read(f"# A plan\n\n## Trees\n\n{WORDS}")
    assert document.title == "A plan"
    assert shape(f"# A plan\n\n## Trees\n\n{WORDS}")[1] == ("heading", 2, "Trees")


def test_without_any_markup_the_text_speaks_for_itself() -> None:
    assert shape(f"Introduction\n\n{WORDS}") == [("heading", 2, "Introduction"), ("paragraph", 0, WORDS)]


def test_a_thread_without_front_matter_is_refused_where_it_begins() -> None:
    with pytest.raises(FormatError, match="^line 3: a thread needs lines Title: … and --- above the document$"):
        read(f"{WORDS}\n\n=== thread ===\nmessage: m\n")


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\x01\x02"])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match="^line 1: the file is empty$"):
        read(text)


def test_a_title_given_apart_stands_above_marked_headings() -> None:
    for headed in ("# Trees\nMore of them.", "  # Trees\nMore of them.", "Before.\r\n## Trees\r\nMore of them."):
        document = read(headed, "A plan")
        assert document.title == document.passages[0].text == "A plan"
        assert [one.level for one in document.passages if one.kind is PassageKind.HEADING] == [1, 2]


@pytest.mark.parametrize("text", [WORDS, "#1 of all plans", f"Title: Another\n---\n# Trees\n{WORDS}"])
def test_a_text_without_marked_headings_or_with_a_title_of_its_own_is_left_as_it_is(text: str) -> None:
    assert read(text, "A plan") == read(text)


def test_what_calls_itself_markdown_is_read_so_unless_it_is_in_our_own_format() -> None:
    assert [one.text for one in read_markdown("Just\nwords.\n\n(1) more").passages] == ["Just words.", "more"]
    assert read_markdown(f"Title: A plan\n---\n{WORDS}").title == "A plan"
    with pytest.raises(FormatError, match="^line 1: the file is empty$"):
        read_markdown(" ")


def test_what_is_written_in_markdown_is_read_so_and_other_texts_as_they_come() -> None:
    assert shape(f"Aims\n====\n\n{WORDS} It is **dear**.")[0] == ("heading", 1, "Aims")
    assert shape("* oaks\n* elms\nand ash")[1] == ("item", 1, "elms and ash")
    assert shape(f"Introduction\n\n{WORDS}\n\n2 * 3")[-1][2] == "2 * 3"


def test_the_words_of_a_document_stand_without_what_is_said_of_it_and_without_its_thread() -> None:
    thread = "=== thread ===\n\nmessage: one\nby: Ada\n\n[objection] {x}\nNo."
    whole = f"Title: Benches\nAuthors: Somebody\n---\n# Why\r\n\nSit down.\n\n{thread}"
    assert read(whole).plain.split() == ["#", "Why", "Sit", "down."]


def test_the_words_of_markdown_stand_without_what_only_its_markup_has() -> None:
    whole = (
        "---\ntitle: Benches\n---\n# Why\n\n[Sit](https://a.example/x) <b>down</b> &amp; rest.[^1]\n"
        "<!-- not yet -->\n\n"
        "```sh\nsort x\n```\n\n[^1]: A survey.\n\n[a]: https://a.example 'Title'\n"
    )
    words = read(whole).plain
    for gone in ("Benches", "a.example", "not yet", "<b>", "```sh", "Title"):
        assert gone not in words
    for kept in ("Why", "Sit", "down", "& rest.", "sort x", "A survey."):
        assert kept in words
