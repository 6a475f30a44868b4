"""Numbers of an ODT, as they are printed."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.office.markup import child, parsed
from deliberate.formats.documents.office.odt_lists import BULLETS, Counting, Level, Lists, ListStyles
from tests.formats.documents.office.making import odt_parts

LEVELS = {
    1: Level(format="upperRoman", before="Article ", after=":"),
    2: Level(format="decimal", after=".", shown=2),
    3: Level(format="lowerLetter", before="(", after=")", first=3),
}


def printed(*items: tuple[int, int | None] | int, levels: dict[int, Level] = LEVELS) -> list[str | None]:
    """Of levels, each perhaps with the number it is set to."""
    counting = Counting()
    labels = []
    for item in items:
        at, start = item if isinstance(item, tuple) else (item, None)
        counting.next(levels, at, start)
        labels.append(counting.label(levels, at))
    return labels


def test_each_level_counts_within_the_one_above_it_and_shows_as_many_as_it_says() -> None:
    assert printed(1, 2, 2, 3, 1, 2) == ["Article I:", "I.1.", "I.2.", "(c)", "Article II:", "II.1."]


def test_a_level_passed_over_counts_as_if_it_had_been_there() -> None:
    assert printed(2, 2, 1, 2) == ["I.1.", "I.2.", "Article II:", "II.1."]


def test_an_item_may_be_set_to_a_number_and_others_go_on_from_it() -> None:
    assert printed(1, (1, 7), 1) == ["Article I:", "Article VII:", "Article VIII:"]


def test_a_program_may_write_its_own_pattern() -> None:
    own = {1: Level(format="decimal"), 2: Level(format="lowerLetter", pattern="%1%-%2%)", after="ignored")}
    assert printed(1, 2, levels=own) == ["1", "1-a)"]


def test_bullets_have_no_number_and_words_alone_are_printed() -> None:
    assert printed(1, levels=BULLETS) == [None]
    assert printed(1, levels={1: Level(format="none", before="Note: ")}) == ["Note:"]


@pytest.mark.parametrize(
    ("level", "is_blank"),
    [
        (Level(sign=" "), True),
        (Level(sign="\uf020"), True),
        (Level(sign="•"), False),
        (Level(format="none"), True),
        (Level(format="none", after="."), False),
        (Level(format="decimal"), False),
    ],
)
def test_a_level_may_print_nothing(level: Level, is_blank: bool) -> None:
    assert level.is_blank is is_blank


def test_styles_are_read_with_where_their_marks_stand() -> None:
    style = (
        '<text:list-style style:name="L">'
        '<text:list-level-style-number text:level="1" style:num-format="a" style:num-suffix=")" text:start-value="3">'
        '<style:list-level-properties><style:list-level-label-alignment fo:margin-left="0.5in" '
        'fo:text-indent="-0.25in"/></style:list-level-properties></text:list-level-style-number>'
        '<text:list-level-style-image text:level="2"><style:list-level-properties text:space-before="1cm"/>'
        '</text:list-level-style-image><text:list-level-style-bullet text:level="11"/></text:list-style>'
    )
    automatic = child(parsed(str(odt_parts("", style)["content.xml"]).encode(), ""), "office:automatic-styles")
    assert automatic is not None
    levels = ListStyles([automatic]).levels("L")
    assert levels[1] == Level(format="lowerLetter", after=")", first=3, start=18)
    assert (levels[2].sign, round(levels[2].start, 2)) == ("•", 28.35)
    assert 11 not in levels
    assert ListStyles([automatic]).levels("gone") == BULLETS


def test_lists_go_on_with_the_one_they_name_or_with_the_last_of_their_style() -> None:
    content = (
        '<text:list xml:id="a" text:style-name="L"/><text:list text:style-name="L"/>'
        '<text:list text:continue-list="a" text:style-name="M"/>'
        '<text:list text:continue-numbering="true" text:style-name="L"/>'
        '<text:list text:continue-list="gone" text:style-name="L"/>'
    )
    text = child(parsed(str(odt_parts(content)["content.xml"]).encode(), ""), "office:body", "office:text")
    lists = Lists()
    first, second, named, last, gone = (lists.counting(element) for element in (text if text is not None else ()))
    assert named is first
    assert last is second
    assert len({first, second, gone}) == 3
