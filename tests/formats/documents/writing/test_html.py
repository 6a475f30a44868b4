"""A page that needs nothing else, says what the text says, and holds no more than that."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given, settings

from deliberate.domain.texts.marks import HEAD, Mark, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.texts.spans import cells, is_rule
from deliberate.formats.documents import Document
from deliberate.formats.documents.writing.html import written
from tests.formats.documents.writing import made

VOID = {"meta", "!doctype"}


class Page(HTMLParser):
    """Its words and addresses; raises AssertionError for tags that are not closed in turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.ids: list[str] = []
        self.leads: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        given = dict(attributes)
        assert not {name for name in given if name.startswith("on") or name in ("src", "style")}
        self.ids += [str(given["id"])] if "id" in given else []
        self.leads += [str(given["href"])] if "href" in given else []
        assert self.open.count("a") < 2, "a link within a link"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "main" in self.open:
            self.words.append(data)


def said(document: Document) -> list[str]:
    """The letters of all passages, without order: notes come last."""
    words = []
    for passage in document.passages:
        if is_rule(passage):
            continue
        texts = [cell.text for cell in cells(passage)] if passage.kind is PassageKind.TABLE else [passage.text]
        text = "".join(texts)
        if passage.kind is PassageKind.DEFINITION and passage.name:
            text = text.replace(": ", "", 1)
        is_counted = passage.kind is PassageKind.ITEM and re.fullmatch(r"\d+\.", passage.number or "")
        words += ["" if is_counted else passage.number or "", text]
        words += [mark.to for mark in passage.marks if mark.kind is MarkKind.NOTE]
    return letters(words)


def letters(words: list[str]) -> list[str]:
    return sorted("".join("".join(words).split()))


@settings(max_examples=40)
@given(made.documents())
def test_every_word_is_there_once_and_every_tag_is_closed(document: Document) -> None:
    page = Page(written(document))
    assert letters(page.words) == said(document)


@settings(max_examples=40)
@given(made.documents())
def test_notes_and_their_calls_lead_to_each_other(document: Document) -> None:
    page = Page(written(document))
    assert len(page.ids) == len({*page.ids})
    within = [address.removeprefix("#") for address in page.leads if address.startswith("#")]
    assert {*within} == {*page.ids}


@settings(max_examples=40)
@given(made.documents())
def test_links_lead_to_the_web_and_to_mail_alone(document: Document) -> None:
    page = Page(written(document))
    assert all(address.startswith(("https://", "mailto:", "#")) for address in page.leads)


def html(*passages: Passage) -> str:
    text = written(made.document(list(passages)))
    return text.partition("</h1>\n")[2].partition("\n</main>")[0].replace(' dir="auto"', "")


def test_what_people_wrote_is_no_part_of_the_page() -> None:
    hostile = "</title><script>alert(1)</script>\"'&"
    given = Passage(
        "a", PassageKind.PARAGRAPH, 0, hostile, None, (Mark(0, 3, MarkKind.LINK, f'https://a.b/"{hostile}'),)
    )
    document = Document(hostile, (given,), authors=(hostile,), licence=hostile, source=hostile, language='"><script>')
    text = written(document)
    assert "<script" not in text
    assert text.count("<title>") == 1
    Page(text)


def test_it_loads_nothing_and_names_its_language() -> None:
    text = written(replace(made.document([]), language="ar", licence="CC BY 4.0", source="The town's archive"))
    assert text.startswith('<!doctype html>\n<html lang="ar">')
    assert not re.search(r"<script|<link|<img|@import|url\(", text)
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in text
    assert '<meta name="author" content="Ben">' in text
    footer = text.partition("<footer>")[2]
    for said_of_it in ("Ada, Ben", '<time datetime="2026-03-01">', "CC BY 4.0", "The town&#x27;s archive"):
        assert said_of_it in footer


def test_numbers_that_a_list_can_count_are_its_own_and_others_are_printed() -> None:
    item = PassageKind.ITEM
    shown = html(*(Passage("", item, 1, "a", "3."), Passage("", item, 2, "b", "IV."), Passage("", item, 1, "c")))
    assert re.sub(r"\n", "", shown) == (
        '<ol><li value="3"><p>a</p><ul><li class="bare"><p>IV. b</p></li></ul></li></ol><ul><li><p>c</p></li></ul>'
    )


def test_a_table_says_what_its_cells_name_and_the_last_one_reaches_to_its_end() -> None:
    head = Mark(0, 1, MarkKind.CELL, HEAD)
    shown = html(
        Passage("", PassageKind.TABLE, 0, "a | b", None, (head, Mark(4, 5, MarkKind.CELL, HEAD))),
        Passage("", PassageKind.TABLE, 0, "c | d", None, (head, Mark(4, 5, MarkKind.CELL))),
        Passage("", PassageKind.TABLE, 0, "e", None, (Mark(0, 1, MarkKind.CELL),)),
    )
    assert re.findall(r"<t[hd].*", shown) == [
        *('<th scope="col">a</th>', '<th scope="col">b</th>', '<th scope="row">c</th>', "<td>d</td>"),
        '<td colspan="2">e</td>',
    ]


def test_a_note_is_called_and_leads_back_to_where_it_is_called_first() -> None:
    note = Passage("", PassageKind.REFERENCE, 0, "Survey.", "*")
    marks = (Mark(2, 2, MarkKind.NOTE, "*"), Mark(9, 9, MarkKind.NOTE, "*"), Mark(9, 9, MarkKind.NOTE, "?"))
    assert html(Passage("", PassageKind.PARAGRAPH, 0, "It leaks.", None, marks), note) == (
        '<p>It<sup><a id="call-1" href="#note-1" role="doc-noteref">*</a></sup> leaks.'
        '<sup><a href="#note-1" role="doc-noteref">*</a></sup><sup>?</sup></p>\n'
        '<section class="notes" role="doc-endnotes">\n<div id="note-1" role="doc-footnote"><p>'
        '<a href="#call-1" role="doc-backlink">*</a> Survey.</p></div>\n</section>'
    )


def test_a_note_that_is_called_in_the_first_row_of_a_table_leads_back_there() -> None:
    marks = (Mark(0, 0, MarkKind.NOTE, "1"), Mark(0, 4, MarkKind.CELL, HEAD), Mark(7, 8, MarkKind.CELL))
    row = Passage("row", PassageKind.TABLE, 0, "weir | 9", None, marks)
    page = Page(written(made.document([row, Passage("note", PassageKind.REFERENCE, 0, "Measured.", "1")])))
    assert {*page.ids} == {"call-1", "note-1"}
