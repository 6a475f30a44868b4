"""'This answers it': the mark on a reply by the person who raised the point it deals with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deliberate.domain import permissions
from deliberate.domain.engine.status import point_of
from deliberate.domain.facts import claim_on
from deliberate.domain.graph import Refusal, State
from deliberate.domain.permissions import Act
from deliberate.models import Acceptance, Person, Post, now
from deliberate.queries.graphs import load_reach
from deliberate.upkeep.evaluating import evaluate_around
from deliberate.upkeep.transaction import lock_proposal, transaction


def accept_reply(session: Session, person: Person, reply_id: int) -> int:
    """`person`, who raised the point, says that this reply answers it; gives the point. Said again, nothing changes."""
    with _point(session, person, reply_id) as (reply, point):
        mark = session.get(Acceptance, reply)
        if mark is None:
            session.add(Acceptance(post_id=reply, person_id=person.id))
        elif mark.person_id != person.id:  # of a time when the reply stood under somebody else's point
            mark.person_id, mark.created = person.id, now()
        return point


def take_back(session: Session, person: Person, reply_id: int) -> int:
    """Afterwards `person` does not say so; gives the point."""
    with _point(session, person, reply_id) as (reply, point):
        merged = select(Post.id).where(Post.merged_into_id == reply).cte(recursive=True)
        merged = merged.union(select(Post.id).join(merged, Post.merged_into_id == merged.c.id))
        marked = (Acceptance.post_id == reply) | Acceptance.post_id.in_(select(merged.c.id))
        session.execute(delete(Acceptance).where(marked, Acceptance.person_id == person.id))
        return point


@contextmanager
def _point(session: Session, person: Person, reply_id: int) -> Iterator[tuple[int, int]]:
    """The reply that stands for `reply_id` and the point it deals with; what changes is computed at the end."""
    with transaction(session):
        proposal = lock_proposal(session, session.scalars(select(Post.proposal_id).where(Post.id == reply_id)).one())
        graph, _ = load_reach(session, proposal.id, [reply_id])
        reply = graph.nodes[graph.kept(reply_id)]
        point = point_of(graph, reply.id)
        if point is None:
            raise Refusal("This does not reply to an objection, a condition or a question in a way that deals with it.")
        facts = claim_on(graph, point.id, reply.author, proposal.facts())
        permissions.check(person.actor(), Act.ACCEPT, facts)
        if reply.state is not State.VISIBLE:
            raise Refusal("This reply is not visible at the moment, so it cannot be what answers the point.")
        yield reply.id, point.id
        evaluate_around(session, proposal, [reply.id])
