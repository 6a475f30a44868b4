"""How many fake accounts turn an open objection into an answered one, by votes cast as anybody casts them.

`pytest -s` prints the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from deliberate.actions.voting import cast_vote
from deliberate.domain.engine.acceptance import Verdict, more_to_accept
from deliberate.domain.labels import Label
from deliberate.domain.statuses import Status
from deliberate.models import Choice, Person, Post, Vote, now
from deliberate.upkeep.evaluating import evaluate
from tests.factories import PostFactory

HOLDERS = (9, 40, 500, 2_000)
HONEST = (0, 10, 30)
MOST = 60


@pytest.fixture
def people(session: Session, holders: int) -> list[int]:
    """Enough of them, each with an account, by their ids: so many objects would be read again after each vote."""
    names = [f"voter {number}" for number in range(holders + max(HONEST) + MOST)]
    session.execute(insert(Person), [{"name": name, "name_key": name, "joined": now()} for name in names])
    session.commit()
    return list(session.scalars(select(Person.id).where(Person.name_key.in_(names)).order_by(Person.id)))


def held_by(session: Session, holders: Sequence[int]) -> tuple[Post, Post]:
    """An objection that these people hold, and a reply to it that deals with nothing."""
    objection = PostFactory()
    reply = PostFactory(parent=objection, label=Label.SAFEGUARD, body="All is well.")
    asked = {"post_id": objection.id, "label": objection.label, "wording": 1, "place": objection.place}
    votes = [{"person_id": holder, "choice": Choice.AGREE, "cast": now(), **asked} for holder in holders]
    session.execute(insert(Vote), votes)
    evaluate(session, objection.proposal)
    session.commit()
    return objection, reply


def needed(session: Session, objection: Post, reply: Post, honest: Sequence[int], fakes: Iterator[int]) -> int:
    """How many fakes say yes to the reply until the objection is answered; MOST if it never is."""
    for person in honest:
        cast_vote(session, session.get_one(Person, person), reply.id, Choice.DISAGREE)
    for number, fake in enumerate(fakes, 1):
        cast_vote(session, session.get_one(Person, fake), reply.id, Choice.AGREE)
        session.refresh(objection)
        if objection.status is Status.ANSWERED:
            return number
    return MOST


@pytest.mark.parametrize("holders", HOLDERS)
def test_fakes_are_as_many_as_the_root_of_those_who_hold_the_point_or_as_outvote_the_honest(
    session: Session, people: list[int], holders: int
) -> None:
    """And where ten of those who hold it reject the reply, no number of others answers it."""
    holding, others = people[:holders], people[holders:]
    row = []
    for honest in HONEST:
        objection, reply = held_by(session, holding)
        fakes = needed(session, objection, reply, others[:honest], iter(others[honest : honest + MOST]))
        assert fakes == more_to_accept(Verdict(0, honest, holders))
        row.append(fakes)
    print(
        f"held by {holders}: " + ", ".join(f"{fakes} with {honest}" for fakes, honest in zip(row, HONEST, strict=True))
    )
    objection, reply = held_by(session, holding)
    assert needed(session, objection, reply, holding[:8], iter(others[:25])) == MOST
