"""All words of a DOCX, in its own order."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.gaps import missing
from tests.formats.documents.office.making import cell, docx, p, read_bytes, row, run, table, text_box

CALL = '<w:r><w:footnoteReference w:id="2"/></w:r>'
NOTES = (
    f'<w:footnote w:id="2">{p("As measured.")}</w:footnote><w:footnote w:id="3">{p("Nobody calls it.")}</w:footnote>'
)
A = "<m:r><m:t>a</m:t></m:r>"
HIDDEN = run("Hidden words", "<w:vanish/>")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (p("The streets") + p(run("are h") + run("ot.", "<w:b/>")), "The streets\nare hot."),
        (table(row(cell("Year"), cell("Cost"))), "Year\nCost"),
        (p(run("Plan") + text_box(p("Beside")) + run("t")), "Plant\nBeside"),
        (p(f"{run('a')}<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"), "a b c"),
        (p(f"<w:del><w:r><w:delText>was</w:delText></w:r></w:del><w:ins>{run('is')}</w:ins>"), "is"),
        (p(f"<w:moveFrom>{run('was')}</w:moveFrom>{run('here')}"), "here"),
        (p('<w:r><w:instrText>PAGE</w:instrText><w:sym w:font="Symbol" w:char="F061"/></w:r>'), "α"),
        (
            p("<w:r><mc:AlternateContent><mc:Choice><w:t>new</w:t></mc:Choice><mc:Fallback><w:t>old</w:t>"
              "</mc:Fallback></mc:AlternateContent></w:r>"),
            "new",
        ),
        (p(f"<m:oMath><m:f><m:num>{A}</m:num><m:den>{A}</m:den></m:f></m:oMath>"), "a/a"),
    ],
)  # fmt: skip
def test_each_paragraph_is_a_line(body: str, words: str) -> None:
    assert read_bytes(docx(body)).plain == words


def test_heads_of_pages_stand_once_and_notes_at_the_end() -> None:
    heads = '<w:sectPr><w:headerReference r:id="part-header1"/><w:headerReference r:id="part-header2"/></w:sectPr>'
    document = read_bytes(
        docx(p(run("It is hot.") + CALL) + heads, footnotes=NOTES, header1=p("A plan"), header2=p("A plan"))
    )
    assert document.plain == "A plan\nIt is hot.\nAs measured.\nNobody calls it."


def test_what_the_reader_leaves_out_without_a_row_is_missing_and_nothing_else() -> None:
    body = (
        p(run("It is hot.") + CALL) + p(run("Trees help. ") + HIDDEN + run(" They stand.")) + p(text_box(p("Beside")))
    )
    document = read_bytes(docx(body, footnotes=NOTES))
    assert [gap.words for gap in missing(document.plain, document.whole().passages)] == [
        "Hidden words",
        "Nobody calls it",
    ]
