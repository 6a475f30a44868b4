"""Parts of pages as HTML, kept by all that they show: the same part is not made twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from flask import Flask, request
from markupsafe import Markup

from deliberate.web.room import Room, with_its_source
from deliberate.web.templating import part
from deliberate.web.words import language_here

# All together have so many bytes: the row of a post takes five thousand.
_PARTS: Room[Markup] = Room(6 * 1024 * 1024, with_its_source)
# Stands in a part that is kept where something is put in later. No text holds it.
HOLE = Markup("\0")


def register(app: Flask) -> None:
    app.jinja_env.globals["fixed"] = fixed


def made(template: str, macro: str, *given: object) -> Markup:
    return Markup(part(template, macro, *given))  # noqa: S704  # nosec B704  # our own partial


def kept(template: str, macro: str) -> Callable[..., Markup]:
    """A macro of which results are kept, by what it is given: values that hold whatever it prints, and no more than
    everybody may read. It asks neither who looks nor for the time; words and addresses depend on the language and on
    where the site is put up besides."""

    def show(*given: Hashable) -> Markup:
        return fixed(template, macro, *given)

    return show


def fixed(template: str, macro: str, *given: Hashable) -> Markup:
    """The same of any macro, for what stands on page after page: verbs, keys, the foot."""
    key = (language_here(), request.script_root, template, macro, *given)
    return _PARTS.get_or_make(key, lambda: made(template, macro, *given))
