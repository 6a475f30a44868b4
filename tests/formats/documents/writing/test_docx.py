"""DOCX: the text as word processors hold it, and two revisions in one file, of which either can be had back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from lxml import etree

from deliberate.domain.texts.marks import HEAD, Mark, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.documents import Document
from deliberate.formats.documents.writing import Edit
from deliberate.formats.documents.writing.docx import with_changes, written
from deliberate.formats.documents.writing.docx_xml import named
from tests.formats.documents.writing import made
from tests.formats.documents.writing.walking import accepted, parts, rejected

EDIT = Edit("Ada & Ben", datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
PARAGRAPH = PassageKind.PARAGRAPH
PLAIN = frozenset[str]()


def paragraph(text: str, *marks: Mark, anchor: str = "p") -> Passage:
    return Passage(anchor, PARAGRAPH, 0, text, None, marks)


def note(anchor: str, text: str, sign: str) -> Passage:
    return Passage(anchor, PassageKind.REFERENCE, 0, text, sign)


def calls(*signs: str) -> tuple[Mark, ...]:
    return tuple(Mark(2, 2, MarkKind.NOTE, sign) for sign in signs)


def said(*passages: Passage) -> list[Any]:
    """Of the text below its title: how each paragraph looks, and its runs."""
    return accepted(written(made.document(list(passages))))[1:]


def body(content: bytes) -> str:
    return parts(content)["word/document.xml"].decode()


# Two revisions in one


@settings(max_examples=40)
@given(made.revised())
def test_accepting_all_gives_the_new_text_and_rejecting_all_the_old(revised: tuple[Document, Document]) -> None:
    old, new = revised
    changed = with_changes(old, new, EDIT)
    assert accepted(changed) == accepted(written(new))
    assert rejected(changed) == rejected(written(old))


@settings(max_examples=40)
@given(made.revised())
def test_changes_have_numbers_of_their_own_and_say_who_made_them_and_when(revised: tuple[Document, Document]) -> None:
    files = parts(with_changes(*revised, EDIT))
    found = [
        dict(one.attrib)
        for name in ("word/document.xml", "word/footnotes.xml")
        for one in etree.fromstring(files[name]).iter(named("w:ins"), named("w:del"))
    ]
    assert len({one[named("w:id")] for one in found}) == len(found)
    who = {(one[named("w:author")], one[named("w:date")]) for one in found}
    assert who <= {("Ada & Ben", "2026-03-02T09:30:00Z")}


@settings(max_examples=40)
@given(made.documents())
def test_a_text_alone_has_no_changes_and_nor_has_one_since_itself(document: Document) -> None:
    for content in (written(document), with_changes(document, document, EDIT)):
        files = parts(content)
        text = files["word/document.xml"] + files["word/footnotes.xml"]
        assert not re.search(rb"<w:(ins|del|delText|delInstrText)[ />]", text)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("It leaks.", "It leaks badly.", "It <del>leaks.</del><ins>leaks badly.</ins>"),
        ("It leaks.", "It leaks. Badly.", "It leaks.<ins> Badly.</ins>"),
        ("Pay after an audit.", "Pay before each audit.", "Pay <del>after an</del><ins>before each</ins> audit."),
    ],
)
def test_what_changed_within_a_passage_is_marked_word_by_word(old: str, new: str, shown: str) -> None:
    content = with_changes(made.document([paragraph(old)]), made.document([paragraph(new)]), EDIT)
    last = etree.fromstring(parts(content)["word/document.xml"])[0][1]
    written_as = "".join(
        f"<{etree.QName(one).localname}>{''.join(one.itertext())}</{etree.QName(one).localname}>"
        if one.tag != named("w:r")
        else "".join(one.itertext())
        for one in last
    )
    assert written_as == shown


def fates(content: bytes) -> list[tuple[str, str]]:
    """Of each paragraph and row: its words, and whether it was added or removed as a whole."""
    found = []
    for one in etree.fromstring(parts(content)["word/document.xml"])[0].iter(named("w:p"), named("w:tr")):
        path = f"{named('w:trPr')}/" if one.tag == named("w:tr") else f"{named('w:pPr')}/{named('w:rPr')}/"
        fate = [name for name in ("ins", "del") if one.find(f"{path}{named(f'w:{name}')}") is not None]
        found.append(("".join(one.itertext()), *fate, "")[:2])
    return found


def test_what_is_new_gone_moved_or_of_another_kind_is_marked_as_a_whole() -> None:
    a, b, c, d = (paragraph(f"{name} text.", anchor=name) for name in "abcd")
    quoted = replace(b, kind=PassageKind.QUOTATION)
    content = with_changes(made.document([a, b, c]), made.document([c, a, quoted, d]), EDIT)
    assert fates(content)[1:] == [
        *(("c text.", "ins"), ("a text.", ""), ("b text.", "del"), ("c text.", "del"), ("b text.", "ins")),
        *(("d text.", "ins"), ("", "")),
    ]


def test_a_number_that_changed_is_a_change_in_its_item_and_a_bullet_is_another_paragraph() -> None:
    first = Passage("a", PassageKind.ITEM, 1, "Trees", "1.")
    content = with_changes(made.document([first]), made.document([replace(first, number="2.")]), EDIT)
    assert fates(content)[1:] == [("1.2.Trees", "")]
    content = with_changes(made.document([first]), made.document([replace(first, number=None)]), EDIT)
    assert fates(content)[1:] == [("1.Trees", "del"), ("Trees", "ins"), ("", "")]


def test_a_paragraph_that_is_indented_otherwise_because_of_its_neighbours_is_the_same() -> None:
    first = Passage("a", PassageKind.ITEM, 1, "Trees", "1.")
    between = paragraph("They shade.")
    new = [first, between, Passage("b", PassageKind.ITEM, 2, "Oaks", "a)")]
    content = with_changes(made.document([first, between]), made.document(new), EDIT)
    assert fates(content)[1:] == [("1.Trees", ""), ("They shade.", ""), ("a)Oaks", "ins"), ("", "")]
    assert '<w:ind w:left="425"/>' in body(content)


def row(anchor: str, *texts: str, head: str = "") -> Passage:
    starts = [sum(len(text) + 3 for text in texts[:at]) for at in range(len(texts))]
    marks = [Mark(start, start + len(text), MarkKind.CELL, head) for start, text in zip(starts, texts, strict=True)]
    return Passage(anchor, PassageKind.TABLE, 0, " | ".join(texts), None, tuple(marks))


def test_rows_are_added_and_removed_and_words_are_changed_in_cells() -> None:
    head, monday, sunday = row("h", "Day", "From", head=HEAD), row("m", "Monday", "9"), row("s", "Sunday", "10")
    new = [head, row("m", "Monday", "8"), row("w", "closed")]
    content = with_changes(made.document([head, monday, sunday]), made.document(new), EDIT)
    rows = [one for one in fates(content) if one[0] in ("DayFrom", "Monday98", "Sunday10", "closed")]
    assert rows[0] == ("DayFrom", "")
    assert ("Monday98", "") in rows
    assert ("Sunday10", "del") in rows
    assert ("closed", "ins") in rows
    assert body(content).count("<w:tbl>") == 1
    assert '<w:gridSpan w:val="2"/>' in body(content)


def test_a_note_that_is_kept_keeps_its_number_to_the_word_processor_and_its_words_are_compared() -> None:
    old = [paragraph("It leaks.", *calls("1")), note("n", "Survey of May.", "1")]
    new = [
        paragraph("So.", *calls("1"), anchor="q"),
        paragraph("It leaks.", *calls("2")),
        note("n", "Survey of June.", "2"),
    ]
    new.append(note("o", "Another.", "1"))
    content = with_changes(made.document(old), made.document(new), EDIT)
    notes = etree.fromstring(parts(content)["word/footnotes.xml"])[2:]
    assert ["".join(one.itertext()) for one in notes] == [" Another.", " Survey of May.June."]
    assert "customMarkFollows" not in body(content)
    assert accepted(content) == accepted(written(made.document(new)))


def test_signs_that_no_word_processor_counts_are_printed() -> None:
    given = [paragraph("It leaks.", *calls("*")), note("n", "Survey.", "*")]
    [(_, (*_, (printed, _, _), _))] = said(*given)
    assert printed == ("*", (("*", frozenset({"FootnoteReference"}), ""), (" Survey.", PLAIN, "")))


def test_a_note_that_is_called_again_is_referred_to() -> None:
    given = [
        paragraph("It leaks.", *calls("1")),
        paragraph("So it is.", *calls("1"), anchor="q"),
        note("n", "Survey.", "1"),
    ]
    content = written(made.document(given))
    assert body(content).count("<w:footnoteReference ") == 1
    assert body(content).count('w:name="_Note1"') == 1
    assert " NOTEREF _Note1 " in body(content)


# What a text looks like


@pytest.mark.parametrize(
    ("passage", "look", "words"),
    [
        (Passage("a", PassageKind.HEADING, 3, "Means", "II."), ("Heading2", None, None, False), "II. Means"),
        (Passage("a", PassageKind.HEADING, 9, "Deep"), ("Heading6", None, None, False), "Deep"),
        (Passage("a", PassageKind.ITEM, 2, "Trees", "a)"), ("ListNumber", None, "850", False), "a)\tTrees"),
        (Passage("a", PassageKind.ITEM, 2, "Trees"), ("ListBullet", "1", None, False), "Trees"),
        (Passage("a", PassageKind.CODE, 0, "a\n\tb"), ("HTMLPreformatted", None, None, False), "a\n\tb"),
        (Passage("a", PassageKind.QUOTATION, 0, "מים רבים"), ("Quote", None, None, True), "מים רבים"),
        (Passage("a", PassageKind.REFERENCE, 0, "Smith", "3"), ("Bibliography", None, None, False), "3\tSmith"),
        (Passage("a", PARAGRAPH, 0, "Words"), (None, None, None, False), "Words"),
    ],
)
def test_each_kind_has_the_style_that_word_has_for_it(passage: Passage, look: object, words: str) -> None:
    assert said(passage) == [(look, ((words, PLAIN, ""),))]


def test_marks_are_bold_words_emphasis_code_and_links() -> None:
    marks = (
        Mark(0, 4, MarkKind.STRONG),
        Mark(5, 10, MarkKind.EMPHASIS),
        Mark(11, 13, MarkKind.CODE),
        Mark(14, 18, MarkKind.LINK, "https://a.example/x y?a=1&b=2"),
    )
    [(_, runs)] = said(paragraph("Some words in here", *marks))
    assert [run for run in runs if run[0] != " "] == [
        ("Some", frozenset({"strong"}), ""),
        ("words", frozenset({"emphasis"}), ""),
        ("in", frozenset({"HTMLCode"}), ""),
        ("here", frozenset({"Hyperlink"}), "https://a.example/x%20y?a=1&b=2"),
    ]


@pytest.mark.parametrize("address", ["http://", "http://[a", "https://a.example:x", "mailto:nobody", "https://?a"])
def test_what_no_program_opens_is_no_link(address: str) -> None:
    content = written(made.document([paragraph("Here", Mark(0, 4, MarkKind.LINK, address))]))
    assert "<w:hyperlink" not in body(content)
    assert "Here" in body(content)


# The file


@settings(max_examples=40)
@given(made.revised())
def test_the_same_texts_give_the_same_bytes(revised: tuple[Document, Document]) -> None:
    old, new = revised
    assert with_changes(old, new, EDIT) == with_changes(replace(old), replace(new), EDIT)
    with ZipFile(BytesIO(written(new))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


@settings(max_examples=40)
@given(made.revised())
def test_each_part_is_xml_that_leads_to_what_is_there(revised: tuple[Document, Document]) -> None:
    files = parts(with_changes(*revised, EDIT))
    roots = {name: etree.fromstring(content) for name, content in files.items()}
    typed = {one.get("PartName") for one in roots["[Content_Types].xml"] if one.get("PartName")}
    assert typed == {f"/{name}" for name in files if not name.endswith(".rels") and name != "[Content_Types].xml"}
    styles = {one.get(named("w:styleId")) for one in roots["word/styles.xml"].iter(named("w:style"))}
    for part in ("document", "footnotes"):
        related = {one.get("Id"): one.get("Target") for one in roots[f"word/_rels/{part}.xml.rels"]}
        named_here = {one.get(named("r:id")) for one in roots[f"word/{part}.xml"].iter() if one.get(named("r:id"))}
        assert named_here <= {*related}
        used = roots[f"word/{part}.xml"].iter(*map(named, ("w:pStyle", "w:rStyle", "w:tblStyle")))
        assert {one.get(named("w:val")) for one in used} <= styles
    notes = {one.get(named("w:id")) for one in roots["word/footnotes.xml"]}
    called = [one.get(named("w:id")) for one in roots["word/document.xml"].iter(named("w:footnoteReference"))]
    assert len(called) == len({*called})
    assert {*called} == notes - {"-1", "0"}


def test_the_file_says_whose_text_it_is_and_when_and_nothing_of_today() -> None:
    document = replace(made.document([]), language="cy", licence="CC BY <4>", source="The town")
    files = {name: content.decode() for name, content in parts(written(document)).items()}
    core = files["docProps/core.xml"]
    assert "<dc:title>Upkeep of the weir</dc:title><dc:creator>Ada; Ben</dc:creator><dc:language>cy<" in core
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]*Z", core) == ["2026-03-01T00:00:00Z"] * 2
    assert '<w:lang w:val="cy" w:eastAsia="cy" w:bidi="cy"/>' in files["word/styles.xml"]
    assert 'name="Licence"><vt:lpwstr>CC BY &lt;4&gt;<' in files["docProps/custom.xml"]
    assert "Ada, Ben · 2026-03-01 · CC BY &lt;4&gt;" in files["word/footer1.xml"]


@pytest.mark.parametrize("writes", [written, lambda document: with_changes(document, document, EDIT)])
def test_any_letters_make_a_file(writes: Callable[[Document], bytes]) -> None:
    hostile = "\0\ud800</w:t>\x0b&\u2028\ufffe"
    given = paragraph(hostile, Mark(0, 9, MarkKind.LINK, f"https://a.example/{hostile}"))
    document = Document(hostile, (given,), authors=(hostile,), licence=hostile, language=hostile, source=hostile)
    for content in parts(writes(document)).values():
        etree.fromstring(content)
