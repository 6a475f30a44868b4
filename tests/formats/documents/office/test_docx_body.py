"""Paragraphs, lists and controls of a DOCX."""

from __future__ import annotations

from deliberate.domain.texts.passages import PassageKind
from tests.formats.documents.office.making import (
    STYLES,
    cell,
    docx,
    in_list,
    levels,
    numbering,
    outline,
    p,
    read_bytes,
    row,
    run,
    table,
)

BULLETS = levels("bullet •", "bullet –")
NUMBERS = levels("decimal %1.", "lowerLetter %2)")
BLANK = levels("bullet \uf020", "bullet  ")
LIST_STYLES = STYLES + "".join(
    f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>{more}</w:style>'
    for style_id, name, more in (
        ("Liste", "List Bullet", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
        ("Liste2", "List Bullet 2", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'),
        ("Eigen", "My own", '<w:basedOn w:val="Liste"/>'),
        ("Zitat", "Quote", ""),
        ("Literatur", "Bibliography", ""),
        ("TOC", "toc 1", ""),
    )
)


def test_a_list_may_be_said_by_the_style_or_by_one_it_is_based_on() -> None:
    body = p("Trees", "Liste") + p("oaks", "Liste2") + p("Parks", "Eigen")
    content = docx(body, styles=LIST_STYLES, numbering=numbering(BULLETS, levels("bullet –")))
    assert outline(content) == ["item1 - Trees", "item2 - oaks", "item1 - Parks"]


def test_a_paragraph_may_leave_the_list_of_its_style() -> None:
    content = docx(p("Trees", "Liste", in_list(0)), styles=LIST_STYLES, numbering=numbering(BULLETS))
    assert outline(content) == ["paragraph Trees"]


def test_a_level_of_the_list_may_belong_to_a_style() -> None:
    linked = levels("decimal %1.", "decimal %1.%2").replace(
        '<w:lvlText w:val="%1.%2"/>', '<w:pStyle w:val="Klausel"/><w:lvlText w:val="%1.%2"/>'
    )
    styles = STYLES + (
        '<w:style w:type="paragraph" w:styleId="Klausel"><w:name w:val="Clause"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    content = docx(p("Aims", properties=in_list(1)) + p("Trees", "Klausel"), styles=styles, numbering=numbering(linked))
    assert outline(content) == ["item1 1. Aims", "item2 1.1 Trees"]


def test_numbered_headings_have_their_number_and_items_below_them_begin_anew() -> None:
    content = docx(
        p("Aims", "berschrift1", in_list(1))
        + p("Plant trees.", properties=in_list(1, 1))
        + p("Costs", "berschrift1", in_list(1)),
        numbering=numbering(levels("decimal %1.", "decimal %1.%2")),
    )
    assert outline(content) == ["heading1 1. Aims", "item1 1.1 Plant trees.", "heading1 2. Costs"]


def test_a_paragraph_in_a_list_without_a_sign_goes_on_with_its_item() -> None:
    content = docx(
        p("Trees", properties=in_list(1))
        + p("They grow.", properties=in_list(2))
        + p("oaks", properties=in_list(1, 1)),
        numbering=numbering(NUMBERS, BLANK),
    )
    assert outline(content) == ["item1 1. Trees", "paragraph They grow.", "item2 a) oaks"]


def test_a_numbered_paragraph_without_words_is_counted() -> None:
    content = docx(
        "".join(p(text, properties=in_list(1)) for text in ("Trees", "", "Parks")), numbering=numbering(NUMBERS)
    )
    assert outline(content) == ["item1 1. Trees", "item1 3. Parks"]


def test_an_outline_level_makes_a_heading_of_any_paragraph() -> None:
    level = '<w:outlineLvl w:val="{}"/>'.format
    content = docx(p("A plan", "Titel") + p("Aims", properties=level(0)) + p("Trees", properties=level(9)))
    assert outline(content) == ["heading1 A plan", "heading2 Aims", "paragraph Trees"]


def test_styles_say_quotations_and_references() -> None:
    content = docx(p("So it is.", "Zitat") + p("Smith, 2020.", "Literatur"), styles=LIST_STYLES)
    assert outline(content) == ["quotation So it is.", "reference Smith, 2020."]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    deleted = '<w:rPr><w:del w:id="1"/></w:rPr>'
    read = read_bytes(docx(p("Trees", properties=deleted) + p("and parks") + p("last", properties=deleted)))
    assert [passage.text for passage in read.passages] == ["Trees and parks", "last"]
    assert [str(said) for said in read.unread] == ["2 tracked changes, read as accepted"]


def test_a_paragraph_that_is_deleted_is_not_there_and_not_counted() -> None:
    gone = (
        f'<w:p><w:pPr>{in_list(1)}<w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
        '<w:del w:id="2"><w:r><w:delText>Gone</w:delText></w:r></w:del></w:p>'
    )
    content = docx(
        p("Trees", properties=in_list(1)) + gone + p("Parks", properties=in_list(1)), numbering=numbering(NUMBERS)
    )
    assert outline(content) == ["item1 1. Trees", "item1 2. Parks"]
    assert [str(said) for said in read_bytes(content).unread] == ["1 tracked change, read as accepted"]


def test_a_large_first_letter_is_part_of_its_word() -> None:
    drop = '<w:framePr w:dropCap="drop"/>'
    assert outline(docx(p("T", properties=drop) + p("rees grow."))) == ["paragraph Trees grow."]


def control(content: str, gallery: str = "") -> str:
    properties = f'<w:docPartObj><w:docPartGallery w:val="{gallery}"/></w:docPartObj>' if gallery else ""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def test_a_table_of_contents_is_left_out_with_its_heading() -> None:
    content = docx(
        p("A plan", "Titel")
        + control(p("Contents", "berschrift1") + p(run("Aims") + "<w:r><w:tab/></w:r>" + run("2")), "Table of Contents")
        + p("List of aims", "berschrift1")
        + p("Trees 3", "TOC")
        + p("Aims", "berschrift1"),
        styles=LIST_STYLES,
    )
    read = read_bytes(content)
    assert [passage.text for passage in read.passages] == ["A plan", "Aims"]
    assert [left.passage.text for left in read.left_out] == ["Contents", "Aims 2", "List of aims", "Trees 3"]


def test_other_controls_hold_text_like_any_other() -> None:
    read = read_bytes(docx(control(p("Trees") + control(p("Parks"))) + control(p("Smith, 2020."), "Bibliographies")))
    assert [(passage.kind, passage.text) for passage in read.passages] == [
        (PassageKind.PARAGRAPH, "Trees"),
        (PassageKind.PARAGRAPH, "Parks"),
        (PassageKind.REFERENCE, "Smith, 2020."),
    ]


def test_wrappers_that_are_not_known_hide_nothing() -> None:
    content = docx(
        f'<w:customXml><w:customXmlPr/>{p("Trees")}</w:customXml><x:new xmlns:x="urn:x">{p("Parks")}</x:new>'
        f"<mc:AlternateContent><mc:Choice>{p('Ponds')}</mc:Choice><mc:Fallback>{p('Ponds')}</mc:Fallback></mc:AlternateContent>"
    )
    assert outline(content) == ["paragraph Trees", "paragraph Parks", "paragraph Ponds"]


def test_documents_within_the_document_are_told() -> None:
    read = read_bytes(docx(p("Trees") + '<w:altChunk r:id="rId9"/>'))
    assert [str(said) for said in read.unread] == ["1 object of another program"]


def test_a_formula_between_paragraphs_is_a_passage() -> None:
    maths = "<m:oMathPara><m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath></m:oMathPara>"
    assert outline(docx(p("So:") + maths)) == ["paragraph So:", "paragraph E=mc"]


def test_lists_in_cells_are_words_of_the_cell_and_tables_in_cells_too() -> None:
    inner = table(row(cell("x"), cell("y")))
    content = docx(
        table(
            row(cell(p("Trees", properties=in_list(1)) + p("Parks", properties=in_list(1))), cell(f"{inner}{p('z')}"))
        ),
        numbering=numbering(NUMBERS),
    )
    assert outline(content) == ["table 1. Trees 2. Parks | x | y z"]


def test_a_table_begins_a_new_list() -> None:
    content = docx(
        p("Trees", properties=in_list(1)) + table(row(cell("a"), cell("b"))) + p("oaks", properties=in_list(1, 1)),
        numbering=numbering(BULLETS),
    )
    assert outline(content) == ["item1 - Trees", "table a | b", "item1 - oaks"]
