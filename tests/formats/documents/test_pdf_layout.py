"""PDFs without tags: paragraphs, items and headings by sizes and positions, over columns and pages."""

from __future__ import annotations

from io import BytesIO

from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.documents import pdf
from tests.formats.documents.pdfs import MORE, PROSE, UNICODE, Line, Pdf, Typist, left_out, marks, numbers, read, shapes

HALF = 210.0


def columns(text: str, more: str) -> list[Line]:
    left = Typist(x=60, columns=HALF).write(text)
    right = Typist(x=320, columns=HALF).write(more)
    return [*left.lines, *right.lines]


def test_two_columns_are_read_one_after_the_other_also_where_they_are_drawn_line_by_line() -> None:
    long = " ".join([PROSE, MORE] * 2)
    drawn = columns(long, f"{MORE} {PROSE}")
    by_line = sorted(drawn, key=lambda line: (-line.y, line.x))
    for lines in (drawn, by_line):
        assert [text for _, _, text in shapes(read(lines))] == [long, f"{MORE} {PROSE}"]


def test_a_heading_across_both_columns_stands_before_them() -> None:
    title = Line("A plan for the trees of the whole town", x=120, y=740, font="bold", size=18)
    found = shapes(read([*columns(f"{PROSE} {MORE}", f"{MORE} {PROSE}"), title]))
    assert found[0] == ("heading", 1, title.words)
    assert [text for _, _, text in found[1:]] == [f"{PROSE} {MORE}", f"{MORE} {PROSE}"]


def test_a_paragraph_goes_on_over_the_end_of_a_column_and_of_a_page() -> None:
    lines = Typist(columns=HALF).write(f"{PROSE} {MORE} {PROSE}").lines
    first = [Line(line.words, 60, 700 - 14 * at) for at, line in enumerate(lines[:6])]
    second = [Line(line.words, 320, 700 - 14 * at) for at, line in enumerate(lines[6:12])]
    rest = [Line(line.words, 60, 700 - 14 * at) for at, line in enumerate(lines[12:])]
    assert shapes(read([*first, *second], rest)) == [("paragraph", 0, f"{PROSE} {MORE} {PROSE}")]


def test_paragraphs_are_told_by_the_white_between_them_or_by_their_first_lines() -> None:
    expected = [("paragraph", 0, PROSE), ("paragraph", 0, MORE), ("paragraph", 0, PROSE)]
    apart = Typist()
    for _, _, text in expected:
        apart.write(text)
    assert shapes(read(apart)) == expected
    lines: list[Line] = []
    for _, _, text in expected:
        for at, line in enumerate(Typist(columns=430).write(text, gap=0).lines):
            lines.append(Line(line.words, 72 + (18 if at == 0 else 0), 700 - 14 * len(lines)))
    assert shapes(read(lines)) == expected


def test_items_are_as_deep_as_their_indents() -> None:
    page = Typist().write(PROSE).write(PROSE, mark="1.").write("Oaks stand there.", mark="\u2022", indent=18)
    page.write("Red ones, above all.", mark="-", indent=36).write("Elms", mark="\u2022", indent=18).write(
        MORE, mark="2."
    )
    document = read(page)
    assert [(level, number) for (kind, level, _), number in zip(shapes(document), numbers(document), strict=True)] == [
        (0, None),
        (1, "1."),
        (2, None),
        (3, None),
        (2, None),
        (1, "2."),
    ]
    assert [text for _, _, text in shapes(document)][1:4] == [PROSE, "Oaks stand there.", "Red ones, above all."]


def test_a_number_that_a_line_happens_to_begin_with_begins_no_item() -> None:
    torn = "It refers to what is said about the trees of the old town and of its streets in Article"
    page = [Line(torn, y=700), Line("14. That is not an item, though it looks like one where it stands.", y=686)]
    assert [kind for kind, _, _ in shapes(read(page))] == ["paragraph"]


def test_levels_of_headings_are_their_looks() -> None:
    page = Typist().write("A plan for trees", size=20).write(PROSE).write("Aims", size=14).write(PROSE)
    page.write("Streets", font="bold").write(PROSE).write("Old ones", font="italic").write(PROSE)
    page.write("Costs", size=14).write(PROSE)
    headings = [(level, text) for kind, level, text in shapes(read(page)) if kind == "heading"]
    assert headings == [(1, "A plan for trees"), (2, "Aims"), (3, "Streets"), (4, "Old ones"), (2, "Costs")]


def test_headings_that_look_like_the_text_are_told_by_their_numbers() -> None:
    page = Typist().write("Resolution of the Council on Trees", gap=20).write("1. Background", gap=20).write(PROSE)
    page.write("2. Aims of the Plan", gap=20).write(PROSE).write("2.1 Trees", gap=20).write(PROSE)
    page.write("ARTICLE 3", gap=20).write(MORE)
    document = read(page)
    headings = [(one.level, one.number, one.text) for one in document.passages if one.kind is PassageKind.HEADING]
    assert headings == [
        (1, None, "Resolution of the Council on Trees"),
        (2, "1.", "Background"),
        (2, "2.", "Aims of the Plan"),
        (3, "2.1", "Trees"),
        (2, None, "ARTICLE 3"),
    ]


def test_a_heading_of_several_lines_is_one() -> None:
    title = "A plan for all of the trees that stand or should stand in the streets of this old town by the sea"
    assert shapes(read(Typist().write(title, size=18, font="bold").write(PROSE)))[0] == ("heading", 1, title)


def test_between_the_title_and_the_text_stand_no_headings_but_the_last() -> None:
    page = Typist().write("A plan for trees", size=20).write("Report to the council", size=14)
    page.write("March", size=13).write("Aims", size=12.5, font="bold").write(PROSE).write(
        "Costs", size=12.5, font="bold"
    )
    kinds = [kind for kind, _, _ in shapes(read(page.write(MORE)))]
    assert kinds == ["heading", "paragraph", "paragraph", "heading", "paragraph", "heading", "paragraph"]


def test_what_is_set_in_letters_of_one_width_is_code_with_its_lines() -> None:
    page = Typist().write(PROSE)
    code = [Line("def plant(n):", y=600, font="mono"), Line("dig()", x=72 + 4 * 6.6, y=586, font="mono")]
    (_, passage) = read([*page.lines, *code]).passages
    assert (passage.kind, passage.text) == (PassageKind.CODE, "def plant(n):\n    dig()")


def test_what_stands_further_in_on_both_sides_is_a_quotation() -> None:
    page = Typist().write(PROSE)
    page.columns = 400
    page.write(MORE, indent=40)
    page.columns = 450
    assert [kind for kind, _, _ in shapes(read(page.write(PROSE)))] == ["paragraph", "quotation", "paragraph"]


def test_bold_slanted_and_linked_words_are_marked() -> None:
    line = [Line("Plant", y=600), Line("oaks", x=104, y=600, font="bold"), Line("now", x=134, y=600, font="italic")]
    annotation = "<< /Type /Annot /Subtype /Link /Rect [{} 595 {} 612] /A << /S /URI /URI ({}) >> >>"
    links = annotation.format(100, 130, "https://oaks.example/a"), annotation.format(132, 160, "file:///etc/passwd")
    made = Pdf()
    made.page([*Typist().write(PROSE).lines, *line], f"/Annots [{' '.join(links)}]")
    (_, passage) = pdf.read(BytesIO(made.written())).passages
    assert passage.text == "Plant oaks now"
    link = ("link", "oaks", "https://oaks.example/a")
    assert marks(passage) == [link, ("strong", "oaks", ""), ("emphasis", "now", "")]


def test_chinese_is_joined_without_spaces() -> None:
    text = "城市在过去十年里发展很快需要一个关于树木的计划"
    lines = [Line(text[:12], y=700, font=UNICODE), Line(text[12:], y=686, font=UNICODE)]
    assert shapes(read(lines)) == [("paragraph", 0, text)]


def test_arabic_is_read_from_right_to_left() -> None:
    words = ["\u062e\u0637\u0629", "\u0627\u0644\u0623\u0634\u062c\u0627\u0631", "2026"]
    drawn = [
        Line(word[::-1] if word.isalpha() else word, x=400 - 60 * at, font=UNICODE) for at, word in enumerate(words)
    ]
    assert shapes(read(drawn)) == [("paragraph", 0, " ".join(words))]


def test_what_belongs_to_the_pages_is_left_out_and_can_be_taken_back() -> None:
    pages = [
        [Line("Town council", y=760, size=8), *Typist().write(text).lines, Line(f"Page {at}", x=290, y=30)]
        for at, text in enumerate((PROSE, MORE, PROSE.upper()), 1)
    ]
    document = read(*pages)
    assert [text for _, _, text in shapes(document)] == [PROSE, MORE, PROSE.upper()]
    assert left_out(document)[:2] == [("Town council", "a running head"), ("Page 1", "a page number")]
    assert [one.before for one in document.left_out] == [0, 0, 1, 1, 2, 2]
    assert len(document.whole().passages) == 9
