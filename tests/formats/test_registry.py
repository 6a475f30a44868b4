"""The table of formats: whole, and the one place that says which there are."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.documents import Document
from deliberate.formats.documents.writing import Edit
from deliberate.formats.errors import FormatError
from deliberate.formats.registry import (
    DOCX,
    FORMATS,
    FRAMEWORK,
    GRAPH,
    HTML,
    JSON,
    MARKDOWN,
    ODT,
    PASSAGES,
    PDF,
    TEXT,
    VOTES,
    Format,
    Kind,
    documents,
    exports,
    recognised,
)
from deliberate.formats.sites import Site
from tests.formats.documents.office.making import docx, odt, p
from tests.formats.titles import TITLES

ROOT = Path(__file__).parents[2]
FOLDERS = ("documents", "sites", "engine")
READERS = ROOT / "deliberate" / "formats"
EXAMPLES: list[tuple[Format[Any, Any], str]] = [
    (TEXT, "Title: A plan\n---\nTrees.\n"),
    (MARKDOWN, "# A plan\n\nTrees.\n"),
    (HTML, "<!DOCTYPE html><title>A plan</title><p>Trees.</p>"),
    (JSON, '{"format": "deliberate/1", "people": [], "proposals": []}'),
    (FRAMEWORK, "p af 2\n1 2\n"),
    (GRAPH, '{"nodes": [{"id": "ä", "base": 0.5}], "edges": []}'),
    (VOTES, "participant,0\n1,1\n"),
    (PASSAGES, '{"passages": [{"anchor": "a", "kind": "paragraph", "text": "ä"}]}'),
]
NAMES = [row.name for row, _ in EXAMPLES]
# Of other programs, and no text.
FILES: list[tuple[Format[Any, Any], bytes]] = [(DOCX, docx(p("Trees."))), (ODT, odt("<text:p>Trees.</text:p>"))]
# What other programs write; examples are made by the tests of their readers.
FOREIGN: list[Format[Any, Any]] = [PDF, DOCX, ODT]
BOTH = (Kind.DOCUMENT, Kind.SITE)


def named(row: Format[Any, Any]) -> str:
    return row.name


@pytest.mark.parametrize("row", FORMATS, ids=named)
def test_a_row_says_all_that_others_ask_of_it(row: Format[Any, Any]) -> None:
    assert row.suffixes
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in row.suffixes)
    assert row.media_type.count("/") == 1
    assert row.cannot_hold
    assert not row.cannot_hold.endswith(".")
    assert row.reader or row.writer


def test_no_two_formats_have_one_name_and_an_example_stands_here_of_each() -> None:
    assert len({row.name for row in FORMATS}) == len(FORMATS)
    assert {*NAMES, *map(named, FOREIGN)} == {row.name for row in FORMATS if row.reader}


@pytest.mark.parametrize(("row", "text"), EXAMPLES, ids=NAMES)
def test_a_file_is_the_same_with_a_byte_order_mark(row: Format[Any, Any], text: str) -> None:
    plain, marked = row.read(text.encode()), row.read(text.encode("utf-8-sig"))
    assert str(marked) == str(plain)


@pytest.mark.parametrize(("row", "text"), EXAMPLES, ids=NAMES)
def test_what_is_not_text_is_refused_with_its_line(row: Format[Any, Any], text: str) -> None:
    with pytest.raises(FormatError, match=r"^line 2: (not UTF-8 text \(byte 7\)|a NUL character; .*)$"):
        row.read(b"first\n \xff\0\0\0")
    with pytest.raises(FormatError) as refused:
        row.read(b"")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("row", "content"), FILES, ids=["docx", "odt"])
def test_a_file_of_another_program_is_told_by_its_content_and_refused_where_it_is_cut(
    row: Format[Any, Any], content: bytes
) -> None:
    assert recognised(content, "plan.txt", *BOTH) is row
    assert [passage.text for passage in row.read(content).passages] == ["Trees."]
    for cut in (b"", content[:100], content[:-30]):
        with pytest.raises(FormatError):
            row.read(cut)


@pytest.mark.parametrize("row", FOREIGN, ids=named)
def test_what_is_not_in_a_foreign_format_is_refused_in_one_line(row: Format[Any, Any]) -> None:
    for content in (b"", b"first\n \xff"):
        with pytest.raises(FormatError) as refused:
            row.read(content)
        assert "\n" not in str(refused.value)


def test_a_site_and_the_text_of_a_document_can_be_written() -> None:
    site = Site((), ())
    assert JSON.read(JSON.write(site)) == site
    passages = [Passage("", PassageKind.HEADING, 2, "Trees"), Passage("", PassageKind.PARAGRAPH, 0, "Größer.")]
    assert TEXT.write(passages) == "# Trees\n\nGrößer.".encode()


def test_what_is_only_read_is_not_written_and_the_other_way_round() -> None:
    with pytest.raises(FormatError, match="the format votes is only read, not written"):
        VOTES.write(Site((), ()))  # type: ignore[arg-type]
    with pytest.raises(FormatError, match="the format titles is only written, not read"):
        TITLES.read(b"A plan")


def test_proposals_are_exported_as_what_holds_threads_and_can_be_written() -> None:
    assert exports() == {"json": JSON}


def test_the_text_of_a_proposal_is_taken_away_in_what_holds_documents_by_the_ends_of_names() -> None:
    assert documents() == {"md": MARKDOWN, "html": HTML, "docx": DOCX}
    document = Document("A plan", ())
    assert MARKDOWN.write(document).decode().endswith("# A plan\n")
    assert HTML.write(document).startswith(b"<!doctype html>")
    assert DOCX.write(document).startswith(b"PK")
    assert [row for row in FORMATS if row.tracker] == [DOCX]
    tracked = DOCX.tracker and DOCX.tracker(document, document, Edit("Ada", datetime(2026, 3, 1, tzinfo=UTC)))
    assert tracked == DOCX.write(document)


@pytest.mark.parametrize(
    ("content", "name", "row"),
    [
        (b'{"format"', "site.json", JSON),
        (b'{"format"', "site.txt", JSON),
        (b"\xef\xbb\xbf\r\n {", "", JSON),
        (b"[]", "site.JSON", JSON),
        (b"[]", "site", TEXT),
        (b"Title: A", "plan.txt", TEXT),
        (b"Title: A", "plan.md", MARKDOWN),
        (b"# A", "plan.MARKDOWN", MARKDOWN),
        (b"# A", "plan", TEXT),
        (b"<p>A", "plan.htm", HTML),
        (b"<p>A", "plan.txt", TEXT),
        (b"\xef\xbb\xbf <!doctype HTML><p>A", "plan.txt", HTML),
        (b"<?xml version='1.0'?>\n<!-- made by hand -->\n<html lang='en'>", "", HTML),
        ("<html>".encode("utf-16"), "", HTML),
        (b"<htmlish>", "", TEXT),
        (b"participant,0\n1,1\n", "votes.csv", TEXT),
        (b"p af 0", "plan.af", TEXT),
        (b"", "", TEXT),
        (b"\xff{", "", TEXT),
        (b"%PDF-1.7\n", "plan.txt", PDF),
        (b" " * 1000 + b"%PDF-1.7\n", "", PDF),
        (b" " * 1100 + b"%PDF-1.7\n", "", TEXT),
        (b"What %PDF- means", "", TEXT),
        (b"", "plan.PDF", PDF),
    ],
)
def test_a_file_is_told_by_its_content_then_by_its_name_and_else_is_a_text(
    content: bytes, name: str, row: Format[Any, Any]
) -> None:
    assert recognised(content, name, *BOTH) is row


def test_what_somebody_writes_into_a_form_is_a_document_whatever_it_begins_with() -> None:
    assert recognised(b"{nothing}", "", Kind.DOCUMENT) is TEXT


def modules() -> list[str]:
    found = [file for folder in FOLDERS for file in (READERS / folder).rglob("*.py") if file.stem != "__init__"]
    return sorted(file.relative_to(READERS).with_suffix("").as_posix() for file in found)


@pytest.mark.parametrize("module", modules())
def test_every_module_of_a_format_has_its_test(module: str) -> None:
    """Or what it is a part of has: 'docx_notes' may be tested with 'docx'."""
    folder, name = module.rsplit("/", 1)
    tests = [ROOT / "tests" / "formats" / folder / f"test_{of}.py" for of in (name, name.split("_")[0])]
    assert any(test.is_file() for test in tests)
