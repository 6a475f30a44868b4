"""Paragraphs, lists and tables of an ODT."""

from __future__ import annotations

import pytest

from tests.formats.documents.office.making import odt, outline, read_bytes


def level(at: int, format: str, more: str = "") -> str:
    if format == "bullet":
        return f'<text:list-level-style-bullet text:level="{at}" {more}/>'
    return f'<text:list-level-style-number text:level="{at}" style:num-format="{format}" {more}/>'


def list_style(name: str, *levels: str) -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def paragraph_style(name: str, parent: str = "", properties: str = "") -> str:
    named = f'style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}"'
    return f"<style:style {named}>{properties}</style:style>"


NUMBERS = list_style("N", level(1, "1", 'style:num-suffix="."'), level(2, "a", 'style:num-suffix=")"'))
BULLETS = list_style("B", level(1, "bullet", 'text:bullet-char="•"'), level(2, "bullet", 'text:bullet-char="–"'))
BLANK = list_style("E", level(1, "bullet", 'text:bullet-char=" "'))
STYLES = NUMBERS + BULLETS + BLANK


def items(*contents: str, style: str = "N", more: str = "") -> str:
    named = f'text:style-name="{style}"' if style else ""
    inside = "".join(content if content.startswith("<text:list-") else item(content) for content in contents)
    return f"<text:list {named} {more}>{inside}</text:list>"


def item(content: str, more: str = "") -> str:
    return f"<text:list-item {more}>{content if content.startswith('<') else p(content)}</text:list-item>"


def p(text: str, style: str = "", name: str = "p", more: str = "") -> str:
    return f'<text:{name} text:style-name="{style}" {more}>{text}</text:{name}>'


def read(text: str, automatic: str = STYLES, styles: str = "") -> list[str]:
    return outline(odt(text, automatic, styles))


def test_lists_within_items_stand_deeper() -> None:
    inner = p("Trees") + items("oaks", "elms", style="")
    assert read(items(inner, "Parks")) == ["item1 1. Trees", "item2 a) oaks", "item2 b) elms", "item1 2. Parks"]


def test_a_second_paragraph_of_an_item_has_no_number() -> None:
    assert read(items(p("Trees") + p("They grow."), "Parks")) == [
        "item1 1. Trees",
        "paragraph They grow.",
        "item1 2. Parks",
    ]


def test_a_list_without_a_sign_goes_on_with_the_item_before() -> None:
    text = items("Trees") + items("They grow.", style="E") + items(item(items("oaks", style="B")), style="B")
    assert read(text) == ["item1 1. Trees", "paragraph They grow.", "item2 - oaks"]


def test_what_stands_over_a_list_has_no_number_but_its_place() -> None:
    header = f"<text:list-header>{p('Kinds:')}</text:list-header>"
    text = items(
        p("Trees") + f"<text:list>{header}{item('oaks')}</text:list>", header.replace("Kinds", "Also"), "Parks"
    )
    assert read(text) == ["item1 1. Trees", "paragraph Kinds:", "item2 a) oaks", "paragraph Also:", "item1 2. Parks"]


def test_a_list_goes_on_with_another_where_it_says_so() -> None:
    first = items("a", more='xml:id="one"')
    assert read(first + p("between") + items("b")) == ["item1 1. a", "paragraph between", "item1 1. b"]
    assert read(first + p("between") + items("b", more='text:continue-numbering="true"'))[2] == "item1 2. b"
    other = items("x", style="B")
    assert read(first + other + items("b", more='text:continue-list="one"'))[2] == "item1 2. b"


def test_an_item_may_set_its_number_and_its_style() -> None:
    text = items(item("a", 'text:start-value="7"'), "b", item("c", 'text:style-override="B"'))
    assert read(text) == ["item1 7. a", "item1 8. b", "item1 - c"]


def test_a_paragraph_may_say_itself_which_list_it_is_in() -> None:
    def numbered(text: str, at: int) -> str:
        where = f'text:list-id="one" text:style-name="N" text:level="{at}"'
        return f"<text:numbered-paragraph {where}>{p(text)}</text:numbered-paragraph>"

    assert read(numbered("a", 1) + numbered("b", 2) + numbered("c", 1)) == ["item1 1. a", "item2 a) b", "item1 2. c"]


def test_a_list_of_an_unknown_style_has_bullets() -> None:
    assert read(items("a", style="gone")) == ["item1 - a"]


OUTLINE = (
    "<office:styles><text:outline-style>"
    '<text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
    '<text:outline-level-style text:level="3" style:num-format=""/></text:outline-style></office:styles>'
)


def heading(text: str, at: int, more: str = "") -> str:
    return p(text, name="h", more=f'text:outline-level="{at}" {more}')


def test_headings_are_numbered_as_all_headings_are() -> None:
    text = heading("Aims", 1) + heading("Trees", 2) + heading("Oaks", 3) + heading("Costs", 1) + heading("Now", 2)
    assert read(text, styles=OUTLINE) == [
        "heading1 I. Aims",
        "heading2 I.1 Trees",
        "heading3 Oaks",
        "heading1 II. Costs",
        "heading2 II.1 Now",
    ]


def test_a_heading_may_have_no_number_or_the_one_that_is_written_beside_it_or_that_of_a_list() -> None:
    text = heading("Foreword", 1, 'text:is-list-header="true"') + heading("<text:number>A.</text:number>Aims", 1)
    assert read(text, styles=OUTLINE) == ["heading1 Foreword", "heading1 A. Aims"]
    assert read(items(heading("Aims", 1), heading("Costs", 1))) == ["heading1 1. Aims", "heading1 2. Costs"]


def test_styles_say_the_title_and_other_kinds() -> None:
    styles = "".join(
        paragraph_style(name, parent)
        for name, parent in (
            ("P1", "Title"),
            ("Title", ""),
            ("P2", "Quotations"),
            ("Quotations", ""),
            ("Preformatted_20_Text", ""),
        )
    )
    text = (
        p("A plan", "P1")
        + heading("Aims", 1)
        + p("So it is.", "P2")
        + p("a", "Preformatted_20_Text")
        + p("b", "Preformatted_20_Text")
    )
    assert read(text, styles) == ["heading1 A plan", "heading2 Aims", "quotation So it is.", "code a\nb"]


def test_bold_and_larger_lines_are_headings_here_too() -> None:
    large = paragraph_style("P1", "", '<style:text-properties fo:font-size="14pt" fo:font-weight="bold"/>')
    assert read(p("Aims", "P1") + p("Trees cool the streets of the town.", "P2"), large) == [
        "heading1 Aims",
        "paragraph Trees cool the streets of the town.",
    ]


def test_typed_marks_make_items() -> None:
    assert read(p("1. Trees") + p("a) oaks") + p("2. Parks")) == ["item1 1. Trees", "item2 a) oaks", "item1 2. Parks"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("table-of-content", "the table of contents"),
        ("illustration-index", "the table of contents"),
        ("alphabetical-index", "an index"),
    ],
)
def test_tables_of_contents_and_indexes_are_left_out(name: str, why: str) -> None:
    source = f"<text:{name}-source><text:index-title-template>Template</text:index-title-template></text:{name}-source>"
    title = f"<text:index-title>{p('Contents')}</text:index-title>"
    body = f"<text:index-body>{title}{p('Aims<text:tab/>3')}</text:index-body>"
    found = read_bytes(odt(f"<text:{name}>{source}{body}</text:{name}>{p('Trees')}"))
    assert [passage.text for passage in found.passages] == ["Trees"]
    assert [(left.passage.text, str(left.why)) for left in found.left_out] == [("Contents", why), ("Aims 3", why)]


def test_a_bibliography_is_references() -> None:
    body = f"<text:index-body>{heading('Sources', 1)}{p('Smith, 2020.')}</text:index-body>"
    assert read(f"<text:bibliography>{body}</text:bibliography>") == ["heading1 Sources", "reference Smith, 2020."]


def test_a_hidden_section_is_no_text_and_told() -> None:
    found = read_bytes(odt(f'{p("Trees")}<text:section text:display="none">{p("not seen")}</text:section>'))
    assert [passage.text for passage in found.passages] == ["Trees"]
    assert [str(said) for said in found.unread] == ["2 words of hidden text"]


def cell(text: str, more: str = "", covered: bool = False, style: str = "") -> str:
    name = "covered-table-cell" if covered else "table-cell"
    return f"<table:{name} {more}>{p(text, style) if text else ''}</table:{name}>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def test_a_cell_over_several_columns_is_one_and_one_over_several_rows_leaves_empty_ones() -> None:
    above = cell("North", 'table:number-rows-spanned="2"')
    wide = cell("both", 'table:number-columns-spanned="2"')
    covered = cell("", covered=True)
    rows = row(above, wide, covered) + row(covered, cell("5"), cell("6"))
    assert read(f"<table:table>{rows}</table:table>") == ["table North | both", "table  | 5 | 6"]


def test_cells_and_rows_may_be_repeated() -> None:
    thrice = cell("x", 'table:number-columns-repeated="3"')
    twice = row(thrice, more='table:number-rows-repeated="2"')
    text = f"<table:table>{twice}</table:table>"
    assert read(text) == ["table x | x | x", "table x | x | x"]


def test_head_rows_and_cells_with_the_style_of_heads_are_heads() -> None:
    head = f"<table:table-header-rows>{row(cell('Year'), cell('Cost'))}</table:table-header-rows>"
    styled = row(cell("Sum", style="Table_20_Heading"), cell("5"))
    styles = paragraph_style("Table_20_Heading")
    text = f"<table:table>{head}<table:table-rows>{styled}</table:table-rows></table:table>"
    heads = [
        passage.text[mark.start : mark.end]
        for passage in read_bytes(odt(text, styles)).passages
        for mark in passage.marks
        if mark.to == "head"
    ]
    assert heads == ["Year", "Cost", "Sum"]
