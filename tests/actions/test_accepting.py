"""'This answers it', said by the person who raised the point."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.accepting import accept_reply, take_back
from deliberate.actions.curation import Mandate
from deliberate.actions.voting import cast_vote
from deliberate.domain.arranging import Refusal
from deliberate.domain.engine.verdicts import Verdicts
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.nodes import State
from deliberate.domain.statuses import Status
from deliberate.models import Acceptance, Choice, Person, Post
from deliberate.queries.graphs import load_graph, load_reach
from deliberate.upkeep.evaluating import evaluate
from tests.cast import Cast
from tests.factories import LinkFactory, PostFactory
from tests.reading import unwrapped


@pytest.fixture
def objection(session: Session, cast: Cast) -> Post:
    found = PostFactory(author=cast.ada, body="There is no way to police where the funds go.")
    session.commit()
    return found


@pytest.fixture
def safeguard(session: Session, cast: Cast, objection: Post) -> Post:
    found = PostFactory(label=Label.SAFEGUARD, parent=objection, author=cast.ben)
    reevaluate(session, found)
    return found


def reevaluate(session: Session, post: Post) -> None:
    evaluate(session, post.proposal)
    session.commit()


def marks(session: Session) -> list[tuple[int, int]]:
    return [(mark.post_id, mark.person_id) for mark in session.scalars(select(Acceptance))]


def refused(session: Session, person: Person, reply: Post) -> str:
    with pytest.raises(Refusal) as caught:
        accept_reply(session, person, reply.id)
    assert marks(session) == []
    return str(caught.value)


def test_the_mark_alone_answers_an_objection_and_taking_it_back_reverses_that(
    session: Session, cast: Cast, objection: Post, safeguard: Post
) -> None:
    session.expire_all()
    assert objection.status is Status.CONTESTED
    assert accept_reply(session, cast.ada, safeguard.id) == objection.id
    session.expire_all()
    assert objection.status is Status.ANSWERED
    assert take_back(session, cast.ada, safeguard.id) == objection.id
    session.expire_all()
    assert objection.status is Status.CONTESTED
    assert marks(session) == []


@pytest.mark.parametrize(
    ("point", "reply"),
    [
        (Label.QUESTION, Label.ANSWER),
        (Label.CONDITION, Label.SAFEGUARD),
        (Label.CONDITION, Label.COUNTER_EVIDENCE),
        (Label.OBJECTION, Label.REBUTTAL),
    ],
)
def test_every_kind_of_point_can_be_marked_as_answered(
    session: Session, cast: Cast, point: Label, reply: Label
) -> None:
    raised = PostFactory(author=cast.ada, label=point)
    dealing = PostFactory(label=reply, parent=raised)
    session.commit()
    accept_reply(session, cast.ada, dealing.id)
    session.expire_all()
    assert raised.status is Status.ANSWERED


def test_said_twice_it_is_one_mark_and_taken_back_twice_none(session: Session, cast: Cast, safeguard: Post) -> None:
    for _ in range(2):
        accept_reply(session, cast.ada, safeguard.id)
        assert marks(session) == [(safeguard.id, cast.ada.id)]
    for _ in range(2):
        take_back(session, cast.ada, safeguard.id)
        assert marks(session) == []


def test_only_the_person_who_raised_the_point_can_say_it(session: Session, cast: Cast, safeguard: Post) -> None:
    for person in (cast.ben, cast.mo):
        assert refused(session, person, safeguard) == (
            "Only the person who raised this point can say that it is answered."
        )
    accept_reply(session, cast.ada, safeguard.id)
    with pytest.raises(Refusal):
        take_back(session, cast.ben, safeguard.id)
    assert marks(session) == [(safeguard.id, cast.ada.id)]


def test_in_a_locked_thread_nobody_says_it(session: Session, cast: Cast, safeguard: Post) -> None:
    safeguard.proposal.locked = True
    session.commit()
    assert "locked" in refused(session, cast.ada, safeguard)


@pytest.mark.parametrize("state", [State.HIDDEN, State.HELD])
def test_what_is_not_visible_answers_nothing(session: Session, cast: Cast, safeguard: Post, state: State) -> None:
    safeguard.state = state
    session.commit()
    assert refused(session, cast.ada, safeguard).startswith("This reply is not visible")


def test_a_point_that_is_hidden_is_not_marked_as_answered(
    session: Session, cast: Cast, objection: Post, safeguard: Post
) -> None:
    objection.state = State.HIDDEN
    session.commit()
    assert "not visible" in refused(session, cast.ada, safeguard)


@pytest.mark.parametrize("label", [Label.EVIDENCE, Label.CONCESSION, Label.COMMENT, Label.QUESTION])
def test_a_reply_that_does_not_deal_with_the_point_cannot_be_marked(
    session: Session, cast: Cast, objection: Post, label: Label
) -> None:
    reply = PostFactory(label=label, parent=objection)
    session.commit()
    assert "in a way that deals with it" in refused(session, cast.ada, reply)


def test_only_a_reply_to_a_point_that_can_be_open_can_be_marked(session: Session, cast: Cast) -> None:
    support = PostFactory(author=cast.ada, label=Label.SUPPORT)
    rebuttal = PostFactory(label=Label.REBUTTAL, parent=support)
    session.commit()
    for post in (support, rebuttal):
        assert "does not reply to an objection, a condition or a question" in refused(session, cast.ada, post)


def test_a_reply_to_a_merged_twin_is_marked_by_who_raised_the_kept_point(
    session: Session, cast: Cast, objection: Post
) -> None:
    twin = PostFactory(proposal=objection.proposal, author=cast.ben, state=State.MERGED, merged_into_id=objection.id)
    rebuttal = PostFactory(label=Label.REBUTTAL, parent=twin)
    session.commit()
    assert refused(session, cast.ben, rebuttal).startswith("Only the person who raised this point")
    assert accept_reply(session, cast.ada, rebuttal.id) == objection.id
    session.expire_all()
    assert objection.status is Status.ANSWERED


def test_the_mark_on_a_merged_reply_goes_to_the_kept_one(
    session: Session, cast: Cast, objection: Post, safeguard: Post
) -> None:
    twin = PostFactory(label=Label.SAFEGUARD, parent=objection, state=State.MERGED, merged_into_id=safeguard.id)
    session.commit()
    accept_reply(session, cast.ada, twin.id)
    assert marks(session) == [(safeguard.id, cast.ada.id)]


def test_a_mark_counts_only_while_the_reply_stands_under_a_point_its_maker_raised(
    session: Session, cast: Cast, objection: Post, safeguard: Post
) -> None:
    accept_reply(session, cast.ada, safeguard.id)
    elsewhere = PostFactory(proposal=objection.proposal, author=cast.mo)
    safeguard.parent_id = elsewhere.id
    reevaluate(session, safeguard)
    session.expire_all()
    assert (objection.status, elsewhere.status) == (Status.OPEN, Status.CONTESTED)
    accept_reply(session, cast.mo, safeguard.id)
    session.expire_all()
    assert elsewhere.status is Status.ANSWERED
    assert marks(session) == [(safeguard.id, cast.mo.id)]


def test_a_mark_counts_for_its_own_point_only_also_where_part_of_the_thread_is_read(
    session: Session, cast: Cast, objection: Post, safeguard: Post
) -> None:
    """What replies to one point and attacks another by a link is read without the point it replies to. That Ada is
    content says nothing of what Mo raised."""
    other = PostFactory(proposal=objection.proposal, author=cast.mo)
    LinkFactory(from_post_id=safeguard.id, to_post_id=other.id, polarity=Polarity.ATTACK)
    session.commit()
    accept_reply(session, cast.ada, safeguard.id)
    cast_vote(session, cast.ben, other.id, Choice.AGREE)
    session.expire_all()
    assert (objection.status, other.status) == (Status.ANSWERED, Status.CONTESTED)
    part, _ = load_reach(session, other.proposal_id, [other.id])
    assert objection.id not in part.nodes
    assert Verdicts(part).on_reply(safeguard.id, other.id) == Verdicts(load_graph(session, other.proposal_id)).on_reply(
        safeguard.id, other.id
    )


def test_a_mark_outlives_that_its_reply_is_merged_and_can_be_taken_back_on_the_kept_one(
    session: Session, cast: Cast, objection: Post, safeguard: Post
) -> None:
    accept_reply(session, cast.ada, safeguard.id)
    kept = PostFactory(label=Label.SAFEGUARD, parent=objection)
    session.commit()
    curation.merge_posts(session, Mandate(cast.mo, "The same.", safeguard.version), safeguard.id, kept.id)
    session.expire_all()
    assert objection.status is Status.ANSWERED
    cast_vote(session, cast.ben, objection.id, Choice.AGREE)  # reads a part of the thread
    session.expire_all()
    assert objection.status is Status.ANSWERED
    page = unwrapped(cast.visitor.get(f"/posts/{kept.id}").text)
    assert f"{cast.ada.name}, who raised this, says that this answers it." in page
    take_back(session, cast.ada, kept.id)
    session.expire_all()
    assert objection.status is Status.CONTESTED
    assert marks(session) == []


def test_a_mark_is_not_carried_to_another_point_of_its_maker_by_a_merge(
    session: Session, cast: Cast, objection: Post, safeguard: Post
) -> None:
    accept_reply(session, cast.ada, safeguard.id)
    other = PostFactory(proposal=objection.proposal, author=cast.ada)
    elsewhere = PostFactory(label=Label.SAFEGUARD, parent=other)
    session.commit()
    curation.merge_posts(session, Mandate(cast.mo, "The same.", safeguard.version), safeguard.id, elsewhere.id)
    session.expire_all()
    assert (objection.status, other.status) == (Status.OPEN, Status.CONTESTED)
    cast_vote(session, cast.ben, other.id, Choice.AGREE)  # reads a part of the thread
    session.expire_all()
    assert other.status is Status.CONTESTED
    assert "says that this answers it" not in cast.visitor.get(f"/posts/{elsewhere.id}").text


def test_what_the_owner_concedes_stays_conceded_when_it_is_merged_into_somebody_elses_concession(
    session: Session, cast: Cast, objection: Post
) -> None:
    owner = objection.proposal.owner
    own, others = (PostFactory(label=Label.CONCESSION, parent=objection, author=one) for one in (owner, cast.ben))
    reevaluate(session, objection)
    curation.merge_posts(session, Mandate(cast.mo, "The same.", own.version), own.id, others.id)
    cast_vote(session, cast.ben, objection.id, Choice.AGREE)
    session.expire_all()
    assert objection.status is Status.CONCEDED


def test_a_vote_counts_on_a_post_whose_reply_was_merged_into_one_elsewhere(
    session: Session, cast: Cast, objection: Post
) -> None:
    elsewhere = PostFactory(label=Label.REBUTTAL, parent=PostFactory(proposal=objection.proposal))
    PostFactory(label=Label.REBUTTAL, parent=objection, state=State.MERGED, merged_into_id=elsewhere.id)
    session.commit()
    cast_vote(session, cast.ben, objection.id, Choice.AGREE)
    assert objection.agree == 1
