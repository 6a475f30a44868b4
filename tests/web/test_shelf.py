"""What is kept of a proposal or the site is made once for each of its versions."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from deliberate.domain.nodes import State
from deliberate.models import Proposal
from deliberate.web import shelf
from deliberate.web.shelf import Shelf
from tests.factories import ProposalFactory


def test_what_nobody_asks_for_goes_first() -> None:
    kept, made = Shelf(2), []

    def make(name: str) -> str:
        return kept.get(name, lambda: made.append(name) or name)

    for name in ("a", "b", "a", "c", "a", "b"):
        assert make(name) == name
    assert made == ["a", "b", "c", "b"]


def test_where_nothing_is_kept_each_is_made_anew() -> None:
    made = iter(range(9))
    assert [Shelf(0).get("a", lambda: next(made)) for _ in range(3)] == [0, 1, 2]
    nothing = Shelf(0)
    assert [nothing.get("a", lambda: next(made)) for _ in range(3)] == [3, 4, 5]


def test_a_new_version_is_made_anew_and_what_is_out_of_sight_always(kept: Flask, session: Session) -> None:
    proposal: Proposal = ProposalFactory()
    session.commit()
    made = iter(range(99))

    def asked(*what: object) -> int:
        return shelf.of(proposal, lambda: next(made), *what)

    with kept.test_request_context():
        assert [asked("head"), asked("head"), asked("thread", 1), asked("thread", 2), asked("head")] == [0, 0, 1, 2, 0]
        proposal.version += 1
        assert [asked("head"), asked("head")] == [3, 3]
        proposal.state = State.HIDDEN
        assert [asked("head"), asked("head")] == [4, 5]


def test_what_few_ask_for_pushes_nothing_out(kept: Flask, session: Session) -> None:
    proposal: Proposal = ProposalFactory()
    session.commit()
    made = iter(range(9))
    with kept.test_request_context():
        assert [shelf.of(proposal, lambda: next(made), "page", 99, keep=False) for _ in range(2)] == [0, 1]
        assert shelf.of(proposal, lambda: next(made), "page", 99) == 2


def test_of_a_page_that_has_no_version_nothing_is_kept(kept: Flask) -> None:
    made = iter(range(9))
    with kept.test_request_context():
        assert [shelf.of_site(lambda: next(made), "home") for _ in range(2)] == [0, 1]


def test_where_the_site_is_put_up_elsewhere_its_words_lead_elsewhere(kept: Flask, session: Session) -> None:
    proposal: Proposal = ProposalFactory()
    session.commit()
    made = iter(range(9))
    for root, expected in (("", 0), ("/deliberation", 1), ("", 0)):
        with kept.test_request_context(environ_overrides={"SCRIPT_NAME": root}):
            assert shelf.of_page(proposal, lambda: next(made), "text") == expected
