"""How often something may be tried: the table in the settings, and that what takes forms goes by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from limits import parse

from deliberate.domain.permissions import Role
from deliberate.extensions import db
from deliberate.models import Person
from deliberate.settings import LIMITS, By, Limit, Rate
from deliberate.web.limits import when
from tests import factories
from tests.cast import Cast
from tests.web.apart import app_apart
from tests.web.routes import ours


@pytest.fixture
def once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """The cast at a site where everything may be tried once an hour."""
    for what, rates in LIMITS.items():
        monkeypatch.setitem(LIMITS, what, tuple(Rate("1 per hour", rate.by) for rate in rates))
    with app_apart(tmp_path, limited=True) as app:
        factories.bind(db.session)
        yield Cast(app, db.session())


def test_all_that_is_limited_has_a_row_that_can_be_read() -> None:
    assert set(LIMITS) == set(Limit)
    every = [rate for rates in LIMITS.values() for rate in rates]
    assert all(parse(rate.tries).amount > 0 for rate in every)
    assert all(parse(rate.visitors).amount > parse(rate.tries).amount for rate in every if rate.visitors)


def test_every_route_that_takes_a_form_names_its_row(app: Flask) -> None:
    nameless = [
        rule.rule
        for method, _, rule in ours(app)
        if method != "GET" and getattr(app.view_functions[rule.endpoint], "limit", None) not in LIMITS
    ]
    assert nameless == []


def test_every_route_that_takes_a_form_refuses_too_many_of_them(once: Cast) -> None:
    sent = {}
    for number, (method, address, _) in enumerate(ours(once.app)):
        if method == "GET":
            continue
        somebody: Person = factories.PersonFactory(role=Role.MODERATOR)
        place = {"REMOTE_ADDR": f"10.0.0.{number}"}
        answers = [
            once.browser(somebody).send(address, method=method, environ_overrides=place).status_code for _ in range(2)
        ]
        sent[method, address] = [answers[0] == 429, answers[1] == 429]
    assert len(sent) > 10
    assert {route: refused for route, refused in sent.items() if refused != [False, True]} == {}


def test_a_person_is_counted_wherever_they_are_and_nobody_else_with_them(
    once: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, Limit.VOTE, (Rate("1 per hour", By.PERSON), Rate("9 per hour", By.ADDRESS)))
    at_home, at_work = ({"environ_overrides": {"REMOTE_ADDR": address}} for address in ("10.0.0.1", "10.0.0.2"))
    post: int = factories.PostFactory(proposal=factories.ProposalFactory(), author=once.ada).id
    vote = f"/posts/{post}/vote"
    assert once.browser(once.ben).send(vote, {"choice": "agree"}, **at_home).status_code == 303
    assert once.browser(once.ben).send(vote, {"choice": "agree"}, **at_work).status_code == 429
    assert once.browser(once.mo).send(vote, {"choice": "agree"}, **at_home).status_code == 303


def test_many_accounts_at_one_address_write_no_more_than_a_hall_of_people(
    once: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = (Limit.PROPOSE, Limit.REVISE, Limit.POST, Limit.EDIT, Limit.WITHDRAW, Limit.VOTE, Limit.ACCEPT, Limit.JUDGE)
    for what in (*seen, Limit.FLAG):
        own, of_all = LIMITS[what]
        assert (own.by, of_all.by) == (By.PERSON, By.ADDRESS)
    monkeypatch.setitem(LIMITS, Limit.POST, (Rate("2 per hour", By.PERSON), Rate("3 per hour", By.ADDRESS)))
    monkeypatch.setitem(LIMITS, Limit.FORM, (Rate("100 per hour", By.PERSON),))
    factories.ProposalFactory(slug="plan")
    message = {"parts-0-label": "objection", "parts-0-body": "The border itself is not secure.", "confirmed": "1"}

    def post(person: Person, address: str) -> int:
        place = {"REMOTE_ADDR": address}
        return once.browser(person).send("/proposals/plan/post", message, environ_overrides=place).status_code

    tried = [(once.ada, "10.0.0.1"), (once.ada, "10.0.0.1"), (once.ben, "10.0.0.1"), (once.ben, "10.0.0.1")]
    assert [post(*one) == 429 for one in tried] == [False, False, False, True]
    assert post(once.mo, "10.0.0.2") != 429, "nobody elsewhere waits for them"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        *((1, "in 1 second"), (119, "in 119 seconds"), (120, "in 2 minutes"), (121, "in 3 minutes")),
        *((7199, "in 120 minutes"), (7200, "in 2 hours"), (7201, "in 3 hours"), (86400, "in 24 hours")),
    ],
)
def test_a_wait_is_told_in_words_and_never_too_short(app: Flask, seconds: int, words: str) -> None:
    assert when(seconds) == words


def test_a_hall_of_visitors_has_more_tries_than_one_person(once: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, Limit.PREVIEW, (Rate("1 per hour", By.PERSON, visitors="3 per hour"),))
    for browser, tries in ((once.visitor, 3), (once.browser(once.ada), 1), (once.browser(once.ben), 1)):
        assert [browser.send("/preview").status_code for _ in range(tries + 1)] == [200] * tries + [429]


def test_looking_at_a_form_is_not_counted(once: Cast) -> None:
    assert [once.visitor.get("/account/register").status_code for _ in range(3)] == [200, 200, 200]


def test_who_posts_too_fast_keeps_the_text(once: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, Limit.POST, (Rate("0 per hour", By.PERSON),))
    factories.ProposalFactory(slug="plan")
    message = {"parts-0-label": "objection", "parts-0-body": "The border itself is not secure.", "once": "a"}
    answer = once.browser(once.ben).send("/proposals/plan/post", {**message, "confirmed": "1"})
    assert answer.status_code == 429
    assert "Nothing was lost. You have tried this many times in a short while. Try again in 60 minutes." in answer.text
    assert message["parts-0-body"] in answer.text
