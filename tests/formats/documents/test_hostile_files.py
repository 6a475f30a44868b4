"""Files of word processors and web pages that are made to use a program up, as the registry reads them: within limits,
and refused in one line or read without loss."""

from __future__ import annotations

import subprocess
from typing import Any
from zipfile import ZIP_DEFLATED

import pytest

from deliberate.formats import apart
from deliberate.formats.documents import Document
from deliberate.formats.errors import FormatError
from deliberate.formats.reading import read_file
from tests.formats.documents.office.making import docx, docx_parts, fodt, odt, odt_parts, p, part, zipped

LAUGHS = "".join(f'<!ENTITY l{at + 1} "{f"&l{at};" * 10}">' for at in range(9))
ENTITIES = f'<!DOCTYPE w:document [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY out SYSTEM "file:///etc/hostname">]>'
DOCUMENT = "word/document.xml"


def with_document(content: str) -> bytes:
    return zipped({**docx_parts(p("Trees")), DOCUMENT: content})


def nested(depth: int, inside: str = "Trees") -> str:
    return f"{'<w:sdt><w:sdtContent>' * depth}{p(inside)}{'</w:sdtContent></w:sdt>' * depth}"


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(FormatError) as refused:
        read_file(content, name)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def words(document: Document) -> str:
    return " ".join(passage.text for passage in document.passages)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (zipped({DOCUMENT: b"<w:t>trees</w:t>" * 9_400_000}, ZIP_DEFLATED), "would unpack to 151 MB"),
        (with_document(part("w:document", p("&out;")).replace("?><", f"?>{ENTITIES}<", 1)), "has a document type"),
        (with_document(part("w:document", p("&l9;")).replace("?><", f"?>{ENTITIES}<", 1)), "has a document type"),
        (docx(nested(10_000)), "has elements within elements more than 128 deep"),
        (docx(p("Trees"))[:-300], "the archive is cut off or damaged"),
        (with_document(part("w:document", p("Trees"))[:-20]), "it is cut off or damaged"),
    ],
    ids=["bomb", "outside", "laughs", "deep", "cut", "cut within"],
)
def test_a_docx_that_is_made_to_cost_is_refused(content: bytes, why: str) -> None:
    assert why in refusal(content, "plan.docx")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (zipped({**odt_parts("Trees"), "Pictures/a": b" " * 150_000_000}), "would unpack to 150 MB"),
        (odt('<text:p>a<text:s text:c="2000000000"/>b</text:p>'), "repeats spaces or cells 2000000000 times"),
        (odt(f"{'<text:section>' * 20_000}{'</text:section>' * 20_000}"), "more than 128 deep"),
        (fodt("<text:p>Trees</text:p>").replace(b"<office:", ENTITIES.encode() + b"<office:", 1), "a document type"),
        (odt("<text:p>Trees</text:p>")[:-300], "the archive is cut off or damaged"),
    ],
    ids=["bomb", "spaces", "deep", "laughs", "cut"],
)
def test_an_odt_that_is_made_to_cost_is_refused(content: bytes, why: str) -> None:
    assert why in refusal(content, "plan.odt")


def test_styles_that_go_round_in_a_circle_are_read() -> None:
    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{one}"/><w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("a", "b"), ("b", "a"))
    )
    assert words(read_file(docx(p("Trees stand here.", "a"), styles=circle), "plan.docx")) == "Trees stand here."


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (f"<html><body>{'<div>' * 100_000}Trees", "it is nested too deeply"),
        (f"<!DOCTYPE html [<!ENTITY l0 'ha'>{LAUGHS}]><p>&l9;", "a DOCTYPE with declarations of its own"),
        (f"<html><p {' '.join(f'a{at}' for at in range(50_000))}>Trees", "an element has too many attributes"),
    ],
    ids=["deep", "laughs", "attributes"],
)
def test_a_page_that_is_made_to_cost_is_refused(page: str, why: str) -> None:
    assert why in refusal(page.encode(), "plan.html")


def test_a_page_that_is_cut_off_or_full_of_signs_is_read_whole() -> None:
    assert words(read_file(b"<html><body><h1>Trees</h1><p>They <b>stand", "plan.html")) == "Trees They stand"
    many = "<html><body><p>Trees" + "<b><i>" * 100 + " stand" + "</b></i>" * 100 + "<p>" + "&lt;" * 50_000
    assert words(read_file(many.encode(), "plan.html")) == f"Trees stand {'<' * 50_000}"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (docx(p("Trees")), "plan.docx"),
        (odt("<text:p>Trees</text:p>"), "plan.odt"),
        (fodt("<text:p>Trees</text:p>"), "plan.fodt"),
        (b"<html><p>Trees", "plan.html"),
    ],
)
def test_each_of_them_is_read_in_a_process_of_its_own(
    monkeypatch: pytest.MonkeyPatch, content: bytes, name: str
) -> None:
    started: list[Any] = []

    class Popen(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            started.append(args)

    monkeypatch.setattr(apart.subprocess, "Popen", Popen)
    assert words(read_file(content, name)) == "Trees"
    assert len(started) == 1
