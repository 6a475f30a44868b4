"""Pieces of words as PDFium gives them: letters, looks and places."""

from __future__ import annotations

from contextlib import closing

import pytest

from deliberate.formats.documents.pdf_pages import Pages
from deliberate.formats.documents.pdf_pieces import Page, Piece
from tests.formats.documents.pdfs import UNICODE, Line, Pdf, opened


def page(*drawn: object, entries: str = "") -> Page:
    made = Pdf()
    made.page(drawn, entries)
    with closing(opened(made.written())) as document:
        found = Pages(document.handle).read(0)
    assert found is not None
    return found


def pieces(*drawn: object, entries: str = "") -> list[Piece]:
    return page(*drawn, entries=entries).pieces


def test_a_piece_is_a_word_with_its_place() -> None:
    oaks, grow = pieces(Line("Oaks grow", 72, 700, size=12))
    assert (oaks.text, grow.text, grow.spaced) == ("Oaks", "grow", True)
    assert (oaks.base, oaks.look.size) == (700, 12)
    assert oaks.left == pytest.approx(72, abs=0.5)
    assert oaks.right < grow.left < grow.right


def test_what_is_set_in_several_goes_is_several_pieces_of_one_word() -> None:
    first, second = pieces("BT /plain 11 Tf 72 700 Td (Oa) Tj /bold 11 Tf (ks) Tj ET")
    assert [(one.text, one.spaced, one.look.bold) for one in (first, second)] == [
        ("Oa", True, False),
        ("ks", False, True),
    ]


@pytest.mark.parametrize(("font", "look"), [("plain", ""), ("bold", "bold"), ("italic", "italic"), ("mono", "mono")])
def test_the_look_is_told_by_the_font(font: str, look: str) -> None:
    (piece,) = pieces(Line("Oaks", font=font))
    assert [name for name in ("bold", "italic", "mono") if getattr(piece.look, name)] == ([look] if look else [])


def test_letters_that_are_filled_and_outlined_are_bold() -> None:
    (piece,) = pieces(f"2 Tr {Line('Oaks')}")
    assert piece.look.bold


def test_the_size_is_the_one_that_is_printed() -> None:
    (piece,) = pieces("q 0.5 0 0 0.5 0 0 cm", Line("Oaks", size=24), "Q")
    assert piece.look.size == 12


def test_letters_that_are_only_forms_of_others_are_written_out() -> None:
    assert [one.text for one in pieces(Line("o\ufb03ce", font=UNICODE))] == ["office"]
    assert [one.text for one in pieces(Line("\u6811\u6728", font=UNICODE))] == ["\u6811\u6728"]


def test_a_hyphen_that_breaks_a_word_is_a_hyphen() -> None:
    texts = [one.text for one in pieces(Line("about im-", y=700), Line("migration", y=686))]
    assert "".join(texts) == "aboutim-migration"


def test_marked_content_is_known_by_its_id_and_artifacts_by_their_name() -> None:
    text, head = pieces(Line("Oaks", mark=3), Line("Council", y=760, artifact=True))
    assert (text.content, text.artifact) == (3, False)
    assert (head.content, head.artifact) == (-1, True)


def test_a_hyphen_that_stands_for_itself_is_meant() -> None:
    (piece,) = pieces("/Span << /ActualText (-) >> BDC BT /plain 11 Tf 72 700 Td (-) Tj ET EMC")
    assert piece.hard


def test_raised_figures_of_the_size_of_the_text_are_told_by_where_they_are_drawn() -> None:
    plain, _ = pieces(Line("1", y=700), Line("Oaks", y=700, x=90))
    assert not plain.raised


def test_turned_letters_do_not_run_with_the_text() -> None:
    level, turned = pieces(Line("Oaks"), "BT /plain 20 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (DRAFT) Tj ET")
    assert (level.upright, turned.upright) == (True, False)


def test_a_page_that_is_turned_is_read_as_it_is_shown() -> None:
    found = page("BT /plain 12 Tf 0 1 -1 0 300 100 Tm (Oaks) Tj ET", entries="/Rotate 90")
    assert (found.width, found.height) == (792, 612)
    (piece,) = found.pieces
    assert piece.upright
    assert piece.base == pytest.approx(612 - 300)
    assert piece.left == pytest.approx(100, abs=0.5)


def test_a_page_that_is_cut_begins_at_its_cut() -> None:
    (piece,) = pieces(Line("Oaks", 172, 700), entries="/MediaBox [100 50 612 792]")
    assert piece.left == pytest.approx(72, abs=0.5)
    assert piece.base == 650


def test_letters_that_a_font_gives_no_meaning_are_counted() -> None:
    made = Pdf()
    made.page([Line("Oaks"), "BT /bare 11 Tf 72 600 Td <004100420043> Tj ET"])
    font = made.add(
        "<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype"
        " /CIDFontType2 /BaseFont /Any /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
    )
    body = made.objects[made.pages[0]]
    made.objects[made.pages[0]] = body.replace(b"/Font <<", f"/Font << /bare {font} 0 R".encode(), 1)
    with closing(opened(made.written())) as document:
        found = Pages(document.handle).read(0)
    assert found is not None
    assert found.unknown == 3
    assert page(Line("Oaks")).unknown == 0
