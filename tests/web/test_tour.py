"""One point from open to contested to answered and back, as a reader of the site follows it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.models import Person, Post
from tests.cast import Cast
from tests.factories import PersonFactory, ProposalFactory

FEW = "a reply counts once 3 people other than its author have voted on it and it stands at 0.50 or more"


@pytest.fixture
def write(session: Session, cast: Cast) -> Callable[[Person, str, str, str], int]:
    """Posts one labelled part by the form at an address; gives its number."""

    def posting(author: Person, address: str, label: str, body: str) -> int:
        answer = cast.browser(author).send(
            address, {"do": "post", "confirmed": "1", "parts-0-label": label, "parts-0-body": body}
        )
        assert answer.status_code == 303, answer.text
        return session.scalars(select(Post.id).where(Post.body == body)).one()

    return posting


def test_an_objection_is_open_then_contested_then_answered_then_contested_again(
    session: Session, cast: Cast, write: Callable[[Person, str, str, str], int]
) -> None:
    ProposalFactory(slug="plan")
    voters: list[Person] = PersonFactory.create_batch(3)
    critic: Person = PersonFactory()
    session.commit()

    def agree(post: int) -> None:
        for voter in voters:
            assert cast.browser(voter).send(f"/posts/{post}/vote", {"choice": "agree"}).status_code == 303

    def told(post: int) -> tuple[str, str]:
        """The status and its reason, as a visitor reads them at the head of the post's own page."""
        page = cast.visitor.get(f"/posts/{post}").text
        found = re.search(r'<summary class="status status-(\w+)">.*?</summary><p>([^<]*?)\s*<', page, re.DOTALL)
        assert found
        return found[1], html.unescape(found[2])

    objection = write(
        cast.ada, "/proposals/plan/post?anchor=first", "objection", "There is no way to police where the funds go."
    )
    assert told(objection) == ("open", "Nobody has answered this yet.")

    audit = "An independent auditor publishes each transfer."
    safeguard = write(cast.ben, f"/posts/{objection}/reply", "safeguard", audit)
    assert told(objection) == ("contested", f"It has replies, but none is accepted yet: {FEW}.")

    agree(safeguard)
    assert told(objection) == ("answered", "Enough voters accept a reply that deals with it.")

    rebuttal = write(
        critic, f"/posts/{safeguard}/reply", "rebuttal", "The auditor would be paid by the people audited."
    )
    assert told(objection) == ("answered", "Enough voters accept a reply that deals with it.")

    agree(rebuttal)
    assert told(objection) == ("contested", "A reply was accepted, but an accepted post defeats that reply.")
