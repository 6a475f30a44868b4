"""Translated words, typed."""

from __future__ import annotations

from flask_babel import gettext, ngettext


def _(text: str, **values: object) -> str:
    """`text` in the reader's language, with %(name)s filled in."""
    return str(gettext(text, **values))


def plural(one: str, many: str, number: int, **values: object) -> str:
    """The form for `number`, which both texts may print as %(num)d."""
    return str(ngettext(one, many, number, **values))
