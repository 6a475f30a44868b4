"""What a file holds that no passage can."""

from __future__ import annotations

from deliberate.formats.documents.office.findings import Findings, Found


def test_each_kind_is_told_with_its_number_and_all_words_are_kept() -> None:
    findings = Findings()
    findings.add(Found.PICTURE)
    findings.add(Found.PICTURE)
    findings.add(Found.HIDDEN_WORD, 0)
    findings.describe("A map \n of the region")
    findings.describe("A map of the region")
    findings.describe(None)
    findings.comments += [("Ada", "Why?"), ("", "Who pays?")]
    assert [str(said) for said in findings.unread()] == [
        "2 pictures",
        "a picture or chart says: A map of the region",
        "2 comments",
        "a comment by Ada: Why?",
        "a comment: Who pays?",
    ]


def test_every_kind_has_its_words_for_one_and_for_more() -> None:
    one, many = Findings(), Findings()
    for found in Found:
        one.add(found)
        many.add(found, 1_200)
    assert [str(said) for said in one.unread()] == [
        "1 picture",
        "1 chart or diagram",
        "1 object of another program",
        "1 tracked change, read as accepted",
        "1 word of hidden text",
        "1 sign of a font that is not known here",
        "1 note that nothing leads to",
        "macros: programs within the file",
    ]
    assert str(many.unread()[3]) == "1,200 tracked changes, read as accepted"


def test_a_file_that_holds_nothing_else_has_nothing_unread() -> None:
    assert Findings().unread() == ()
