"""Numbers in addresses and forms: one that nothing here can have is as if it were not there."""

from __future__ import annotations

from werkzeug.routing import IntegerConverter, ValidationError

from deliberate.domain.numbers import whole


def whole_number(written: object) -> int:
    """For `get(…, type=whole_number)` and a field's `coerce`.

    Raises ValueError for anything but a whole number from 0 to 2,147,483,647.
    """
    found = whole(str(written))
    if found is None:
        raise ValueError
    return found


class Id(IntegerConverter):
    """`<int:…>` in an address: nothing is found where the number is none that anything can have."""

    regex = "[0-9]+"

    def to_python(self, value: str) -> int:
        try:
            return whole_number(value)
        except ValueError:
            raise ValidationError from None
