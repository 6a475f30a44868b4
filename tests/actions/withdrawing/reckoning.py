"""Numbers of a thread brought up to date, and of those who hold a point."""

from __future__ import annotations

from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.curation import Mandate
from deliberate.models import Choice, Post, Proposal
from deliberate.queries.graphs import load_graph
from deliberate.queries.holding import holders
from deliberate.upkeep.evaluating import evaluate
from tests.cast import Cast

AGREE, DISAGREE = Choice.AGREE, Choice.DISAGREE


def reckon(session: Session, proposal: Proposal) -> None:
    session.commit()
    evaluate(session, proposal)
    session.commit()


def mandate(cast: Cast, post: Post) -> Mandate:
    return Mandate(cast.mo, "It says the same.", post.version)


def number_of_holders(session: Session, post: Post) -> int:
    return holders(session, load_graph(session, post.proposal_id), [post.id])[post.id].number


def merged(session: Session, cast: Cast, twin: Post, kept: Post) -> int:
    session.commit()
    return curation.merge_posts(session, mandate(cast, twin), twin.id, kept.id).id
