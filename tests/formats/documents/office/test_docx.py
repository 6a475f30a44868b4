"""Whole DOCX files, as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.errors import FormatError
from tests.formats.documents.office.making import (
    STYLES,
    cell,
    docx,
    docx_parts,
    in_list,
    levels,
    numbering,
    outline,
    p,
    read_bytes,
    row,
    run,
    table,
    text_box,
    zipped,
)

LARGE = '<w:b/><w:sz w:val="28"/>'
HABITS = docx(
    p("Trees for the town", "berschrift1")
    + p("Why", "berschrift2")
    + p("The streets are hot in summer.")
    + p("What we propose", look=LARGE)
    + p("Plant", properties=in_list(1))
    + p("oaks", properties=in_list(1, 1))
    + p("• Water")
    + p("Care", properties=in_list(1))
    + table(row(cell("Year"), cell("Cost", '<w:gridSpan w:val="2"/>')), row(cell("1"), cell("5"), cell("6")))
    + p(text_box(p("Beside"))),
    numbering=numbering(levels("bullet •", "bullet –")),
)


def test_what_people_send_is_read_as_they_meant_it() -> None:
    assert outline(HABITS) == [
        "heading1 Trees for the town",
        "heading2 Why",
        "paragraph The streets are hot in summer.",
        "heading2 What we propose",
        "item1 - Plant",
        "item2 - oaks",
        "item1 - Water",
        "item1 - Care",
        "table Year | Cost",
        "table 1 | 5 | 6",
        "paragraph Beside",
    ]


def test_both_kinds_of_the_standard_read_alike() -> None:
    strict = {
        name: str(content)
        .replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/", "http://purl.oclc.org/ooxml/wordprocessingml/"
        )
        .replace("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/")
        for name, content in docx_parts(
            p("Aims", "berschrift1") + p("Trees", properties=in_list(1)), numbering=numbering(levels("decimal %1."))
        ).items()
    }
    assert outline(zipped(strict)) == ["heading1 Aims", "item1 1. Trees"]


def test_what_the_file_says_of_itself_is_kept() -> None:
    core = (
        "<dc:title>Trees for the town</dc:title><dc:creator>Ada Ahn; Ben</dc:creator><dc:language>en-GB</dc:language>"
        "<dcterms:created>2024-11-20T10:00:00Z</dcterms:created>"
    )
    read = read_bytes(docx(p("Aims", "berschrift1") + p("Trees.") + p("Costs", "berschrift1"), core=core))
    assert (read.title, read.authors, read.created, read.language) == (
        "Trees for the town",
        ("Ada Ahn", "Ben"),
        date(2024, 11, 20),
        "en",
    )
    assert [passage.level for passage in read.passages] == [1, 2, 0, 2]


def test_the_language_is_the_one_that_most_of_the_text_is_in() -> None:
    styles = STYLES.replace('<w:sz w:val="22"/>', '<w:sz w:val="22"/><w:lang w:val="en-US"/>')
    german = run("Die Straßen sind im Sommer heiß. ", '<w:lang w:val="de-DE"/>')
    assert read_bytes(docx(p(german + run("It is.")), styles=styles)).language == "de"
    assert read_bytes(docx(p("It is hot."), styles=styles)).language == "en"
    arabic = run("الشوارع حارة", '<w:rtl/><w:lang w:val="en-US" w:bidi="ar-SA"/>')
    assert read_bytes(docx(p(arabic, properties="<w:bidi/>"), styles=styles)).language == "ar"


def test_what_a_template_says_of_the_language_yields_to_words_that_are_surely_in_another() -> None:
    styles = STYLES.replace('<w:sz w:val="22"/>', '<w:sz w:val="22"/><w:lang w:val="en-US"/>')
    german = (
        "Die Stadt pflanzt auf dem Platz und in den Straßen Bäume, und sie werden von der Schule gepflegt, "
        "wenn es heiß ist."
    )
    english = (
        "The town plants trees on the square and in the streets, and they are cared for by the school when it is hot."
    )
    assert [read_bytes(docx(p(text), styles=styles)).spoken for text in (german, english, "Heiß.")] == [
        "de",
        "en",
        "en",
    ]


def test_heads_and_feet_of_pages_are_left_out_and_said_once() -> None:
    sections = '<w:sectPr><w:headerReference r:id="part-header1"/><w:footerReference r:id="part-footer1"/></w:sectPr>'
    page = "<w:r>" + "".join(
        f'<w:fldChar w:fldCharType="{turn}"/>{content}'
        for turn, content in (("begin", "<w:instrText>PAGE</w:instrText>"), ("separate", "<w:t>1</w:t>"), ("end", ""))
    )
    page += "</w:r>"
    content = docx(
        p("Trees", properties=sections) + p("Parks") + sections,
        header1=p("DRAFT") + p("DRAFT"),
        footer1=p(run("Page ") + page),
    )
    read = read_bytes(content)
    assert [passage.text for passage in read.passages] == ["Trees", "Parks"]
    assert [(left.before, left.passage.text, str(left.why)) for left in read.left_out] == [
        (0, "DRAFT", "the head of the pages"),
        (2, "Page 1", "the foot of the pages"),
    ]
    assert [passage.text for passage in read.whole().passages] == ["DRAFT", "Trees", "Parks", "Page 1"]


def test_comments_are_told_with_their_words_and_are_no_text() -> None:
    comment = f'<w:comment w:id="0" w:author="Ada">{p("Who pays?")}{p("And when?")}</w:comment>'
    anchored = (
        '<w:commentRangeStart w:id="0"/>'
        + run("Trees")
        + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    )
    read = read_bytes(docx(p(anchored), comments=comment))
    assert [passage.text for passage in read.passages] == ["Trees"]
    assert [str(said) for said in read.unread] == ["1 comment", "a comment by Ada: Who pays? And when?"]


def test_a_file_with_more_than_one_body_is_read_to_its_end() -> None:
    parts = docx_parts(p("Trees"))
    more = str(parts["word/document.xml"]).replace("</w:document>", f"<w:body>{p('Parks')}</w:body></w:document>")
    assert outline(zipped({**parts, "word/document.xml": more})) == ["paragraph Trees", "paragraph Parks"]


def test_macros_are_told() -> None:
    read = read_bytes(zipped({**docx_parts(p("Trees")), "word/vbaProject.bin": b"\x01"}))
    assert [str(said) for said in read.unread] == ["macros: programs within the file"]


def test_footnotes_and_endnotes_stand_at_the_end_in_their_own_numbers() -> None:
    calls = '<w:r><w:endnoteReference w:id="7"/></w:r>' + run(" and") + '<w:r><w:footnoteReference w:id="9"/></w:r>'
    read = read_bytes(
        docx(
            p(run("Trees") + calls),
            footnotes=f'<w:footnote w:id="9">{p("<w:r><w:footnoteRef/></w:r>" + run(" Below."))}{p("More.")}'
            "</w:footnote>",
            endnotes=f'<w:endnote w:id="7">{p("At the end.")}</w:endnote>',
        )
    )
    assert [(passage.kind, passage.number, passage.text) for passage in read.passages] == [
        (PassageKind.PARAGRAPH, None, "Trees and"),
        (PassageKind.REFERENCE, "1", "Below. More."),
        (PassageKind.REFERENCE, "i", "At the end."),
    ]
    assert [(mark.start, mark.to) for mark in read.passages[0].marks] == [(5, "i"), (9, "1")]


def test_a_file_without_a_word_is_refused() -> None:
    with pytest.raises(FormatError, match="^the document has no words$"):
        read_bytes(docx(p()))
