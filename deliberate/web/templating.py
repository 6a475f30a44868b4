"""What every template can use."""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Flask, g, get_flashed_messages, get_template_attribute, request, url_for
from flask import templating as flask_templating
from flask_babel import format_date, format_datetime, format_decimal
from markupsafe import Markup
from sqlalchemy import select
from werkzeug.local import LocalProxy

from deliberate.domain import labels
from deliberate.domain.engine.status import REASONS
from deliberate.domain.permissions import Act
from deliberate.domain.votes import KEYS, YES_NO
from deliberate.domain.words import capital
from deliberate.extensions import session
from deliberate.models import SiteFact
from deliberate.web import access, addresses, icons, markdown, words
from deliberate.web.asking import Asked
from deliberate.web.markdown.marks import marked_up
from deliberate.web.requests import ASKED, is_for_every_visitor, remembers_nothing


class Environment(flask_templating.Environment):
    """A template has what all of them can use in one plain dictionary: by default it is looked up in two, one after the
    other, a hundred names for each partial of each page. So all of that is there before the first template is."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


_SIMULATED = select(SiteFact.value).where(SiteFact.name == "simulated")


def register(app: Flask) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.add_template_filter(markdown.to_html, "markdown")
    app.add_template_filter(markdown.to_plain, "plain")
    app.add_template_filter(markdown.linked)
    app.add_template_filter(when)
    app.add_template_filter(day)
    app.add_template_filter(number)
    for filter in (words.own, words.said, words.untagged, capital):
        app.add_template_filter(filter)
    # Globals, unlike what a view or a context processor gives, are there in macros too.
    app.jinja_env.globals.update(
        # In place of Flask-Babel's, which do not tell people's words from ours.
        _=words._,
        gettext=words._,
        ngettext=words.plural,
        # Looking for notes in a session that has none would make the page depend on the cookie.
        get_flashed_messages=_notes,
        marked_up=marked_up,
        Act=Act,
        KEYS=KEYS,
        STATUS_REASONS=REASONS,
        YES_NO=YES_NO,
        grammar=labels.GRAMMAR,
        here=here,
        icon=icons.icon,
        sign=icons.sign,
        is_simulated=_is_simulated,
        may=access.may,
        out_of_sight=lambda: g.get("out_of_sight"),
        to=addresses,
        url_for=addresses.address,
        viewer=LocalProxy(access.viewer),
    )


def when(time: datetime) -> Markup:
    """A date to read, with the exact time for machines and on hovering."""
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        time.isoformat(), format_datetime(time, "long"), format_date(time, "d MMM y")
    )


def day(time: datetime) -> Markup:
    """The same for lists, to the minute; a module shows the exact time on hovering."""
    return Markup('<time datetime="{}Z">{}</time>').format(
        time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M"), format_date(time, "d MMM y")
    )


def number(value: int) -> Markup:
    """As the reader's language writes it: 1,102."""
    return Markup(format_decimal(value))  # noqa: S704  # nosec B704  # digits and what parts them


def part(template: str, macro: str, *given: object) -> str:
    """What a page shows in one place, by the same macro, alone: for `fetch`."""
    return str(get_template_attribute(template, macro)(*given))


def here(**changes: object) -> str:
    """The present address with some of its parameters changed; whatever the others are called, they stay."""
    parameters = request.args.copy()
    for name, value in changes.items():
        parameters[name] = str(value)
    path = url_for(str(request.endpoint), **(request.view_args or {}))
    return f"{path}?{urlencode(list(parameters.items(multi=True)))}"


def _notes(*, with_categories: bool = False) -> list[Any]:
    """What is to be told once, on the next page."""
    if is_for_every_visitor() or remembers_nothing():
        return []
    return get_flashed_messages(with_categories=with_categories)


def _is_simulated() -> bool:
    asked: Asked | None = request.environ.get(ASKED)
    return asked.simulated if asked else session().scalar(_SIMULATED) is not None
