"""PDF files as a whole: what is read of them, what is said to be unread, and what is refused in one line."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from deliberate.formats.documents import Document, pdf
from deliberate.formats.errors import FormatError
from tests.formats.documents.pdfs import MORE, PROSE, Line, Pdf, Typist, read, shapes
from tests.formats.documents.pdfs import pdf as written

PICTURE = "/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8"


def plan() -> Typist:
    page = Typist().write("A plan for trees", size=18.0, font="bold").write(PROSE).write("Aims", size=14.0, font="bold")
    return page.write(MORE)


def reading(content: bytes) -> Document:
    return pdf.read(BytesIO(content))


def refusal(content: bytes) -> str:
    with pytest.raises(FormatError) as refused:
        reading(content)
    return str(refused.value)


def with_picture(made: Pdf, words: str = "") -> None:
    image = made.stream(bytes(100), PICTURE)
    drawn = ["q 500 0 0 700 50 50 cm /Im Do Q", *([Line(words)] if words else [])]
    made.page(drawn, resources=f"/XObject << /Im {image} 0 R >>")


def test_a_document_is_its_headings_and_paragraphs() -> None:
    document = read(plan())
    assert document.title == "A plan for trees"
    assert shapes(document) == [
        ("heading", 1, "A plan for trees"),
        ("paragraph", 0, PROSE),
        ("heading", 2, "Aims"),
        ("paragraph", 0, MORE),
    ]
    assert document.unread == document.left_out == ()


def test_what_the_file_says_about_itself_is_kept() -> None:
    info = "/Title (A plan for trees) /Author (Ada Lovelace; Ben) /CreationDate (D:20260304101112Z)"
    document = read(plan(), info=info, catalog="/Lang (fr-CA)")
    assert (document.authors, document.language) == (("Ada Lovelace", "Ben"), "fr-CA")
    assert document.created == date(2026, 3, 4)
    assert read(plan()).language == ""


def test_the_title_among_its_properties_stands_above_headings_of_which_none_is_it() -> None:
    page = Typist().write("Aims", font="bold").write(PROSE).write("Costs", font="bold").write(MORE)
    assert shapes(read(page, info="/Title (A plan)"))[:2] == [("heading", 1, "A plan"), ("heading", 2, "Aims")]
    assert shapes(read(page))[0] == ("heading", 1, "Aims")


def test_a_title_that_is_printed_is_not_printed_twice() -> None:
    page = Typist().write("a plan").write("Aims", font="bold").write(PROSE).write("Costs", font="bold").write(MORE)
    headings = [row for row in shapes(read(page, info="/Title (A plan)")) if row[0] == "heading"]
    assert headings == [("heading", 1, "a plan"), ("heading", 2, "Aims"), ("heading", 2, "Costs")]


def test_a_name_that_a_program_gave_is_no_title() -> None:
    for name in ("Microsoft Word - draft.docx", "draft.doc", "Untitled", "Document1"):
        assert read(plan(), info=f"/Title ({name})").title == "A plan for trees"


def test_pages_that_are_pictures_are_said_to_be_unread() -> None:
    made = Pdf()
    made.page(plan().lines)
    with_picture(made)
    with_picture(made, "A caption")
    with_picture(made)
    made.page()
    unread = ["pages 2, 4, pictures", "page 5, which is empty", "1 picture"]
    assert [str(one) for one in reading(made.written()).unread] == unread


def test_forms_comments_and_attachments_are_counted() -> None:
    made = Pdf(catalog="/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (a.txt) /EF << >> >>] >> >>")
    annotations = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /Rect [0 0 9 9] >>"
    annotations += " << /Type /Annot /Subtype /Text /Contents (No!) /Rect [0 0 9 9] >>" * 2
    made.page(plan().lines, f"/Annots [{annotations}]")
    unread = [str(one) for one in reading(made.written()).unread]
    assert unread == ["1 field of a form", "2 comments", "1 attached file"]


def test_scanned_pages_without_text_are_refused() -> None:
    made = Pdf()
    with_picture(made)
    assert refusal(made.written()) == "it holds pictures of pages only, and no text"


def test_a_file_of_which_the_letters_are_unknown_is_refused() -> None:
    made = Pdf()
    made.page([Line("Oaks and elms", font="mono")])
    font = b"/mono << /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H /DescendantFonts [<< /Type /Font"
    font += b" /Subtype /CIDFontType2 /BaseFont /Any /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
    font += b" /Supplement 0 >> >>] >> /other <<"
    made.objects[made.pages[0]] = made.objects[made.pages[0]].replace(b"/mono <<", font, 1)
    assert refusal(made.written()) == "its fonts do not say which letters they draw: no text of it can be read"


def test_pages_without_anything_are_refused() -> None:
    assert refusal(written([])) == "there is no text in it"


def test_where_what_holds_the_text_is_damaged_that_is_said() -> None:
    made = Pdf()
    made.page(plan().lines)
    made.page()
    made.stream(b"no zlib", "/Filter /FlateDecode", number=made.contents[1])
    assert [str(one) for one in reading(made.written()).unread][0] == "what follows in 1 damaged part"
    made.stream(b"no zlib", "/Filter /FlateDecode", number=made.contents[0])
    assert refusal(made.written()) == "the PDF is damaged: no text of it can be read"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF", b" " * 2000 + b"%PDF-1.7\n"])
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    assert refusal(content) == "this is not a PDF"


def test_a_file_that_ends_in_its_middle_is_refused() -> None:
    content = written(plan().lines, plan().lines)
    for share in (0.2, 0.5, 0.9):
        assert refusal(content[: int(share * len(content))]) == "the PDF breaks off: its end is missing"
    assert refusal(b"%PDF-1.7\n%%EOF\n") == "the PDF is damaged and cannot be opened"


def test_a_locked_file_is_refused() -> None:
    made = Pdf()
    made.page(plan().lines)
    secret = f"<{'61' * 32}>"
    lock = made.add(f"<< /Filter /Standard /V 1 /R 2 /O {secret} /U {secret} /P -4 >>")
    trailer = f"/Encrypt {lock} 0 R /ID [{secret} {secret}]"
    assert refusal(made.written(trailer)) == "it is locked with a password"


def test_a_page_that_is_missing_is_said() -> None:
    made = Pdf()
    made.page(plan().lines)
    made.objects[2] = f"<< /Type /Pages /Count 3 /Kids [{made.pages[0]} 0 R] >>".encode()
    assert refusal(made.written()) == "the PDF is damaged: page 2 cannot be read"
    made.objects[2] = b"<< /Type /Pages /Count 2 /Kids [2 0 R 2 0 R] >>"
    assert refusal(made.written()).startswith("the PDF is damaged")


def test_more_pages_than_a_book_has_are_refused_before_any_is_read() -> None:
    made = Pdf()
    made.pages = [made.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>")] * 10_000
    assert refusal(made.written()) == "it has 10000 pages; at most 2000 are read"


def test_an_outline_without_an_end_does_not_matter() -> None:
    made = Pdf(catalog="/Outlines 900 0 R")
    made.page(plan().lines)
    made.add("<< /Type /Outlines /First 901 0 R /Last 901 0 R /Count 1 >>", 900)
    made.add("<< /Title (a) /Parent 900 0 R /Next 901 0 R /First 901 0 R >>", 901)
    assert reading(made.written()).title == "A plan for trees"


def test_a_page_that_only_has_a_number_keeps_it() -> None:
    assert shapes(read([Line("1", y=40)])) == [("paragraph", 0, "1")]
