from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from deliberate.domain.acts import ACTS
from deliberate.domain.permissions import VISITOR, Act, Actor, Role, can, must_sign_in, needs_no_facts
from deliberate.extensions import db
from deliberate.models import Person
from deliberate.web.access import allows
from tests import factories
from tests.cast import Cast
from tests.web.apart import app_apart
from tests.web.routes import ours

WITHOUT_FACTS = {act for act in Act if needs_no_facts(act)}


def test_every_route_names_its_act(app: Flask) -> None:
    nameless = [
        rule.rule
        for _, _, rule in ours(app)
        if getattr(app.view_functions[rule.endpoint], "act", "missing") not in (None, *Act)
    ]
    assert nameless == []


def test_every_route_about_an_act_without_facts_refuses_as_the_table_says(app: Flask, cast: Cast) -> None:
    """The visitor is asked to sign in, ben is refused, mo is let in (to a page, or to what is not there)."""
    people: list[tuple[Person | None, Actor]] = [
        (None, VISITOR),
        (cast.ben, cast.ben.actor()),
        (cast.mo, cast.mo.actor()),
    ]
    wrong = []
    for method, address, rule in ours(app):
        act = app.view_functions[rule.endpoint].act  # type: ignore[attr-defined]
        if act not in WITHOUT_FACTS:
            continue
        for person, actor in people:
            browser = cast.browser(person)
            answer = browser.get(address) if method == "GET" else browser.send(address, method=method)
            expected = 401 if must_sign_in(actor, act) else 403
            refused = answer.status_code in (401, 403)
            if refused == can(actor, act) or (refused and answer.status_code != expected):
                wrong.append((method, address, person and person.name, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("act", sorted(WITHOUT_FACTS))
def test_acts_checked_before_the_view_depend_on_the_person_alone(act: Act) -> None:
    """So checking them without facts refuses nobody who would be allowed."""
    assert must_sign_in(VISITOR, act)
    assert can(Actor(1, Role.MODERATOR), act)
    assert len(ACTS[act].may) <= 2


def test_a_moderators_act_asks_the_visitor_to_sign_in_and_refuses_ben(tmp_path: Path) -> None:
    with app_apart(tmp_path) as app:

        @app.route("/for-moderators")
        @allows(Act.MODERATE)
        def for_moderators() -> str:
            return "queue"

        factories.bind(db.session)
        apart = Cast(app, db.session())
        answers = [apart.browser(person).get("/for-moderators") for person in (None, apart.ben, apart.mo)]
        assert [answer.status_code for answer in answers] == [401, 403, 200]
        assert "Only moderators can do this." in answers[1].text
