"""What a paragraph is."""

from __future__ import annotations

from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.documents.office.depths import Place
from deliberate.formats.documents.office.pieces import INDEX, Piece
from deliberate.formats.documents.office.placing import Listed, Placing
from deliberate.formats.documents.office.styles import Named
from deliberate.formats.documents.office.words import Words
from deliberate.formats.documents.outline import CONTENTS

PLAIN = Named(("normal",))


def words(text: str) -> Words:
    made = Words()
    made.add(text)
    return made


def placed(
    text: str, style: Named = PLAIN, heading: int | None = None, listed: Listed | None = None
) -> tuple[PassageKind, int, str | None, str]:
    piece = Placing(by_indent=True).piece(words(text), style, heading, listed)
    assert piece
    return piece.kind, piece.level, piece.number, piece.text


def test_a_paragraph_is_what_its_style_says() -> None:
    assert placed("Trees grow.") == (PassageKind.PARAGRAPH, 0, None, "Trees grow.")
    assert placed("Aims", heading=2) == (PassageKind.HEADING, 2, None, "Aims")
    assert placed("So it is.", Named(("my quotes", "quote"))) == (PassageKind.QUOTATION, 0, None, "So it is.")
    assert placed("a\n  b", Named(("source code",))) == (PassageKind.CODE, 0, None, "a\n  b")
    assert placed("Smith, 2020.", Named(("bibliography",))) == (PassageKind.REFERENCE, 0, None, "Smith, 2020.")


def test_without_words_there_is_nothing() -> None:
    assert Placing(by_indent=True).piece(words(" \n"), PLAIN, 1, None) is None


def test_in_a_list_it_is_an_item_with_the_number_that_is_printed() -> None:
    assert placed("Trees", listed=Listed(Place(18, "1.", "a"), "1.")) == (PassageKind.ITEM, 1, "1.", "Trees")
    assert placed("Trees", listed=Listed(Place(18, "•", "a"))) == (PassageKind.ITEM, 1, None, "Trees")
    assert placed("Trees", heading=1, listed=Listed(Place(18, "1.", "a"), "I.")) == (
        PassageKind.HEADING,
        1,
        "I.",
        "Trees",
    )
    assert placed("a\nb", Named(("code",)), listed=Listed(Place(0, "1.", "a"), "1."))[3] == "a b"


def test_without_a_sign_it_goes_on_with_the_item_before() -> None:
    placing = Placing(by_indent=True)
    pieces = [
        placing.piece(words("Trees"), PLAIN, None, Listed(Place(18, "1.", "a", 0), "1.")),
        placing.piece(words("They grow."), PLAIN, None, Listed(Place(0), is_blank=True)),
        placing.piece(words("Oaks"), PLAIN, None, Listed(Place(36, "1.", "b", 1), "a.")),
    ]
    assert [(piece.kind, piece.level) for piece in pieces if piece] == [
        (PassageKind.ITEM, 1),
        (PassageKind.PARAGRAPH, 0),
        (PassageKind.ITEM, 2),
    ]


def test_a_typed_mark_makes_an_item() -> None:
    assert placed("• Trees") == (PassageKind.ITEM, 1, None, "Trees")
    assert placed("\t(a) Trees") == (PassageKind.ITEM, 1, "(a)", "Trees")
    assert placed("3.5 million trees")[0] is PassageKind.PARAGRAPH


def test_a_sign_that_is_not_known_is_a_bullet_and_a_number_to_call_is_none() -> None:
    assert placed("\ufffd Trees") == (PassageKind.ITEM, 1, None, "Trees")
    assert placed("(315) 857-5019") == (PassageKind.PARAGRAPH, 0, None, "(315) 857-5019")


def test_prose_that_was_pasted_in_the_style_of_code_is_text() -> None:
    prose = "The streets of the town are hot in summer, and nobody likes to walk there."
    assert placed(prose, Named(("html preformatted",)))[0] is PassageKind.PARAGRAPH
    assert placed(f"{prose}\n{prose}", Named(("html preformatted",)))[0] is PassageKind.CODE


def test_a_line_that_leads_to_a_page_is_known_for_one() -> None:
    pages = {
        text: piece.page
        for text in (
            "Aims\t3",
            "Aims ...... 12",
            "Aims . . . . 4",
            "Aims 3",
            "\t3",
            "In 2024\tTrees",
            f"{'long ' * 80}\t3",
        )
        if (piece := Placing(by_indent=True).piece(words(text), PLAIN, None, None))
    }
    assert list(pages.values()) == [3, 12, 4, None, None, None, None]


def test_typed_marks_stand_below_each_other_by_their_indent() -> None:
    placing = Placing(by_indent=True)
    pieces = [
        placing.piece(words(text), PLAIN, None, None) for text in ("1. Trees", "\t- Oaks", "\t- Elms", "2. Parks")
    ]
    assert [piece.level for piece in pieces if piece] == [1, 2, 2, 1]


def test_what_a_style_says_of_contents_is_left_out_whatever_else_it_is() -> None:
    def why(style: Named, given: object = None) -> Piece | None:
        return Placing(by_indent=True).piece(words("Aims 3"), style, 1, None, why=CONTENTS if given else None)

    for piece, reason in (
        (why(Named(("toc heading", "heading 1"))), CONTENTS),
        (why(Named(("index 1",))), INDEX),
        (why(PLAIN, given=True), CONTENTS),
    ):
        assert piece
        assert (piece.kind, piece.why) == (PassageKind.PARAGRAPH, reason)
