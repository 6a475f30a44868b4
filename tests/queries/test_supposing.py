"""What would be if a reply did not count."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.engine.explanations import printed
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.nodes import State
from deliberate.models import Choice, Person, Post
from deliberate.queries.graphs import load_graph
from deliberate.queries.rules import load_rules
from deliberate.queries.supposing import _without, supposable, without
from deliberate.upkeep.evaluating import evaluate
from tests.factories import LinkFactory, PersonFactory, PostFactory, VoteFactory


def voted(post: Post, yes: list[Person], no: list[Person] | None = None) -> None:
    for people, choice in ((yes, Choice.AGREE), (no or [], Choice.DISAGREE)):
        for person in people:
            VoteFactory(post=post, person=person, choice=choice)


@pytest.fixture
def objection(session: Session) -> Post:
    """Nine hold it; a safeguard that all nine accept answers it."""
    people = PersonFactory.create_batch(9)
    found = PostFactory(body="Nobody checks.")
    voted(found, people, PersonFactory.create_batch(2))
    voted(PostFactory(parent=found, label=Label.SAFEGUARD, body="An auditor checks."), people)
    evaluate(session, found.proposal)
    session.commit()
    return found


def reply_to(session: Session, post: Post, body: str) -> Post:
    return session.query(Post).filter_by(parent_id=post.id, body=body).one()


def told(session: Session, post: Post, reply: int) -> str:
    return str(without(session, post.proposal, post.id, reply))


def test_the_sentence_says_what_status_and_standing_would_be(session: Session, objection: Post) -> None:
    reply = reply_to(session, objection, "An auditor checks.")
    base = printed(10 / 13)
    assert told(session, objection, reply.id) == (
        f"Without “An auditor checks.” this would be open, and stand at {base} instead of "
        f"{printed(objection.standing)}."
    )


def test_nothing_is_stored(session: Session, objection: Post) -> None:
    before = load_graph(session, objection.proposal_id).nodes
    told(session, objection, reply_to(session, objection, "An auditor checks.").id)
    assert not session.dirty
    session.expire_all()
    assert load_graph(session, objection.proposal_id).nodes == before


def test_what_changes_nothing_is_said_to_change_nothing(session: Session, objection: Post) -> None:
    other = PostFactory(parent=objection, label=Label.REBUTTAL, body="They do check.")
    evaluate(session, objection.proposal)
    session.commit()
    assert told(session, objection, other.id) == (
        f"Without “They do check.” this would still be answered, and still stand at {printed(objection.standing)}."
    )


def test_what_is_refuted_would_not_be_without_what_defeats_it(session: Session) -> None:
    support = PostFactory(label=Label.SUPPORT)
    rebuttal = PostFactory(parent=support, label=Label.REBUTTAL, body="No.")
    voted(support, PersonFactory.create_batch(3))
    voted(rebuttal, PersonFactory.create_batch(6))
    evaluate(session, support.proposal)
    session.commit()
    assert "this would not be refuted, and stand at 0.80 instead of" in told(session, support, rebuttal.id)


def test_what_has_no_status_has_a_standing_alone(session: Session) -> None:
    other = PostFactory(label=Label.ALTERNATIVE)
    against = PostFactory(parent=other, label=Label.OBJECTION, body="Dear.")
    voted(other, PersonFactory.create_batch(3))
    voted(against, PersonFactory.create_batch(6))
    evaluate(session, other.proposal)
    session.commit()
    assert told(session, other, against.id).startswith("Without “Dear.” this would stand at 0.80 instead of")


@pytest.mark.parametrize("by_link", [False, True])
def test_it_is_exactly_what_would_be_if_the_reply_were_hidden(session: Session, objection: Post, by_link: bool) -> None:
    """Also where its voters gave part of their voices to it, and up to the posts above."""
    top = PostFactory(proposal=objection.proposal, label=Label.SUPPORT)
    LinkFactory(from_post_id=objection.id, to_post_id=top.id, polarity=Polarity.ATTACK)
    second = PostFactory(parent=None if by_link else objection, proposal=objection.proposal, label=Label.REBUTTAL)
    if by_link:
        LinkFactory(from_post_id=second.id, to_post_id=objection.id, polarity=Polarity.ATTACK)
    first = reply_to(session, objection, "An auditor checks.")
    shared = PersonFactory.create_batch(4)
    voted(first, shared)
    voted(second, shared)
    evaluate(session, objection.proposal)
    session.commit()

    def found(graph: Graph) -> list[object]:
        return [
            (node.id, node.status, node.standing, node.low, node.high, node.extent) for node in graph.nodes.values()
        ]

    supposed = _without(
        session,
        load_graph(session, objection.proposal_id),
        second.id,
        objection.proposal.forum(),
        load_rules(session),
    )
    second.state = State.HIDDEN
    evaluate(session, objection.proposal)
    assert found(supposed) == found(load_graph(session, objection.proposal_id))


def test_it_can_be_asked_of_replies_that_may_matter_only(session: Session, objection: Post) -> None:
    graph_of = {
        label: PostFactory(parent=objection, label=label).id
        for label in (Label.REBUTTAL, Label.CONCESSION, Label.QUESTION, Label.COMMENT)
    }
    hidden = PostFactory(parent=objection, label=Label.REBUTTAL, state=State.HIDDEN)
    elsewhere = PostFactory(label=Label.REBUTTAL)
    session.commit()
    graph = load_graph(session, objection.proposal_id)
    asked = supposable(graph, objection.id, [*graph_of.values(), hidden.id, elsewhere.id])
    assert asked == {graph_of[Label.REBUTTAL], graph_of[Label.CONCESSION]}
    for other in (graph_of[Label.COMMENT], hidden.id, elsewhere.id, objection.id, 10**9):
        assert without(session, objection.proposal, objection.id, other) is None


def test_however_many_replies_there_are_the_statements_are_as_many(
    session: Session, objection: Post, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    reply = reply_to(session, objection, "An auditor checks.").id
    counts = []
    for more in (2, 30):
        for other in PostFactory.create_batch(more, parent=objection, label=Label.REBUTTAL):
            voted(other, PersonFactory.create_batch(2))
        evaluate(session, objection.proposal)
        session.commit()
        with count_statements() as statements:
            without(session, objection.proposal, objection.id, reply)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 16
