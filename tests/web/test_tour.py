"""One point from open to contested to answered and back, as a reader of the site follows it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.engine.acceptance import QUORUM
from deliberate.models import Person, Post
from tests.cast import Cast
from tests.factories import PersonFactory, ProposalFactory

OBJECTION = "There is no way to police where the funds go."
SAFEGUARD = "An independent auditor publishes each transfer."
NOT_YET = "It has replies, but none is accepted. Not yet: nobody has taken sides on it; 3 more are needed."
ACCEPTED = "A reply deals with it. Accepted by 3 of 3 who took sides; at least 3 are asked for."


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


@pytest.fixture
def told(cast: Cast) -> Callable[[int], tuple[str, str, list[int]]]:
    def telling(post: int) -> tuple[str, str, list[int]]:
        """The status, its reason and the posts behind it, as a visitor reads them on the page of the post itself."""
        page = cast.visitor.get(f"/posts/{post}").text
        found = re.search(r'<summary class="status status-(\w+)">.*?</summary><p>([^<]*)(.*?)</p>', page, re.DOTALL)
        assert found
        return (
            found[1],
            html.unescape(found[2]).strip(),
            [int(id) for id in re.findall(r'href="/posts/(\d+)"', found[3])],
        )

    return telling


@pytest.fixture
def objection(session: Session, cast: Cast, write: Callable[[Person, str, str, str], int]) -> int:
    """Ada's, to a passage of Mo's plan."""
    ProposalFactory(slug="plan", owner=cast.mo)
    session.commit()
    return write(cast.ada, "/proposals/plan/post?anchor=first", "objection", OBJECTION)


def test_the_readme_tells_this_example() -> None:
    tour = " ".join((Path(__file__).parents[2] / "README.md").read_text().split())
    assert OBJECTION.rstrip(".") in tour
    assert SAFEGUARD.rstrip(".") in tour
    assert "When enough people have, three at least and 23 where 500 hold the objection (the square root)" in tour
    assert QUORUM == 3


def test_an_objection_is_open_then_contested_then_answered_then_contested_again(
    session: Session,
    cast: Cast,
    write: Callable[[Person, str, str, str], int],
    told: Callable[[int], tuple[str, str, list[int]]],
    objection: int,
) -> None:
    voters: list[Person] = PersonFactory.create_batch(3)
    critic: Person = PersonFactory()
    session.commit()

    def agree(post: int) -> None:
        for voter in voters:
            assert cast.browser(voter).send(f"/posts/{post}/vote", {"choice": "agree"}).status_code == 303

    assert told(objection) == ("open", "Nobody has answered this yet.", [])

    safeguard = write(cast.ben, f"/posts/{objection}/reply", "safeguard", SAFEGUARD)
    assert told(objection) == ("contested", NOT_YET, [safeguard])

    agree(safeguard)
    assert told(objection) == ("answered", ACCEPTED, [safeguard])

    rebuttal = write(
        critic, f"/posts/{safeguard}/reply", "rebuttal", "The auditor would be paid by the people audited."
    )
    assert told(objection) == ("answered", ACCEPTED, [safeguard])

    agree(rebuttal)
    defeated = "A reply was accepted, but an accepted post defeats that reply."
    assert told(objection) == ("contested", defeated, [safeguard, rebuttal])


@pytest.mark.parametrize("who", ["the person who raised it", "three others"])
def test_a_revision_addresses_an_objection_and_others_than_its_author_resolve_it(
    session: Session, cast: Cast, told: Callable[[int], tuple[str, str, list[int]]], objection: int, who: str
) -> None:
    text = "The first thing that would be done.\n\nAn independent auditor publishes each transfer."
    fields = {"text": text, "summary": "Audits.", "version": "1", "points": [str(objection)], "do": "publish"}
    assert cast.browser(cast.mo).send("/proposals/plan/revise", fields).status_code == 303
    assert told(objection) == ("addressed", "Revision 2 claims to deal with it. Nobody has confirmed that yet.", [])
    people: list[Person] = [cast.ada] if who == "the person who raised it" else PersonFactory.create_batch(3)
    session.commit()
    for person in people:
        assert told(objection)[0] == "addressed"
        assert cast.browser(person).send(f"/posts/{objection}/addressed", {"says": "yes"}).status_code == 303
    assert told(objection)[0] == "resolved"
