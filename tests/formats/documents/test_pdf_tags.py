"""Tagged PDFs: elements of the structure tree and what they are read as."""

from __future__ import annotations

from io import BytesIO

from deliberate.formats.documents import Document, pdf
from tests.formats.documents.pdfs import MORE, PROSE, Line, Pdf, left_out, marks, numbers, shapes

# An element: its type, and its children; a number is marked content, a pair that of another page.
Tag = tuple[object, ...]


class Tagged:
    """A PDF of one line for each marked content, with a structure tree over them."""

    def __init__(self, roles: str = "") -> None:
        self.made = Pdf(catalog="/MarkInfo << /Marked true >> /StructTreeRoot 500 0 R")
        self.made.next = 600
        self.roles = roles

    def page(self, lines: list[Line], more: str = "") -> None:
        self.made.page(lines, f"/StructParents {len(self.made.pages)} {more}")

    def read(self, *tree: Tag) -> Document:
        parents: dict[int, dict[int, int]] = {}
        kids = " ".join(f"{self._element(tag, 500, parents)} 0 R" for tag in tree)
        rows = " ".join(
            f"{page} [{' '.join(f'{found.get(at, 500)} 0 R' for at in range(max(found) + 1))}]"
            for page, found in sorted(parents.items())
        )
        root = f"<< /Type /StructTreeRoot /K [{kids}] /ParentTree << /Nums [{rows}] >> /RoleMap << {self.roles} >> >>"
        self.made.add(root, 500)
        return pdf.read(BytesIO(self.made.written()))

    def _element(self, tag: Tag, above: int, parents: dict[int, dict[int, int]]) -> int:
        kind, *children = tag
        number = self.made.add("")
        kids = []
        for child in children:
            if isinstance(child, tuple) and isinstance(child[0], str):
                kids.append(f"{self._element(child, number, parents)} 0 R")
                continue
            page, content = child if isinstance(child, tuple) else (0, child)
            parents.setdefault(page, {})[content] = number
            kids.append(f"<< /Type /MCR /Pg {self.made.pages[page]} 0 R /MCID {content} >>")
        self.made.add(f"<< /Type /StructElem /S /{kind} /P {above} 0 R /K [{' '.join(kids)}] >>", number)
        return number


def lines(*words: str, x: float = 72.0, **more: object) -> list[Line]:
    return [Line(text, x, 700 - 20 * at, mark=at, **more) for at, text in enumerate(words)]  # type: ignore[arg-type]


def read(words: list[str], *tree: Tag) -> Document:
    made = Tagged()
    made.page(lines(*words))
    return made.read(("Document", *tree))


def test_headings_and_paragraphs_are_what_their_tags_say_whatever_they_look_like() -> None:
    document = read(["A plan", "Aims", PROSE, "Deep"], ("H1", 0), ("H2", 1), ("P", 2), ("H4", 3))
    assert shapes(document) == [
        ("heading", 1, "A plan"),
        ("heading", 2, "Aims"),
        ("paragraph", 0, PROSE),
        ("heading", 4, "Deep"),
    ]


def test_a_title_ranks_above_headings_of_the_first_level() -> None:
    document = read(["A plan", "Aims", "Costs", PROSE], ("Title", 0), ("H1", 1), ("H1", 2), ("P", 3))
    assert shapes(document)[:3] == [("heading", 1, "A plan"), ("heading", 2, "Aims"), ("heading", 2, "Costs")]


def test_headings_without_a_level_are_as_deep_as_their_sections() -> None:
    tree = ("Sect", ("H", 0), ("Sect", ("H", 1), ("P", 2)))
    assert shapes(read(["A plan", "Aims", PROSE], tree))[:2] == [("heading", 1, "A plan"), ("heading", 2, "Aims")]


def test_the_number_of_a_heading_is_told_apart() -> None:
    document = read(["A plan", "1. Aims", PROSE], ("H1", 0), ("H2", 1), ("P", 2))
    assert (document.passages[1].number, document.passages[1].text) == ("1.", "Aims")


def test_types_of_the_file_are_read_by_its_own_table() -> None:
    made = Tagged(roles="/Kopf /H1 /Fluss /P /Block#20Text /P")
    made.page(lines("A plan", PROSE, MORE))
    document = made.read(("Kopf", 0), ("Fluss", 1), ("Block#20Text", 2))
    assert [kind for kind, _, _ in shapes(document)] == ["heading", "paragraph", "quotation"]


def test_lists_within_lists_give_the_depth_and_labels_the_number() -> None:
    inner = ("L", ("LI", ("Lbl", 4), ("LBody", 5)))
    tree = ("L", ("LI", ("Lbl", 0), ("LBody", ("P", 1))), ("LI", ("Lbl", 2), ("LBody", ("P", 3), inner)))
    document = read(["1.", "Plant oaks", "2.", "Plant elms", "\u2022", "red ones"], tree)
    assert shapes(document) == [("item", 1, "Plant oaks"), ("item", 1, "Plant elms"), ("item", 2, "red ones")]
    assert numbers(document) == ["1.", "2.", None]


def test_lists_side_by_side_are_as_deep_as_they_are_indented() -> None:
    made = Tagged()
    words = ["1. Plant oaks", "\u2013 red ones", "\u2013 white ones", "2. Plant elms"]
    made.page([Line(text, 90 + 18 * (at in (1, 2)), 700 - 20 * at, mark=at) for at, text in enumerate(words)])
    flat = [("L", ("LI", ("LBody", ("P", 0)))), ("L", *(("LI", ("LBody", ("P", at))) for at in (1, 2)))]
    document = made.read(*flat, ("L", ("LI", ("LBody", ("P", 3)))))
    assert [(level, text) for _, level, text in shapes(document)] == [
        (1, "Plant oaks"),
        (2, "red ones"),
        (2, "white ones"),
        (1, "Plant elms"),
    ]
    assert numbers(document) == ["1.", None, None, "2."]


def test_among_marked_items_one_without_a_mark_goes_on_with_the_one_above() -> None:
    tree = ("L", ("LI", ("LBody", ("P", 0), ("P", 1))), ("LI", ("LBody", ("P", 2))))
    document = read(["1. Plant oaks", "They grow slowly.", "They live long."], tree)
    assert [kind for kind, _, _ in shapes(document)] == ["item", "paragraph", "paragraph"]
    bare = read(["Plant oaks", "Plant elms"], ("L", ("LI", ("LBody", 0)), ("LI", ("LBody", 1))))
    assert [kind for kind, _, _ in shapes(bare)] == ["item", "item"]


def test_rows_of_a_table_keep_their_empty_cells() -> None:
    row = ("TR", ("TH", 0), ("TH", 1)), ("TR", ("TD", 2), ("TD",)), ("TR", ("TD", 3))
    document = read(["Year", "Trees", "2024", "none since"], ("Table", ("THead", row[0]), ("TBody", row[1], row[2])))
    assert shapes(document) == [("table", 0, "Year | Trees"), ("table", 0, "2024 | "), ("table", 0, "none since")]
    assert marks(document.passages[0]) == [("cell", "Year", "head"), ("cell", "Trees", "head")]
    assert marks(document.passages[1]) == [("cell", "2024", ""), ("cell", "", "")]


def test_a_note_stands_at_the_end_and_its_place_in_the_text() -> None:
    made = Tagged()
    sign = Line("1", 200, 704, size=6.5, mark=1)
    made.page([Line("Oaks live long,", 72, 700, mark=0), sign, Line("they say.", 208, 700, mark=2),
               Line("1", 72, 64, size=6.5, mark=3), Line("In good soil.", 80, 60, mark=4)])  # fmt: skip
    note = ("Note", ("Lbl", 3), 4)
    document = made.read(("P", 0, ("Reference", 1), note, 2))
    assert shapes(document) == [("paragraph", 0, "Oaks live long, they say."), ("reference", 0, "In good soil.")]
    assert numbers(document) == [None, "1"]
    (mark,) = document.passages[0].marks
    assert (mark.start, mark.end, mark.to) == (15, 15, "1")


def test_an_element_goes_on_over_pages() -> None:
    made = Tagged()
    made.page([Line("Oaks live", mark=0)])
    made.page([Line("for centuries.", mark=0)])
    assert shapes(made.read(("P", (0, 0), (1, 0)))) == [("paragraph", 0, "Oaks live for centuries.")]


def test_elements_without_a_meaning_stand_for_what_is_in_them() -> None:
    tree = ("P", ("NonStruct", 0), ("Span", 1), ("NonStruct", ("NonStruct", 2)))
    assert shapes(read(["Oaks", "live", "long"], tree)) == [("paragraph", 0, "Oaks live long")]


def test_a_table_of_contents_is_left_out_with_its_heading() -> None:
    tree = ("H1", 0), ("H2", 1), ("TOC", ("TOCI", 2), ("TOCI", 3)), ("P", 4)
    document = read(["A plan", "Contents", "Aims 2", "Costs 3", PROSE], *tree)
    assert shapes(document) == [("heading", 1, "A plan"), ("paragraph", 0, PROSE)]
    assert left_out(document) == [(text, "a table of contents") for text in ("Contents", "Aims 2", "Costs 3")]


def test_quotations_and_code_are_told_by_their_tags_and_letters() -> None:
    made = Tagged()
    made.page([Line("dig()", y=700, font="mono", mark=0), Line("plant()", y=686, font="mono", mark=1),
               Line(PROSE, y=600, mark=2), Line(MORE, y=500, mark=3)])  # fmt: skip
    document = made.read(("P", 0), ("P", 1), ("BlockQuote", ("P", 2)), ("P", 3))
    assert shapes(document) == [("code", 0, "dig()\nplant()"), ("quotation", 0, PROSE), ("paragraph", 0, MORE)]


def test_where_no_tag_is_a_heading_what_looks_like_one_is() -> None:
    made = Tagged()
    made.page([Line("A plan for trees", y=700, size=18, mark=0), Line(PROSE[:80], y=660, mark=1),
               Line(PROSE[80:160], y=646, mark=2)])  # fmt: skip
    document = made.read(("P", 0), ("P", 1, 2))
    assert [kind for kind, _, _ in shapes(document)] == ["heading", "paragraph"]
