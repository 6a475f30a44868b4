"""Pages of a PDF: links, drawn lines, and how much there is that is no text."""

from __future__ import annotations

from contextlib import closing

from deliberate.formats.documents.pdf_pages import Pages
from deliberate.formats.documents.pdf_pieces import Page
from tests.formats.documents.pdfs import Line, Pdf, opened

PICTURE = "/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8"
LINK = "<< /Type /Annot /Subtype /Link /Rect [{} 690 {} 712] /A << /S /URI /URI ({}) >> >>"


def read(made: Pdf) -> Page:
    with closing(opened(made.written())) as document:
        found = Pages(document.handle).read(0)
    assert found is not None
    return found


def page(*drawn: object, entries: str = "", resources: str = "") -> Page:
    made = Pdf()
    made.page(drawn, entries, resources)
    return read(made)


def test_words_lead_where_the_link_over_them_does_if_that_is_the_web_or_mail() -> None:
    words = Line("Oaks", 72), Line("elms", 172), Line("limes", 272), Line("planes", 372)
    links = (
        LINK.format(70, 120, "https://oaks.example/a"),
        LINK.format(170, 220, "mailto:elm@trees.example"),
        LINK.format(270, 320, "file:///home/ada/limes.pdf"),
        LINK.format(370, 420, "javascript:alert()"),
    )
    found = page(*words, entries=f"/Annots [{' '.join(links)}]")
    assert [one.link for one in found.pieces] == ["https://oaks.example/a", "mailto:elm@trees.example", "", ""]


def test_lines_are_kept_whether_they_are_drawn_as_lines_or_as_thin_areas() -> None:
    found = page("72 500 m 300 500 l S", "72 400 228 0.5 re f", "72 300 m 72 350 l S")
    level = [round((box.bottom + box.top) / 2) for box in found.lines if box.width > 10 * box.height]
    upright = [round((box.left + box.right) / 2) for box in found.lines if box.height > 10 * box.width]
    assert (level, upright) == ([500, 400], [72])


def test_the_outline_of_a_box_is_four_lines() -> None:
    edges = page("72 100 200 50 re S").lines
    assert sorted((round(box.width), round(box.height)) for box in edges) == [(0, 50), (0, 50), (200, 0), (200, 0)]


def test_pictures_are_counted_also_within_other_drawings() -> None:
    made = Pdf()
    image = made.stream(bytes(100), PICTURE)
    resources = f"/XObject << /Im {image} 0 R >>"
    form = made.stream(b"/Im Do", f"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << {resources} >>")
    made.page(["/Im Do", "/Form Do", Line("Oaks")], resources=f"/XObject << /Im {image} 0 R /Form {form} 0 R >>")
    found = read(made)
    assert (found.pictures, [one.text for one in found.pieces]) == (2, ["Oaks"])


def test_a_form_within_itself_ends() -> None:
    made = Pdf()
    fonts = "/Font << /plain << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    resources = f"/Resources << /XObject << /X 90 0 R >> {fonts} >>"
    text = b"/X Do BT /plain 11 Tf 72 700 Td (Oaks) Tj ET"
    made.stream(text, f"/Type /XObject /Subtype /Form /BBox [0 0 600 800] {resources}", number=90)
    made.page(["/X Do"], resources="/XObject << /X 90 0 R >>")
    assert "Oaks" in {one.text for one in read(made).pieces}


def test_fields_of_forms_and_comments_are_counted() -> None:
    annotations = (
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /Rect [0 0 9 9] >>",
        "<< /Type /Annot /Subtype /Text /Contents (No) /Rect [0 0 9 9] >>",
        "<< /Type /Annot /Subtype /Highlight /Rect [0 0 9 9] >>",
        LINK.format(0, 9, "https://oaks.example"),
    )
    found = page(Line("Oaks"), entries=f"/Annots [{' '.join(annotations)}]")
    assert (found.fields, found.comments) == (1, 2)


def test_a_page_that_is_not_there_is_none() -> None:
    made = Pdf()
    made.page([Line("Oaks")])
    with closing(opened(made.written())) as document:
        pages = Pages(document.handle)
        assert (len(pages), pages.read(1)) == (1, None)
