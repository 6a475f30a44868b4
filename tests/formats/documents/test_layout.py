"""Lines as units: the three layouts a text may have, and sentences that a page tore apart."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.layout import Unit, is_note, units

GROWN = "The town has grown a lot in the last ten years and it needs a plan that says what is to be done, and when."
WRAPPED = """\
The town has grown a lot in the last ten years and it goes
on to grow in the next ten, as all of us can see. So now it
needs a plan that everybody can read and that says what is
to be done first. It has to be what is asked for by Article
14. It names what is missing in the town today:
- a hall
- a park that is open in the
  evening

What can wait is in the annex."""


def texts(text: str) -> list[str]:
    return [unit.text for unit in units(text)]


def test_where_a_line_is_a_paragraph_each_is_a_unit() -> None:
    assert units(f"Aims\n\n{GROWN}\n{GROWN}\n  - a hall") == [
        Unit("Aims", apart=True),
        Unit(GROWN, apart=True),
        Unit(GROWN, apart=False),
        Unit("- a hall", apart=False, indent="  "),
    ]


def test_an_indent_is_kept_apart_from_the_text() -> None:
    [unit] = units("  - a hall")
    assert (unit.text, unit.line) == ("- a hall", "  - a hall")


def test_wrapped_paragraphs_end_at_blank_lines_and_markers() -> None:
    assert texts(WRAPPED) == [
        "The town has grown a lot in the last ten years and it goes on to grow in the next ten, as all of us can see. "
        "So now it needs a plan that everybody can read and that says what is to be done first. It has to be what is "
        "asked for by Article 14. It names what is missing in the town today:",
        "- a hall",
        "- a park that is open in the evening",
        "What can wait is in the annex.",
    ]


def test_where_every_line_stands_alone_a_sentence_that_would_have_had_room_ends_its_paragraph() -> None:
    lines = [
        "The town has grown a lot in the last ten years and now it needs",
        "a plan that everybody can read, and that says what is to be done",
        "first and what can wait until there is some money for it. So this",
        "plan was made.",
        "It names a hall that is open in the evening, in which the choir can",
        "sing whenever it wants to and in which all others can listen to it",
        "or go away, as they like it best, since nobody has to be there when",
        "it sings.",
    ]
    assert texts("\n\n".join(lines)) == [" ".join(lines[:4]), " ".join(lines[4:])]


def test_a_page_number_within_a_sentence_follows_it() -> None:
    assert texts("The town must\n\n4\n\nchange. It will.\n\n(DRAFT)\n\nMore.") == [
        "The town must change. It will.",
        "4",
        "(DRAFT)",
        "More.",
    ]


def test_a_sentence_that_breaks_off_at_a_comma_goes_on() -> None:
    assert texts("We want a hall,\n\nTim said.") == ["We want a hall, Tim said."]
    assert texts("We want a hall.\n\nand a park") == ["We want a hall.", "and a park"]
    assert texts("We want a hall and\n\n- a park") == ["We want a hall and", "- a park"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The town should:- Insist on it", ["The town should:", "- Insist on it"]),
        ("The town should: • insist on it; • wait", ["The town should:", "• insist on it;", "• wait"]),
        ("* * * The end", ["* * *", "The end"]),
        (f"More Plans for Trees {GROWN}", ["More Plans for Trees", GROWN]),
        ("U.S.-Mexico trade", ["U.S.-Mexico trade"]),
    ],
)
def test_what_was_run_together_is_taken_apart(text: str, parts: list[str]) -> None:
    assert texts(text) == parts


def test_only_a_heading_that_ran_into_its_text_is_said_to() -> None:
    assert [unit.run_in for unit in units(f"More Plans for Trees {GROWN}")] == [True, False]
    assert [unit.run_in for unit in units(f"Our Plan\n\n{GROWN}")] == [False, False]


def test_a_footnote_begins_with_its_number_and_a_word() -> None:
    assert is_note("1 This was written before the election.")
    assert not is_note("1. This is an item.")
    assert not is_note("100 People came.")


GERMAN = """\
Zweck des Vereins ist die Pflege des Ufers und der Wege, die zu den
Booten führen.
Ufer und Wege
Die Mitglieder zahlen einen Beitrag, den die Versammlung in jedem
Jahr festsetzt, und sie helfen bei der Pflege der Wege und des
Ufers. Wer nicht helfen kann, der zahlt den doppelten Beitrag, oder
Hilft im Winter, wenn die Boote an Land sind und das Ufer still ist.
Wege"""


def test_lines_that_had_no_room_for_the_next_word_are_wrapped_also_where_nouns_have_capitals() -> None:
    assert [len(text.split()) for text in texts(GERMAN)] == [16, 3, 48]


def test_in_wrapped_texts_rows_and_entries_stand_alone() -> None:
    text = (
        "The town has grown a lot in the last ten years and it goes\non to grow in the next ten, as all of us can see. "
        "So now it\nneeds a plan that everybody can read and that says what is\nto be done first.\n\n"
        "Trees      10      200\nHalls       1      900\nTrees . . . . . 4\nHalls . . . . . 5\n"
    )
    assert len(texts(text)) == 5


def test_what_the_pages_print_follows_what_it_stood_in_and_says_so() -> None:
    found = units("The town must\n\nPage 4\n\nchange. It will.\n\n(DRAFT)\n\nMore.")
    assert [(unit.text, str(unit.why or "")) for unit in found] == [
        ("The town must change. It will.", ""),
        ("Page 4", "a page number"),
        ("(DRAFT)", "a stamp on its pages"),
        ("More.", ""),
    ]
