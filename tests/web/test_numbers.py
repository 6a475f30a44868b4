"""No number in an address or a form is an error of the site."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import Rule
from wtforms import Form

from deliberate.domain.labels import Label
from deliberate.models import Post, Proposal
from tests.cast import Cast, Client
from tests.factories import FlagFactory, PostFactory, ProposalFactory
from tests.web.routes import ours

HOSTILE = ["0", "-1", str(2**31), str(2**63), str(10**20), "9" * 5_000, "²", "٣", "1e9", "", "\0", "\ud800"]
# What a form needs besides, so that it gets as far as it can.
SENT = {
    "choice": "agree",
    "says": "yes",
    "do": "act",
    "reason": "spam",
    "parts-0-label": "objection",
    "parts-0-body": "Nobody checks it.",
    "confirmed": "1",
    "label": "question",
    "body": "Who pays?",
    "text": "Another text.",
    "summary": "Shorter.",
}


@pytest.fixture
def post(session: Session, cast: Cast) -> Post:
    proposal: Proposal = ProposalFactory(slug="x", owner=cast.ada)
    found: Post = PostFactory(proposal=proposal, author=cast.ada, anchor="first")
    session.flush()
    PostFactory(parent=found, label=Label.REBUTTAL, author=cast.ben)
    FlagFactory(post_id=found.id, person_id=cast.ben.id)
    session.commit()
    return found


def parameters(app: Flask, rule: Rule) -> set[str]:
    """What the module of a view takes from the address and from forms."""
    module = sys.modules[inspect.unwrap(app.view_functions[rule.endpoint]).__module__]
    source = inspect.getsource(module)
    named = set(re.findall(r"(?:asked|args|form)\.(?:get|getlist)\(\s*\"(\w+)\"", source))
    named |= set(re.findall(r"(?:args|form)\[\"(\w+)\"\]", source))
    forms = [value for value in vars(module).values() if inspect.isclass(value) and issubclass(value, Form)]
    return named | {name for form in forms for name in _fields(form)} | {"page", "skip", "revision"}


def _fields(form: type[Form]) -> Iterator[str]:
    for name in dir(form):
        if not name.startswith("_") and hasattr(getattr(form, name), "field_class"):
            yield from [f"{name}-0-{part}" for part in ("under", "label")] if name == "parts" else [name]


@pytest.mark.parametrize("who", ["visitor", "mo"])
def test_no_number_in_a_query_or_a_form_breaks_a_page(app: Flask, cast: Cast, post: Post, who: str) -> None:
    browser = cast.visitor if who == "visitor" else cast.browser(cast.mo)
    broken = []
    for method, address, rule in ours(app):
        if method not in ("GET", "POST") or rule.endpoint == "accounts.sign_out":
            continue
        names = sorted(parameters(app, rule) - (SENT.keys() if method == "POST" else set()))
        # Each parameter has each value once, in turn with others.
        for turn in range(len(HOSTILE)):
            values = {name: HOSTILE[(turn + place) % len(HOSTILE)] for place, name in enumerate(names)}
            status = _ask(browser, method, address, values)
            if status >= 500:
                broken.append((method, address, values, status))
    assert broken == []


def _ask(browser: Client, method: str, address: str, values: dict[str, str]) -> int:
    if method == "GET":
        return browser.get(f"{address}?{_encoded(values)}").status_code
    sent = _encoded({**SENT, "csrf_token": browser.token(), **values})
    return browser.post(address, data=sent, content_type="application/x-www-form-urlencoded").status_code


def _encoded(values: dict[str, str]) -> str:
    return "&".join(f"{name}={quote(value, errors='surrogatepass')}" for name, value in values.items())


@pytest.mark.parametrize("number", HOSTILE)
def test_no_number_in_an_address_breaks_a_page(app: Flask, cast: Cast, post: Post, number: str) -> None:
    mo = cast.browser(cast.mo)
    written = quote(number, errors="surrogatepass") or "0"
    for address in sorted({address for rule in app.url_map.iter_rules() for address in _with(rule, written)}):
        assert cast.visitor.get(address).status_code < 500, address
        # The page that says so is the same for whoever sends whatever.
        if _leads_nowhere(app, address):
            continue
        assert mo.get(address).status_code < 500, address
        for browser in (cast.visitor, mo):
            assert browser.send(address, SENT).status_code < 500, address


def _leads_nowhere(app: Flask, address: str) -> bool:
    try:
        app.url_map.bind("localhost").match(unquote(address))
    except NotFound:
        return True
    except HTTPException:
        pass
    return False


def _with(rule: Rule, written: str) -> Iterable[str]:
    """The address with the number in the place of each of its parts, and of all."""
    parts = re.findall(r"<[^>]+>", rule.rule)
    usual = {part: "1" if part.startswith("<int") else "x" for part in parts}
    for replaced in ([part] for part in parts):
        address = rule.rule
        for part in parts:
            address = address.replace(part, written if part in replaced else usual[part], 1)
        yield address


def test_case_web_15_and_security_07_an_impossible_revision_is_not_found(cast: Cast, post: Post) -> None:
    for number in (str(2**31), str(2**63), "9" * 20, "9" * 5_000):
        assert cast.visitor.get(f"/proposals/x/history?revision={number}").status_code == 404
