"""Which posts wait for a person's vote, and which of them comes next."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.voting import keep_vote
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import VISITOR
from deliberate.domain.places import OnPassage
from deliberate.domain.statuses import Status
from deliberate.models import Choice, Post, PostScore, Proposal, SiteFact
from deliberate.queries import ballot_queue
from deliberate.queries.ballot_queue import Asked, vote_queue, votes_needed
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory, VoteFactory
from tests.keeping import bring_up_to_date


def first() -> float:
    return 0.0


@pytest.fixture
def proposal(session: Session, cast: Cast) -> Proposal:
    return ProposalFactory(owner=cast.ada)


def waiting(session: Session, proposal: Proposal, cast: Cast) -> list[int]:
    """Every post that the queue gives ben, when he skips one after another."""
    session.flush()
    found: list[int] = []
    while (asked := vote_queue(session, proposal, cast.ben.actor(), first, found).asked) and asked.post.id not in found:
        found.append(asked.post.id)
    bring_up_to_date(session)
    assert votes_needed(session, proposal, cast.ben.actor()) == len(found)
    return sorted(found)


def asked_of(session: Session, proposal: Proposal, cast: Cast) -> Asked:
    session.flush()
    asked = vote_queue(session, proposal, cast.ben.actor(), first).asked
    assert asked
    return asked


def test_what_others_wrote_and_one_has_not_voted_on_waits(session: Session, cast: Cast, proposal: Proposal) -> None:
    wanted = PostFactory(proposal=proposal)
    VoteFactory(post=PostFactory(proposal=proposal), person=cast.ben)
    VoteFactory(post=wanted, person=cast.mo)
    PostFactory(proposal=proposal, author=cast.ben)
    PostFactory(proposal=proposal, label=Label.COMMENT)
    PostFactory(proposal=proposal, state=State.HIDDEN)
    PostFactory(proposal=proposal, state=State.HELD)
    PostFactory()
    assert waiting(session, proposal, cast) == [wanted.id]
    page = vote_queue(session, proposal, cast.ben.actor(), first)
    assert (page.left, page.total) == (1, 2)


@pytest.mark.parametrize(
    "then",
    [{"wording": 1}, {"place": OnPassage("second")}, {"label": Label.CONDITION}],
    ids=["other words", "another place", "another question"],
)
def test_who_voted_on_something_else_is_asked_again(
    session: Session, cast: Cast, proposal: Proposal, then: dict[str, object]
) -> None:
    post = PostFactory(proposal=proposal, anchor="first", wording=2)
    VoteFactory(post=post, person=cast.ben, **then)
    assert waiting(session, proposal, cast) == [post.id]
    asked = asked_of(session, proposal, cast).post
    assert asked.ballot
    assert asked.ballot.mine
    assert asked.ballot.mine.stale
    session.commit()
    keep_vote(session, cast.ben, post.id)
    assert waiting(session, proposal, cast) == []


def test_who_voted_on_what_was_merged_however_often_is_asked_about_the_kept_post(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    kept = PostFactory(proposal=proposal)
    middle = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=kept.id)
    first = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=middle.id)
    VoteFactory(post=first, person=cast.ben)
    assert waiting(session, proposal, cast) == [kept.id]
    session.commit()
    keep_vote(session, cast.ben, kept.id)
    assert waiting(session, proposal, cast) == []


@pytest.mark.parametrize("place", ["proposal", "passage", "post"])
def test_a_vote_on_the_post_as_it_is_needs_nothing_more(
    session: Session, cast: Cast, proposal: Proposal, place: str
) -> None:
    """Wherever it stands; the page and the count ask by the same rule."""
    parent = PostFactory(proposal=proposal, author=cast.ben)
    where = {"proposal": {}, "passage": {"anchor": "first"}, "post": {"parent": parent, "label": Label.REBUTTAL}}[place]
    post = PostFactory(proposal=proposal, wording=3, **where)
    VoteFactory(post=post, person=cast.ben)
    assert waiting(session, proposal, cast) == []


def test_posts_are_drawn_in_proportion_to_the_routing_priority(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    """New posts and telling ones come more often than those that many voted on."""
    new = PostFactory(proposal=proposal)
    known = PostFactory(proposal=proposal, agree=20, passes=20, disagree=20)
    telling = PostFactory(proposal=proposal)
    session.add(PostScore(post_id=telling.id, extremity=2.0))
    session.flush()
    drawn = [
        page.asked.post.id
        for step in range(50)
        if (page := vote_queue(session, proposal, cast.ben.actor(), lambda step=step: (step + 0.5) / 50)).asked
    ]
    times = {post.id: drawn.count(post.id) for post in (new, known, telling)}
    assert sum(times.values()) == 50
    assert times[telling.id] == pytest.approx(9 * times[new.id], rel=0.15)
    assert times[known.id] <= 1


def drawn(session: Session, proposal: Proposal, cast: Cast, of: int = 40) -> list[int]:
    """What comes next over the whole range of random numbers, evenly."""
    session.flush()
    pages = (vote_queue(session, proposal, cast.ben.actor(), lambda step=step: (step + 0.5) / of) for step in range(of))
    return [page.asked.post.id for page in pages if page.asked]


def test_half_of_the_posts_are_drawn_where_a_vote_decides(session: Session, cast: Cast, proposal: Proposal) -> None:
    objection = PostFactory(proposal=proposal, agree=500, disagree=300, passes=300, status=Status.CONTESTED)
    new = PostFactory(proposal=proposal)
    nearly = PostFactory(parent=objection, label=Label.SAFEGUARD, agree=22)
    PostFactory(parent=objection, label=Label.SAFEGUARD, agree=3, disagree=30, passes=60)
    times = Counter(drawn(session, proposal, cast))
    assert times[nearly.id] >= 20
    assert times[new.id] >= 5
    assert times[nearly.id] + times[new.id] >= 39


def test_replies_to_points_that_one_holds_come_first(session: Session, cast: Cast, proposal: Proposal) -> None:
    held, other = (PostFactory(proposal=proposal, agree=9) for _ in range(2))
    twin = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=held.id)
    VoteFactory(post=twin, person=cast.ben)
    VoteFactory(post=held, person=cast.mo)
    VoteFactory(post=other, person=cast.ben, choice=Choice.DISAGREE)
    for parent in (other, held):
        PostFactory(parent=parent, label=Label.SUPPORT, agree=9)
    first = PostFactory(parent=held, label=Label.SAFEGUARD)
    second = PostFactory(parent=held, label=Label.SUPPORT, author=cast.ben)
    PostFactory(parent=second, label=Label.REBUTTAL)
    of_held = {first.id, first.id - 1}
    assert set(drawn(session, proposal, cast)) <= of_held
    for post in session.scalars(select(Post).where(Post.id.in_(of_held))):
        VoteFactory(post=post, person=cast.ben)
    assert not set(drawn(session, proposal, cast)) & of_held


@pytest.fixture
def few_drawn_from(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread of ten is a long one."""
    monkeypatch.setattr(ballot_queue, "_DRAWN_FROM", 5)
    monkeypatch.setattr(ballot_queue, "_TO_HELD", 2)


@pytest.mark.usefixtures("few_drawn_from")
def test_in_a_long_thread_every_post_comes_now_and_then(session: Session, cast: Cast, proposal: Proposal) -> None:
    posts = PostFactory.create_batch(30, proposal=proposal)
    VoteFactory(post=posts[0], person=cast.ben)
    bring_up_to_date(session)
    random = Random(1)
    pages = [vote_queue(session, proposal, cast.ben.actor(), random.random) for _ in range(200)]
    assert {page.asked.post.id for page in pages if page.asked} == {post.id for post in posts[1:]}
    assert {(page.total, page.left) for page in pages} == {(30, 29)}


@pytest.mark.usefixtures("few_drawn_from")
def test_in_a_long_thread_what_is_asked_for_comes_and_what_was_skipped_does_not(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    posts = PostFactory.create_batch(30, proposal=proposal)
    bring_up_to_date(session)
    random, viewer = Random(1), cast.ben.actor()
    skipped = [post.id for post in posts[3:]]
    for _ in range(40):
        page = vote_queue(session, proposal, viewer, random.random, skipped)
        assert page.skipped == tuple(skipped)
        assert page.asked
        assert page.asked.post.id in {post.id for post in posts[:3]}
        again = vote_queue(session, proposal, viewer, random.random, again=posts[20].id)
        assert again.asked
        assert again.asked.post.id == posts[20].id


@pytest.mark.usefixtures("few_drawn_from")
@pytest.mark.parametrize("random", [0.0, 0.5, 0.999])
def test_in_a_long_thread_something_comes_as_long_as_anything_waits(
    session: Session, cast: Cast, proposal: Proposal, random: float
) -> None:
    """Wherever it stands: here what waits is all at the beginning."""
    posts = PostFactory.create_batch(30, proposal=proposal)
    for post in posts[7:]:
        VoteFactory(post=post, person=cast.ben)
    bring_up_to_date(session)
    page = vote_queue(session, proposal, cast.ben.actor(), lambda: random)
    assert page.left == 7
    assert page.asked


@pytest.mark.usefixtures("few_drawn_from")
def test_in_a_long_thread_replies_to_what_one_holds_come_first(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    held = PostFactory(proposal=proposal)
    VoteFactory(post=held, person=cast.ben)
    PostFactory.create_batch(20, proposal=proposal)
    reply = PostFactory(parent=held, label=Label.SUPPORT)
    PostFactory.create_batch(20, proposal=proposal)
    bring_up_to_date(session)
    assert set(drawn(session, proposal, cast)) == {reply.id}


def test_it_is_said_what_one_more_vote_may_do(session: Session, cast: Cast, proposal: Proposal) -> None:
    objection = PostFactory(proposal=proposal, agree=9, status=Status.CONTESTED, author=cast.ben)
    safeguard = PostFactory(parent=objection, label=Label.SAFEGUARD, agree=2)
    stake = "One more vote on this may settle an objection that 9 people hold."
    assert str(asked_of(session, proposal, cast).stake) == stake
    safeguard.agree = 1
    assert asked_of(session, proposal, cast).stake is None
    session.add(SiteFact(name="quorum", value="2"))
    objection.agree = 2
    assert str(asked_of(session, proposal, cast).stake).endswith("that 2 people hold.")


def test_what_was_skipped_comes_back_when_nothing_else_is_left(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    one, two = PostFactory(proposal=proposal), PostFactory(proposal=proposal)
    session.flush()

    def after(*skipped: int) -> tuple[int, tuple[int, ...]]:
        page = vote_queue(session, proposal, cast.ben.actor(), first, skipped)
        assert page.asked
        return page.asked.post.id, page.skipped

    assert after(one.id) == (two.id, (one.id,))
    assert after(one.id, two.id) == (one.id, (two.id,))
    assert after(999, one.id) == (two.id, (one.id,))
    VoteFactory(post=one, person=cast.ben)
    session.flush()
    assert after(two.id) == (two.id, ())


def test_a_post_comes_with_what_it_replies_to(session: Session, cast: Cast, proposal: Proposal) -> None:
    objection = PostFactory(proposal=proposal, anchor="first")
    asked = asked_of(session, proposal, cast)
    assert (str(asked.phrase), asked.passage) == (
        "An objection to this passage",
        "The first thing that would be done.",
    )
    VoteFactory(post=objection, person=cast.ben)
    reason = PostFactory(parent=objection, label=Label.SUPPORT)
    asked = asked_of(session, proposal, cast)
    assert str(asked.phrase) == "Support for this objection"
    assert asked.parent
    assert asked.parent.body == objection.body
    VoteFactory(post=reason, person=cast.ben)
    PostFactory(proposal=proposal, label=Label.ALTERNATIVE)
    asked = asked_of(session, proposal, cast)
    assert str(asked.phrase) == "An alternative to the proposal"
    assert (asked.parent, asked.passage) == (None, "")


def test_the_words_of_a_hidden_parent_are_not_shown(session: Session, cast: Cast, proposal: Proposal) -> None:
    PostFactory(parent=PostFactory(proposal=proposal, body="An insult.", state=State.HIDDEN), label=Label.REBUTTAL)
    asked = asked_of(session, proposal, cast)
    assert asked.parent
    assert (asked.parent.body, str(asked.parent.notice)) == ("", "Hidden by a moderator.")


def test_a_visitor_is_told_how_many_and_a_locked_thread_asks_nobody(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    PostFactory(proposal=proposal)
    bring_up_to_date(session)
    page = vote_queue(session, proposal, VISITOR, first)
    assert (page.total, page.asked) == (1, None)
    assert votes_needed(session, proposal, VISITOR) == 0
    proposal.locked = True
    assert vote_queue(session, proposal, cast.ben.actor(), first).asked is None
    bring_up_to_date(session)
    assert votes_needed(session, proposal, cast.ben.actor()) == 0
