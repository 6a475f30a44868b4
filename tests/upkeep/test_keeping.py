"""What is kept of posts for pages is what a fresh count finds, whatever was done."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.posting import Aim, Draft, post_message
from deliberate.actions.voting import cast_vote
from deliberate.domain.engine.ranking import NOT_BRIDGING
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.places import OnPassage, OnPost, OnProposal
from deliberate.domain.posts import PostWords
from deliberate.models import Choice, Person, PointCount, Post, PostScore, Proposal
from deliberate.queries.counts import Counts, counts, counts_by_passage
from deliberate.queries.graphs import load_graph
from deliberate.upkeep.keeping import keep_all
from tests.actions.acting import ACTS, _afresh, mandate
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory, ProposalFactory


def assert_kept(session: Session, what: object) -> None:
    session.rollback()
    for proposal in session.scalars(select(Proposal)).all():
        before = _kept(session, proposal)
        wrong = keep_all(session, proposal, load_graph(session, proposal.id))
        session.flush()
        assert not wrong, (
            what,
            [pair for pair in zip(before, _kept(session, proposal), strict=True) if pair[0] != pair[1]],
        )
    session.rollback()


def _kept(session: Session, proposal: Proposal) -> list[object]:
    columns = (Post.strength, Post.waiting, Post.divided, Post.weight, Post.bridging, Post.shown_under_id, Post.about)
    rows = session.execute(
        select(Post.id, *columns, Post.counted, Post.replies, Post.below, Post.tally)
        .where(Post.proposal_id == proposal.id)
        .order_by(Post.id)
    )
    return [*map(tuple, rows), proposal.people]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 7), st.integers(0, 7)), min_size=6, max_size=14))
def test_after_any_acts_it_is_what_a_fresh_count_finds(
    session: Session, cast: Cast, steps: list[tuple[str, int, int]]
) -> None:
    thread = _afresh(session, cast)
    for step in steps:
        thread.do(*step)
        assert_kept(session, step)


@pytest.fixture
def proposal(session: Session, cast: Cast) -> Proposal:
    made = ProposalFactory(owner=cast.ada)
    session.commit()
    return made


def say(session: Session, who: Person, proposal: Proposal, under: Post | str | None, label: Label) -> Post:
    place = OnPost(under.id) if isinstance(under, Post) else OnPassage(str(under))
    (post,) = post_message(session, who, Aim(proposal.id, place), [Draft(label, PostWords(body="Words."))])
    return post


def places(session: Session) -> dict[int, tuple[int | None, str | None, int, int]]:
    session.rollback()
    rows = session.execute(select(Post.id, Post.shown_under_id, Post.about, Post.replies, Post.below))
    return {row[0]: tuple(row[1:]) for row in rows}


def test_a_post_knows_where_it_is_shown_and_how_much_is_below(session: Session, cast: Cast, proposal: Proposal) -> None:
    top = say(session, cast.ada, proposal, "first", Label.OBJECTION)
    reply = say(session, cast.ben, proposal, top, Label.SAFEGUARD)
    deep = say(session, cast.ada, proposal, reply, Label.REBUTTAL)
    other = say(session, cast.ben, proposal, "second", Label.OBJECTION)
    assert places(session) == {
        top.id: (None, "first", 1, 2),
        reply.id: (top.id, "first", 1, 1),
        deep.id: (reply.id, "first", 0, 0),
        other.id: (None, "second", 0, 0),
    }
    curation.merge_posts(session, mandate(cast, top), top.id, other.id)
    assert places(session) == {
        top.id: (None, None, 0, 0),
        reply.id: (other.id, "second", 1, 1),
        deep.id: (reply.id, "second", 0, 0),
        other.id: (None, "second", 1, 2),
    }
    by_passage = counts_by_passage(session, session.get_one(Proposal, proposal.id))
    assert by_passage.get("first", Counts()).posts == 0
    assert (by_passage["second"].posts, by_passage["second"].tops) == (3, 1)
    assert_kept(session, "merged")


def test_what_is_hidden_counts_no_more_and_what_is_below_it_does(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    top = say(session, cast.ada, proposal, "first", Label.OBJECTION)
    reply = say(session, cast.ben, proposal, top, Label.SAFEGUARD)
    say(session, cast.ada, proposal, reply, Label.REBUTTAL)
    curation.hide_post(session, mandate(cast, reply), reply.id)
    assert places(session)[top.id] == (None, "first", 0, 1)
    assert counts(session, session.get_one(Proposal, proposal.id)).posts == 2
    assert counts(session, session.get_one(Proposal, proposal.id)).people == 1
    curation.restore_post(session, mandate(cast, reply), reply.id)
    assert places(session)[top.id] == (None, "first", 1, 2)
    assert counts(session, session.get_one(Proposal, proposal.id)).people == 2


def test_votes_move_the_counts_of_the_proposal_and_of_the_passage(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    top = say(session, cast.ada, proposal, "first", Label.OBJECTION)
    say(session, cast.ada, proposal, "second", Label.OBJECTION)
    cast_vote(session, cast.ben, top.id, Choice.AGREE)
    cast_vote(session, cast.mo, top.id, Choice.DISAGREE)
    rows = session.scalars(select(PointCount).order_by(PointCount.passage)).all()
    assert [(row.passage, row.posts, row.weight, row.votes) for row in rows] == [
        ("", 2, 3, 2),
        ("first", 1, 2, 2),
        ("second", 1, 1, 0),
    ]
    assert session.get_one(Post, top.id).weight == 2
    assert session.get_one(Post, top.id).divided == 1


@pytest.mark.parametrize(
    "wrong",
    [
        update(Post).values(below=7),
        update(Post).values(strength=0.9),
        update(PointCount).values(posts=9),
        update(Proposal).values(people=9),
    ],
    ids=["below", "strength", "counts", "people"],
)
def test_whatever_is_wrong_is_found_and_put_right(session: Session, wrong: object) -> None:
    post = PostFactory()
    PostFactory(parent=post, label=Label.SAFEGUARD, author=PersonFactory(), state=State.VISIBLE)
    session.commit()
    session.execute(wrong)  # type: ignore[call-overload]
    session.expire_all()
    graph = load_graph(session, post.proposal_id)
    assert keep_all(session, post.proposal, graph)
    session.flush()
    assert not keep_all(session, post.proposal, graph)


def test_what_stands_far_below_a_post_that_moves_is_counted_where_it_goes(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    """Also below what raises an issue of its own, which no change of the post reaches."""
    top = say(session, cast.ada, proposal, "first", Label.OBJECTION)
    question = say(session, cast.ben, proposal, top, Label.QUESTION)
    answer = say(session, cast.ada, proposal, question, Label.ANSWER)
    deep = say(session, cast.ben, proposal, answer, Label.REBUTTAL)
    hidden = say(session, cast.ben, proposal, answer, Label.REBUTTAL)
    curation.hide_post(session, mandate(cast, hidden), hidden.id)
    curation.move_post(session, mandate(cast, top), top.id, OnPassage("second"))
    by_passage = counts_by_passage(session, session.get_one(Proposal, proposal.id))
    assert {passage: found.posts for passage, found in by_passage.items() if found.posts} == {"": 4, "second": 4}
    assert_kept(session, "moved")
    curation.move_post(session, mandate(cast, top), top.id, OnProposal())
    by_passage = counts_by_passage(session, session.get_one(Proposal, proposal.id))
    assert {passage: found.posts for passage, found in by_passage.items() if found.posts} == {"": 4}
    assert_kept(session, "moved to the proposal")
    assert places(session)[deep.id] == (answer.id, None, 0, 0)


def test_that_groups_and_bridges_are_told_of_one_post_is_told_of_the_thread(
    session: Session, proposal: Proposal
) -> None:
    scored, other = PostFactory(proposal=proposal), PostFactory(proposal=proposal)
    for score, told in (({}, (False, False)), ({"bridging": 0.3}, (False, True)), ({"consensus": 0.5}, (True, False))):
        session.execute(delete(PostScore))
        session.add_all([PostScore(post_id=scored.id, **score), PostScore(post_id=other.id)])
        session.flush()
        keep_all(session, proposal, load_graph(session, proposal.id))
        assert (proposal.groups_told, proposal.bridges_told) == told
        session.expire_all()
        assert (scored.bridging, other.bridging) == (score.get("bridging", NOT_BRIDGING), NOT_BRIDGING)
