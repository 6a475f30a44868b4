"""Numbers of lists as they are printed: '3.', 'c)', 'iv.'."""

from __future__ import annotations

from dataclasses import dataclass

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST_ROMAN = 3999


@dataclass
class Numbers:
    """Of the items of one list; `style` is '1', 'a', 'A', 'i' or 'I'; nothing is printed for bullets (`style` '')."""

    style: str = ""
    following: int = 1
    step: int = 1
    sign: str = "."

    def printed(self, number: int | None = None) -> str | None:
        """For the next item; from one that has a `number` of its own the list counts on."""
        number = self.following if number is None else number
        self.following = number + self.step
        if not self.style:
            return None
        return f"{numeral(number, self.style)}{self.sign}"


def numeral(number: int, style: str) -> str:
    """A number that a style cannot print stands in figures (HTML, rendering of lists)."""
    if style in "aA" and number > 0:
        letters = ""
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord(style) + letter) + letters
        return letters
    if style in "iI" and 0 < number <= _LARGEST_ROMAN:
        letters = ""
        for value, sign in _ROMAN:
            letters += sign * (number // value)
            number %= value
        return letters if style == "i" else letters.upper()
    return str(number)
