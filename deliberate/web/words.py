"""The reader's language: the one place where sentences and literals become words, and where people's own words are
set apart from ours: they may run from right to left, or turn the direction round.

What is said is HTML, in which people's words stand in a `<bdi>`. `untagged` makes signs of them where none can stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal
from flask import Flask, g, has_app_context
from flask_babel import get_locale, get_translations
from flask_babel.speaklater import LazyString
from markupsafe import Markup, escape

from deliberate.domain.texts.directions import END_OF_ISOLATE, ISOLATE, balanced
from deliberate.domain.words import ENGLISH, Join, Language, Sayable, Value, counted, put, spoken

_BEGIN, _END = "<bdi>", "</bdi>"


def _(text: str, **values: Value) -> str:
    """`text` in the reader's language, with %(name)s filled in."""
    words = translated(text)
    return words % _put(values) if values else words


def plural(one: str, many: str, number: int, **values: Value) -> str:
    """The form for `number`, which both texts may print as %(num)d."""
    return counted(one, many, number, language()) % {"num": number, **_put(values)}


def said(value: Sayable) -> str:
    """A sentence, a name or somebody's own words, for the reader."""
    return spoken(value, language())


def said_later(value: Sayable) -> LazyString:
    """The same once it is printed, for what is made before anybody asks."""
    return LazyString(said, value)


def own(text: str) -> Markup:
    """Somebody's own words on a line of ours; what is HTML already is as it should be."""
    if isinstance(text, Markup) or not text:
        return Markup(text)  # noqa: S704  # nosec B704  # as it was
    return Markup(f"{_BEGIN}{escape(balanced(text))}{_END}")  # noqa: S704  # nosec B704  # escaped


def untagged(words: str) -> Markup:
    """The same for an attribute or a title."""
    return Markup(escape(words).replace(_BEGIN, ISOLATE).replace(_END, END_OF_ISOLATE))  # noqa: S704  # nosec B704  # escaped


def as_text(words: str) -> str:
    """The same for a program, which escapes what it prints."""
    return untagged(words).unescape()


def translated(text: str) -> str:
    return language().one(text, "")


def language_for(app: Flask) -> str:
    """Which language everybody is spoken to in; the pages of one are not those of another."""
    return str(app.extensions["babel"].default_locale)


def language_here() -> str:
    """The name of the language of this request, which what is kept in words of ours is kept by."""
    here = language()
    return here.name if isinstance(here, Translated) else ""


def language() -> Language:
    """That of whoever asks; English outside of a request."""
    if not has_app_context():
        return ENGLISH
    if "language" not in g:
        g.language = Translated(get_locale())
    spoken_here: Language = g.language
    return spoken_here


def _put(values: dict[str, Value]) -> dict[str, str | int | float]:
    spoken_here = language()
    return {name: put(value, spoken_here) for name, value in values.items()}


@lru_cache(maxsize=4096)
def _html(text: str) -> Markup:
    """A text of ours, whose signs mean nothing: 'post <id>'. Its quotation marks stay, for those who look for it."""
    return Markup(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))  # noqa: S704  # nosec B704  # replaced


class Translated:
    """The language of a request, from its catalogue if there is one."""

    def __init__(self, locale: Locale) -> None:
        self.name = str(locale)
        self._locale = locale
        self._translations = get_translations()

    def one(self, text: str, context: str) -> Markup:
        found: str = self._translations.upgettext(context, text) if context else self._translations.ugettext(text)
        return _html(found)

    def many(self, one: str, many: str, number: int) -> Markup:
        found: str = self._translations.ungettext(one, many, number)
        return _html(found)

    def listed(self, words: Sequence[str], joined: Join) -> Markup:
        # Babel's English is American, with a comma before 'and'.
        if self._locale.language == "en":
            return Markup(ENGLISH.listed(words, joined))  # noqa: S704  # nosec B704  # of words that are said here
        return Markup(format_list(list(words), "standard" if joined == "and" else "or", self._locale))  # noqa: S704  # nosec B704

    def number(self, value: int) -> str:
        return str(format_decimal(value, locale=self._locale))

    def own(self, text: str) -> Markup:
        return own(text)
