"""Numbers of a DOCX, as they are printed."""

from __future__ import annotations

import pytest

from tests.formats.documents.office.making import STYLES, docx, in_list, levels, numbering, p, read_bytes

THREE = levels("decimal %1.", "decimal %1.%2", "lowerLetter (%3)")


def printed(items: list[int | tuple[int, int]], numbers: str, styles: str = STYLES) -> str:
    """The numbers of items, each said by its level in the first list or by list and level."""
    body = "".join(p("x", properties=in_list(*(item if isinstance(item, tuple) else (1, item)))) for item in items)
    return " ".join(
        passage.number or "-" for passage in read_bytes(docx(body, numbering=numbers, styles=styles)).passages
    )


def anew(level: int, first: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{first}"/></w:lvlOverride>'


@pytest.mark.parametrize(
    ("items", "numbers"),
    [
        ([0, 1, 1, 2, 2, 1, 0, 1, 2], "1. 1.1 1.2 (a) (b) 1.3 2. 2.1 (a)"),
        ([0, 2, 2, 1], "1. (a) (b) 1.2"),
        ([1, 1, 0, 1], "1.1 1.2 2. 2.1"),
    ],
    ids=["levels", "a level passed over", "beginning below"],
)
def test_each_level_counts_within_the_one_above_it(items: list[int | tuple[int, int]], numbers: str) -> None:
    assert printed(items, numbering(THREE)) == numbers


def test_lists_of_one_definition_count_on_unless_they_say_that_they_begin_anew() -> None:
    shared = numbering(THREE, lists={1: (0, ""), 2: (0, "")})
    assert printed([(1, 0), (2, 0), (1, 0)], shared) == "1. 2. 3."
    own = numbering(THREE, lists={1: (0, ""), 2: (0, anew(0, 5))})
    assert printed([(1, 0), (2, 0), (2, 0), (1, 0)], own) == "1. 5. 6. 7."


def test_a_list_begins_anew_only_once_on_a_level() -> None:
    numbers = numbering(THREE, lists={1: (0, ""), 2: (0, anew(1, 4))})
    assert printed([(1, 0), (1, 1), (2, 1), (2, 1), (1, 0), (2, 1)], numbers) == "1. 1.1 1.4 1.5 2. 2.1"


def test_a_list_may_change_what_a_level_prints() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1)"/></w:lvl>'
    numbers = numbering(THREE, lists={1: (0, ""), 2: (0, f'<w:lvlOverride w:ilvl="0">{level}</w:lvlOverride>')})
    assert printed([(1, 0), (2, 0)], numbers) == "1. B)"


def test_a_level_may_count_on_whatever_stands_above() -> None:
    on = levels("decimal %1.", "decimal %2)").replace(
        '<w:lvlText w:val="%2)"/>', '<w:lvlRestart w:val="0"/><w:lvlText w:val="%2)"/>'
    )
    assert printed([0, 1, 1, 0, 1], numbering(on)) == "1. 1) 2) 2. 3)"


def test_a_legal_level_prints_all_numbers_in_digits() -> None:
    legal = levels("upperRoman %1.", "lowerLetter %1.%2").replace(
        '<w:lvlText w:val="%1.%2"/>', '<w:isLgl/><w:lvlText w:val="%1.%2"/>'
    )
    assert printed([0, 0, 1], numbering(legal)) == "I. II. 2.1"


def test_a_label_may_hold_words_and_several_numbers() -> None:
    numbers = numbering(levels("upperRoman Article %1.", "decimalZero Section %1.%2"))
    assert printed([0, 1], numbers) == "Article I. Section I.01"


def test_bullets_and_pictures_have_no_number() -> None:
    picture = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/><w:lvlPicBulletId w:val="0"/></w:lvl>'
    assert printed([(1, 0), (2, 0)], numbering(levels("bullet \uf0b7"), picture)) == "- -"


def test_a_definition_may_be_that_of_a_numbering_style() -> None:
    styles = STYLES + (
        '<w:style w:type="numbering" w:styleId="Recht"><w:name w:val="Legal"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbers = numbering(THREE, '<w:numStyleLink w:val="Recht"/>', lists={1: (0, ""), 2: (1, "")})
    assert printed([(2, 0), (2, 1), (1, 1)], numbers, styles) == "1. 1.1 1.2"


def test_a_format_of_ones_own_is_read_as_the_known_one_beside_it() -> None:
    own, known = ('<w:numFmt w:val="custom" w:format="001"/>', '<w:numFmt w:val="decimal"/>')
    formats = (
        f"<mc:AlternateContent><mc:Choice>{own}</mc:Choice><mc:Fallback>{known}</mc:Fallback></mc:AlternateContent>"
    )
    both = f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{formats}<w:lvlText w:val="%1."/></w:lvl>'
    assert printed([0, 0], numbering(both)) == "1. 2."


def test_what_is_longer_than_any_number_is_cut() -> None:
    numbers = printed([0], numbering(levels(f"decimal %1. {'long ' * 5_000}")))
    assert numbers.startswith("1. long")
    assert len(numbers) < 100


def test_lists_and_levels_that_nobody_defined_are_none() -> None:
    kinds = [
        passage.kind
        for passage in read_bytes(
            docx(p("x", properties=in_list(7)) + p("x", properties=in_list(1, 5)), numbering=numbering(THREE))
        ).passages
    ]
    assert kinds == ["paragraph", "paragraph"]
