"""The reader's language: the one place where sentences and literals become words."""

from __future__ import annotations

from collections.abc import Sequence

from babel import Locale
from babel.lists import format_list
from flask import g, has_app_context
from flask_babel import get_locale, get_translations
from flask_babel.speaklater import LazyString

from deliberate.domain.words import ENGLISH, Join, Language, Sayable, put


def _(text: str, **values: object) -> str:
    """`text` in the reader's language, with %(name)s filled in."""
    words = translated(text)
    return words % values if values else words


def plural(one: str, many: str, number: int, **values: object) -> str:
    """The form for `number`, which both texts may print as %(num)d."""
    return translated_many(one, many, number) % {"num": number, **values}


def said(value: Sayable) -> str:
    """A sentence or a name in the reader's language; a text as it is, since it is somebody's own words."""
    return str(put(value, language()))


def said_later(value: Sayable) -> LazyString:
    """The same once it is printed, for what is made before anybody asks."""
    return LazyString(said, value)


def translated(text: str) -> str:
    return language().one(text, "")


def translated_many(one: str, many: str, number: int) -> str:
    return language().many(one, many, number)


def language() -> Language:
    """That of whoever asks; English outside of a request."""
    if not has_app_context():
        return ENGLISH
    if "language" not in g:
        g.language = Translated(get_locale())
    spoken: Language = g.language
    return spoken


class Translated:
    """The language of a request, from its catalogue if there is one."""

    def __init__(self, locale: Locale) -> None:
        self._locale = locale
        self._translations = get_translations()

    def one(self, text: str, context: str) -> str:
        translation: str = self._translations.upgettext(context, text) if context else self._translations.ugettext(text)
        return translation

    def many(self, one: str, many: str, number: int) -> str:
        translation: str = self._translations.ungettext(one, many, number)
        return translation

    def listed(self, words: Sequence[str], joined: Join) -> str:
        # Babel's English is American, with a comma before 'and'.
        if self._locale.language == "en":
            return ENGLISH.listed(words, joined)
        return format_list(list(words), "standard" if joined == "and" else "or", self._locale)
