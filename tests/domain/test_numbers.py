from __future__ import annotations

import pytest

from deliberate.domain.numbers import LARGEST, whole


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("7", 7), ("007", 7), ("0" * 5_000 + "7", 7), ("2147483647", LARGEST)],
)
def test_digits_are_a_number(text: str, number: int) -> None:
    assert whole(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "-1", "+1", " 1", "1 ", "1.0", "1e9", "1_000", "0x1", "²", "٣", "１", "1\0", "one"]
    + ["2147483648", "9" * 20, "9" * 5_000, "\ud800"],
)
def test_anything_else_is_none(text: str) -> None:
    assert whole(text) is None


def test_the_most_is_the_largest_number_that_is_taken() -> None:
    assert (whole("20", most=20), whole("21", most=20), whole("100", most=20)) == (20, None, None)
