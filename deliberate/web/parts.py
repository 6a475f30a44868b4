"""Parts of pages as HTML, kept by all that they show: the same part is not made twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache

from flask import Flask, request
from markupsafe import Markup

from deliberate.web.templating import part
from deliberate.web.words import language_here

# Stands in a part that is kept where something is put in later. No text holds it.
HOLE = Markup("\0")


def register(app: Flask) -> None:
    app.jinja_env.globals["fixed"] = fixed


def made(template: str, macro: str, *given: object) -> Markup:
    return Markup(part(template, macro, *given))  # noqa: S704  # nosec B704  # our own partial


def kept(template: str, macro: str, most: int) -> Callable[..., Markup]:
    """A macro of which so many results are kept, by what it is given: values that hold whatever it prints, and no more
    than everybody may read. It asks neither who looks nor for the time; words and addresses depend on the language and
    on where the site is put up besides."""

    @lru_cache(maxsize=most)
    def make(language: str, root: str, *given: object) -> Markup:
        return made(template, macro, *given)

    def show(*given: object) -> Markup:
        return make(language_here(), request.script_root, *given)

    return show


def fixed(template: str, macro: str, *given: Hashable) -> Markup:
    """The same of any macro, for what stands on page after page: verbs, keys, the foot."""
    return _fixed(language_here(), request.script_root, template, macro, *given)


@lru_cache(maxsize=1_024)
def _fixed(language: str, root: str, template: str, macro: str, *given: Hashable) -> Markup:
    return made(template, macro, *given)
