"""Web pages: their text, their encoding, and what is refused."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.html import read_part
from deliberate.formats.documents.unread import Unread
from deliberate.formats.errors import FormatError
from deliberate.formats.registry import HTML
from tests.formats.documents.passages import of_page, outline, unread


def test_a_page_is_a_document_and_says_what_was_left_beside_it() -> None:
    beside = "<nav><a href=/>Home</a></nav>", "<footer>Town</footer>"
    document = of_page("<title>Plan | Town</title><main><h1>Plan</h1><p>Words.</p></main>".join(beside))
    assert document.title == "Plan"
    assert outline(document) == [("heading", 1, None, "Plan"), ("paragraph", 0, None, "Words.")]
    assert unread(document) == ["2 menus and boxes beside the text, of 2 words"]


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="{}">',
        "<META http-equiv=Content-Type content='text/html; charset={}'>",
        '<?xml version="1.0" encoding="{}"?><html>',
    ],
)
@pytest.mark.parametrize("name", ["iso-8859-1", "windows-1252", "utf-8", "koi8-r"])
def test_a_page_says_in_which_encoding_it_is(head: str, name: str) -> None:
    word = "ёлка" if name == "koi8-r" else "Größe"
    document = HTML.read(head.format(name).encode() + f"<title>T</title><p>{word}</p>".encode(name))
    assert (document.passages[-1].text, document.unread) == (word, ())


def test_what_says_nothing_is_utf_8_or_guessed() -> None:
    assert HTML.read("<p>Größe</p>".encode("utf-16")).passages[0].text == "Größe"
    document = HTML.read("<p>Größe</p>".encode("cp1252"))
    assert document.passages[0].text == "Größe"
    assert unread(document) == ["its encoding, which is guessed to be Windows-1252: see Größe"]


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("", "there is no text in it"),
        ("<html><body><script>let text = 1</script></body></html>", "there is no text in it"),
        ("<meta charset=klingon><p>x", "it says that it is in 'klingon', which is no known encoding"),
        ('<!DOCTYPE html [<!ENTITY a "b">]><p>&a;', "line 1: a DOCTYPE with declarations of its own"),
        ("<p>" + "<div>" * 100_000 + "hello", "it is nested too deeply"),
        (
            "<p>x</p>\n<p " + " ".join(f"a{number}" for number in range(9_999)) + ">",
            "line 2: an element has too many attributes",
        ),
        ("<p>one\n\0two three</p>", "line 2: a NUL character; this is not a text file"),
    ],
)
def test_what_cannot_be_read_whole_is_refused_in_one_line(page: str, says: str) -> None:
    with pytest.raises(FormatError) as refused:
        of_page(page)
    assert str(refused.value) == says


def test_no_address_and_no_picture_makes_an_attribute_too_long() -> None:
    assert outline(of_page(f"<p title='{'word ' * 9_999}'><img src='data:image/png;base64,{'A' * 99_999}'>x")) == [
        ("paragraph", 0, None, "x")
    ]


def test_two_thousand_elements_in_each_other_are_read() -> None:
    document = of_page("<body>" + "<div>" * 1_900 + "hello" + "</div>" * 1_900 + "<p>end</p>")
    assert [text for *_, text in outline(document)] == ["hello", "end"]


def test_a_piece_of_html_is_read_with_its_notes() -> None:
    found = Unread()
    piece = '<p>Weir<sup><a href="#n">1</a></sup></p><ol><li id="n">Survey</ol><img src=x>'
    assert [(str(one.kind), one.text) for one in read_part(piece, found)] == [
        ("paragraph", "Weir"),
        ("reference", "Survey"),
    ]
    assert found.pictures == 1
    assert read_part("</div>", found) == []
