"""Threads as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy.orm import Session

from deliberate.domain.engine.ranking import Order
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.nodes import State
from deliberate.domain.permissions import VISITOR, Act, Actor
from deliberate.domain.posts import PostWords
from deliberate.domain.statuses import Status
from deliberate.models import Choice, LogEntry, Post, PostScore, Proposal
from deliberate.queries.counts import Counts, counts_by_passage
from deliberate.queries.graphs import load_around
from deliberate.queries.pages import Page
from deliberate.queries.post_page import NEAREST, PostPage, post_page
from deliberate.queries.threads import DEPTH, ROWS, TOPS, WIDTH, Branch, ThreadPage, posts_of, replies_to, thread
from tests.cast import Cast
from tests.factories import LinkFactory, PersonFactory, PostFactory, ProposalFactory, VoteFactory
from tests.keeping import bring_up_to_date


def page_of(
    session: Session,
    proposal: Proposal,
    order: Order = Order.NEWEST,
    viewer: Actor = VISITOR,
    page: int = 1,
    anchor: str | None = None,
) -> ThreadPage:
    bring_up_to_date(session)
    counts = counts_by_passage(session, proposal).get(anchor or "", Counts())
    return thread(session, proposal, viewer, counts, order, page, anchor)


def only(page: ThreadPage) -> Branch:
    (branch,) = page.branches
    return branch


def bodies(session: Session, proposal: Proposal, viewer: Actor = VISITOR, **wanted: Any) -> list[str]:
    return [branch.post.body for branch in page_of(session, proposal, viewer=viewer, **wanted).branches]


def own_page(session: Session, post: Post, page: int = 1) -> PostPage:
    bring_up_to_date(session)
    graph = load_around(session, post.proposal_id, [post.id])
    return post_page(session, post.proposal, VISITOR, graph, post, Order.STRONGEST, page)


def merged(post: Post, into: Post) -> None:
    post.state, post.merged_into_id = State.MERGED, into.id


def test_replies_of_a_merged_post_are_shown_under_the_kept_one(session: Session) -> None:
    kept = PostFactory()
    duplicate = PostFactory(proposal=kept.proposal)
    reply = PostFactory(parent=duplicate, label=Label.REBUTTAL)
    merged(duplicate, kept)
    session.flush()
    branch = only(page_of(session, kept.proposal, Order.STRONGEST))
    assert branch.post.id == kept.id
    assert branch.post.merged == 1
    assert [one.post.id for one in branch.replies] == [reply.id]


def test_a_hidden_post_without_replies_is_gone_for_the_public(session: Session, cast: Cast) -> None:
    post = PostFactory(state=State.HIDDEN, author=cast.ben)
    assert bodies(session, post.proposal) == []
    for reader in (cast.ben, cast.mo):
        assert bodies(session, post.proposal, reader.actor()) == [post.body]


def test_a_hidden_post_with_replies_keeps_its_place_and_says_why(session: Session, cast: Cast) -> None:
    post = PostFactory(state=State.HIDDEN, body="An insult.", settles="No.")
    PostFactory(parent=post, label=Label.REBUTTAL)
    session.add(
        LogEntry(
            proposal_id=post.proposal_id, post_id=post.id, moderator_id=cast.mo.id, act=Act.HIDE, reason="Insulting."
        )
    )
    session.flush()
    branch = only(page_of(session, post.proposal, Order.NEWEST, cast.ada.actor()))
    assert (branch.post.words, branch.post.votes) == (PostWords(), None)
    assert "Insulting." in str(branch.post.notice)
    assert len(branch.replies) == 1


def test_a_held_post_is_seen_by_its_author_and_moderators_only(session: Session, cast: Cast) -> None:
    post = PostFactory(state=State.HELD, author=cast.ben)
    seen = {
        name: bool(bodies(session, post.proposal, who))
        for name, who in (("ben", cast.ben.actor()), ("mo", cast.mo.actor()), ("ada", cast.ada.actor()), ("", VISITOR))
    }
    assert seen == {"ben": True, "mo": True, "ada": False, "": False}


def grown(session: Session, tops: int) -> Proposal:
    """A thread that is longer than a page: of so many posts, none of which has a reply."""
    proposal = ProposalFactory()
    for number in range(tops):
        PostFactory(proposal=proposal, body=str(number), author=proposal.owner)
    return proposal


def test_a_thread_that_fits_on_a_page_is_shown_whole(session: Session) -> None:
    post = top = PostFactory()
    for _ in range(DEPTH + WIDTH):
        post = PostFactory(parent=post, label=Label.COMMENT, author=top.author)
    for _ in range(WIDTH + 2):
        PostFactory(parent=top, label=Label.COMMENT, author=top.author)
    branches = page_of(session, top.proposal).branches
    assert len(list(posts_of(branches))) == 1 + DEPTH + WIDTH + WIDTH + 2
    assert not any(branch.folded for branch in every(branches))


def every(branches: Iterable[Branch]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from every(branch.replies)


def test_of_a_longer_one_what_is_deep_is_folded_with_how_much_it_is(session: Session) -> None:
    proposal = grown(session, ROWS)
    post = top = PostFactory(proposal=proposal)
    for _ in range(DEPTH + 1):
        post = PostFactory(parent=post, label=Label.COMMENT, author=top.author)
    branch = next(branch for branch in page_of(session, proposal).branches if branch.post.id == top.id)
    for _ in range(DEPTH - 1):
        assert branch.folded == 0
        (branch,) = branch.replies
    assert (branch.replies, branch.folded) == ((), 2)


def test_of_a_longer_one_what_is_wide_is_folded(session: Session) -> None:
    proposal = grown(session, 5)
    top = PostFactory(proposal=proposal)
    below = [PostFactory(parent=top, label=Label.COMMENT, author=top.author) for _ in range(ROWS)]
    PostFactory(parent=below[0], label=Label.COMMENT, author=top.author)
    branch = next(branch for branch in page_of(session, proposal, Order.STRONGEST).branches if branch.post.id == top.id)
    assert [reply.post.id for reply in branch.replies] == [reply.id for reply in below[:WIDTH]]
    assert branch.folded == ROWS - WIDTH


def test_a_page_has_room_for_so_many_rows_however_they_hang_together(session: Session) -> None:
    """The first reply to each before the second to any."""
    proposal = ProposalFactory()
    for _ in range(3 * TOPS):
        top = PostFactory(proposal=proposal, author=proposal.owner)
        for _ in range(WIDTH):
            PostFactory(parent=top, label=Label.COMMENT, author=proposal.owner)
    pages = [page_of(session, proposal, page=number) for number in (1, 2, 3, 4)]
    assert [len(list(posts_of(page.branches))) for page in pages] == [ROWS] * 3 + [ROWS]
    assert {len(branch.replies) for branch in pages[0].branches} == {(ROWS - TOPS) // TOPS}
    assert {branch.folded for branch in pages[0].branches} == {WIDTH - (ROWS - TOPS) // TOPS}
    assert len({branch.post.id for page in pages[:3] for branch in page.branches}) == 3 * TOPS


def test_a_long_thread_has_pages(session: Session) -> None:
    proposal = grown(session, ROWS + 1)
    assert bodies(session, proposal, page=2) == ["0"]
    assert bodies(session, proposal, page=99) == ["0"]


def test_a_passage_has_a_thread_and_counts_of_its_own(session: Session) -> None:
    proposal = ProposalFactory()
    first = PostFactory(proposal=proposal, anchor="first", status=Status.OPEN)
    PostFactory(parent=first, label=Label.SAFEGUARD)
    PostFactory(proposal=proposal, anchor="second")
    assert bodies(session, proposal, anchor="first") == [first.body]
    counts = counts_by_passage(session, proposal)["first"]
    assert (counts.posts, counts.tops, counts.open) == (2, 1, 1)


def test_the_orders_of_a_thread(session: Session) -> None:
    proposal = ProposalFactory()
    liked = PostFactory(proposal=proposal, agree=9, disagree=1, low=0.7, status=Status.ANSWERED)
    once = PostFactory(proposal=proposal, agree=1, low=0.3, status=Status.CONTESTED)
    split = PostFactory(proposal=proposal, agree=5, disagree=5, low=0.35, status=Status.OPEN)
    elsewhere = PostFactory()
    session.add(PostScore(post_id=elsewhere.id, consensus=0.9, bridging=0.9))
    orders = {order: [b.post.id for b in page_of(session, proposal, order).branches] for order in Order}
    assert orders == {
        Order.STRONGEST: [liked.id, split.id, once.id],
        Order.BRIDGING: [liked.id, split.id, once.id],
        Order.UNANSWERED: [split.id, once.id, liked.id],
        Order.CONTESTED: [split.id, liked.id, once.id],
        Order.NEWEST: [split.id, once.id, liked.id],
    }


def test_what_the_worker_found_decides_the_order_once_it_is_there(session: Session) -> None:
    proposal = ProposalFactory()
    liked = PostFactory(proposal=proposal, agree=90, disagree=10)
    shared = PostFactory(proposal=proposal, agree=6, disagree=4)
    bridge = PostFactory(proposal=proposal, agree=1, disagree=4)
    for post, consensus, bridging in ((liked, 0.2, -0.3), (shared, 0.6, 0.1), (bridge, 0.4, 0.5)):
        session.add(PostScore(post_id=post.id, consensus=consensus, bridging=bridging))
    pages = [page_of(session, proposal, order) for order in (Order.STRONGEST, Order.BRIDGING)]
    assert [[branch.post.id for branch in page.branches] for page in pages] == [
        [shared.id, bridge.id, liked.id],
        [bridge.id, shared.id, liked.id],
    ]
    assert [str(page.reason) for page in pages] == [
        "Shown first: what all opinion groups say yes to, not only the largest.",
        "Shown first: what convinces people who usually disagree.",
    ]


def test_the_reason_is_true_of_the_posts_on_the_page(session: Session) -> None:
    """Of the visible ones that are put in order, not of their replies nor of what stands elsewhere in the proposal."""
    top = PostFactory(anchor="first", status=Status.OPEN, agree=1)
    PostFactory(parent=top, label=Label.QUESTION, status=Status.OPEN, agree=1)
    calm = PostFactory(proposal=top.proposal, anchor="second", status=Status.CONTESTED)
    hidden = PostFactory(parent=calm, label=Label.QUESTION, status=Status.OPEN, agree=1, state=State.HIDDEN)
    PostFactory(parent=hidden, label=Label.ANSWER, agree=1)
    for order, here, there in (
        (Order.UNANSWERED, "Shown first: what nobody has answered yet.", "Nothing here is open"),
        (Order.STRONGEST, "Shown first: what most voters say yes to", "Nobody has voted on these yet"),
    ):
        assert str(page_of(session, top.proposal, order).reason).startswith(here)
        assert str(page_of(session, top.proposal, order, anchor="first").reason).startswith(here)
        assert str(page_of(session, top.proposal, order, anchor="second").reason).startswith(there)
        for post, said in ((top, here), (calm, there)):
            assert str(replies_to(session, top.proposal, VISITOR, post, order).reason).startswith(said)


def test_a_vote_on_earlier_words_is_shown_as_such(session: Session, cast: Cast) -> None:
    post = PostFactory(wording=2)
    VoteFactory(post=post, person=cast.ben, wording=1)
    row = only(page_of(session, post.proposal, viewer=cast.ben.actor())).post
    assert (row.mine, row.stale) == (Choice.AGREE, True)


def test_the_vote_on_the_kept_post_is_the_one_that_counts(session: Session, cast: Cast) -> None:
    kept = PostFactory()
    duplicate = PostFactory(proposal=kept.proposal)
    VoteFactory(post=kept, person=cast.ben, choice=Choice.AGREE)
    VoteFactory(post=duplicate, person=cast.ben, choice=Choice.DISAGREE)
    merged(duplicate, kept)
    row = only(page_of(session, kept.proposal, viewer=cast.ben.actor())).post
    assert (row.mine, row.stale) == (Choice.AGREE, False)


def test_a_vote_on_what_was_merged_by_way_of_others_is_shown_as_cast_elsewhere(session: Session, cast: Cast) -> None:
    kept, middle, far = (PostFactory(), None, None)
    middle = PostFactory(proposal=kept.proposal)
    far = PostFactory(proposal=kept.proposal)
    VoteFactory(post=far, person=cast.ben, choice=Choice.PASS)
    merged(far, middle)
    merged(middle, kept)
    row = only(page_of(session, kept.proposal, viewer=cast.ben.actor())).post
    assert (row.mine, row.stale, row.merged) == (Choice.PASS, True, 2)


def test_a_comment_has_no_votes(session: Session) -> None:
    post = PostFactory(label=Label.COMMENT)
    assert only(page_of(session, post.proposal)).post.votes is None


def test_nobody_is_offered_what_would_be_refused(session: Session, cast: Cast) -> None:
    post = PostFactory(author=cast.ben)
    row = only(page_of(session, post.proposal, viewer=cast.ben.actor())).post
    assert (row.may_vote, row.may_reply) == (False, True)
    post.proposal.locked = True
    row = only(page_of(session, post.proposal, viewer=cast.ada.actor())).post
    assert (row.may_vote, row.may_reply) == (False, False)


def test_links_lead_to_passages_of_other_proposals_and_never_to_hidden_posts(session: Session) -> None:
    other = ProposalFactory(title="Another proposal", slug="another")
    post, hidden = PostFactory(), PostFactory(state=State.HIDDEN)
    LinkFactory(from_post_id=post.id, to_proposal_id=other.id, to_anchor="first")
    LinkFactory(from_post_id=post.id, to_post_id=hidden.id)
    (link,) = own_page(session, post).post.links
    assert (link.slug, link.anchor, link.title) == ("another", "first", "Another proposal")
    assert "first thing" in link.words


def test_the_replies_of_a_post_have_pages_grouped_by_what_they_do(session: Session) -> None:
    post = PostFactory()
    ben = PersonFactory()
    questions = [PostFactory(parent=post, label=Label.QUESTION, author=ben).id for _ in range(ROWS)]
    against = PostFactory(parent=post, label=Label.REBUTTAL, author=ben)
    first, last = (own_page(session, post, page).replies for page in (1, 99))
    assert [one.post.id for one in first.against] == [against.id]
    assert [one.post.id for one in (*first.other, *last.other)] == questions
    assert (last.page, last.against) == (Page(2, ROWS, ROWS + 1), ())


def test_counts_add_up_the_votes_on_what_is_visible(session: Session) -> None:
    post = PostFactory(agree=2, passes=1, disagree=3)
    PostFactory(proposal=post.proposal, agree=5, state=State.HIDDEN)
    bring_up_to_date(session)
    assert counts_by_passage(session, post.proposal)[""].votes == 6


def test_a_posts_page_has_what_is_above_beside_and_below_it(session: Session) -> None:
    top = PostFactory(anchor="first")
    post = PostFactory(parent=top, label=Label.SAFEGUARD)
    beside = PostFactory(parent=top, label=Label.EVIDENCE, message=post.message, author=post.author)
    against = PostFactory(parent=post, label=Label.REBUTTAL)
    support = PostFactory(parent=post, label=Label.EVIDENCE)
    question = PostFactory(parent=post, label=Label.QUESTION)
    page = own_page(session, post)
    assert page.post.polarity is Polarity.ATTACK
    assert [one.id for one in page.above.nearest] == [top.id]
    assert [one.id for one in page.together] == [beside.id]
    assert page.passage
    assert (page.anchor, "first thing" in page.passage.text, page.passage.is_in_force) == ("first", True, True)
    groups = (page.replies.against, page.replies.support, page.replies.other)
    assert [[one.post.id for one in group] for group in groups] == [[against.id], [support.id], [question.id]]


def test_of_what_is_far_above_a_post_its_page_names_the_nearest(session: Session) -> None:
    chain = [PostFactory(anchor="first")]
    for _ in range(NEAREST + 2):
        chain.append(PostFactory(parent=chain[-1], label=Label.COMMENT, author=chain[0].author))
    page = own_page(session, chain[-1])
    assert [row.id for row in page.above.nearest] == [post.id for post in chain[-1 - NEAREST : -1]]
    assert (page.above.folded, page.above.last) == (2, chain[1].id)
