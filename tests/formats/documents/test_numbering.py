"""Numbers of lists."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.numbering import Numbers, numeral


@pytest.mark.parametrize(
    ("number", "style", "printed"),
    [
        *(
            (1, "1", "1"),
            (-3, "1", "-3"),
            (1, "a", "a"),
            (26, "a", "z"),
            (27, "a", "aa"),
            (702, "A", "ZZ"),
            (0, "a", "0"),
        ),
        *((4, "i", "iv"), (1994, "I", "MCMXCIV"), (3999, "i", "mmmcmxcix"), (4000, "i", "4000"), (0, "I", "0")),
    ],
)
def test_a_number_is_printed_in_its_style_or_in_figures(number: int, style: str, printed: str) -> None:
    assert numeral(number, style) == printed


def test_a_list_counts_on_from_its_start_and_from_what_has_a_number_of_its_own() -> None:
    numbers = Numbers("1", 3, sign=")")
    assert [numbers.printed(), numbers.printed(), numbers.printed(9), numbers.printed()] == ["3)", "4)", "9)", "10)"]
    back = Numbers("i", 3, -1)
    assert [back.printed(), back.printed()] == ["iii.", "ii."]
    assert Numbers().printed() is None
