"""Threads as pages show them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from deliberate.domain.engine.ranking import Order
from deliberate.domain.graph import State
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.permissions import VISITOR, Act
from deliberate.domain.posts import PostWords
from deliberate.domain.statuses import Status
from deliberate.models import Choice, LogEntry, Post, PostScore, Proposal
from deliberate.queries.pages import Page
from deliberate.queries.threads import DEPTH, PAGE, WIDTH, Forest, post_page, thread
from tests.cast import Cast
from tests.factories import LinkFactory, PersonFactory, PostFactory, ProposalFactory, VoteFactory


def bodies(session: Session, proposal: Proposal, forest: Forest | None = None, **wanted: object) -> list[str]:
    forest = forest or Forest(session, proposal, VISITOR)
    page = thread(session, forest, Order.NEWEST, **wanted)  # type: ignore[arg-type]
    return [branch.post.body for branch in page.branches]


def merged(post: Post, into: Post) -> None:
    post.state, post.merged_into_id = State.MERGED, into.id


def test_replies_of_a_merged_post_are_shown_under_the_kept_one(session: Session) -> None:
    kept = PostFactory()
    duplicate = PostFactory(proposal=kept.proposal)
    reply = PostFactory(parent=duplicate, label=Label.REBUTTAL)
    merged(duplicate, kept)
    session.flush()
    (branch,) = thread(session, Forest(session, kept.proposal, VISITOR), Order.STRONGEST).branches
    assert branch.post.id == kept.id
    assert branch.post.merged == (duplicate.id,)
    assert [one.post.id for one in branch.replies] == [reply.id]


def test_a_hidden_post_without_replies_is_gone_for_the_public(session: Session, cast: Cast) -> None:
    post = PostFactory(state=State.HIDDEN, author=cast.ben)
    assert bodies(session, post.proposal) == []
    for reader in (cast.ben, cast.mo):
        assert bodies(session, post.proposal, Forest(session, post.proposal, reader.actor())) == [post.body]


def test_a_hidden_post_with_replies_keeps_its_place_and_says_why(session: Session, cast: Cast) -> None:
    post = PostFactory(state=State.HIDDEN, body="An insult.", settles="No.")
    PostFactory(parent=post, label=Label.REBUTTAL)
    session.add(
        LogEntry(
            proposal_id=post.proposal_id, post_id=post.id, moderator_id=cast.mo.id, act=Act.HIDE, reason="Insulting."
        )
    )
    session.flush()
    (branch,) = thread(session, Forest(session, post.proposal, cast.ada.actor()), Order.NEWEST).branches
    assert (branch.post.words, branch.post.ballot) == (PostWords(), None)
    assert "Insulting." in str(branch.post.notice)
    assert len(branch.replies) == 1


def test_a_held_post_is_seen_by_its_author_and_moderators_only(session: Session, cast: Cast) -> None:
    post = PostFactory(state=State.HELD, author=cast.ben)
    seen = {
        name: bool(bodies(session, post.proposal, Forest(session, post.proposal, who)))
        for name, who in (("ben", cast.ben.actor()), ("mo", cast.mo.actor()), ("ada", cast.ada.actor()), ("", VISITOR))
    }
    assert seen == {"ben": True, "mo": True, "ada": False, "": False}


def test_what_is_deep_is_folded_with_how_many_wrote_it(session: Session) -> None:
    post = PostFactory()
    ben = PersonFactory()
    top = post
    for _ in range(DEPTH + 1):
        post = PostFactory(parent=post, label=Label.COMMENT, author=ben)
    (branch,) = thread(session, Forest(session, top.proposal, VISITOR), Order.STRONGEST).branches
    for _ in range(DEPTH - 1):
        (branch,) = branch.replies
    assert branch.replies == ()
    assert branch.folded is not None
    assert (branch.folded.replies, branch.folded.people) == (2, 1)


def test_what_is_wide_is_folded(session: Session) -> None:
    post = PostFactory()
    for _ in range(WIDTH + 2):
        PostFactory(parent=post, label=Label.COMMENT)
    (branch,) = thread(session, Forest(session, post.proposal, VISITOR), Order.STRONGEST).branches
    assert len(branch.replies) == WIDTH
    assert branch.folded is not None
    assert branch.folded.replies == 2


def test_a_long_thread_has_pages(session: Session) -> None:
    proposal = ProposalFactory()
    for number in range(PAGE + 1):
        PostFactory(proposal=proposal, body=str(number), author=proposal.owner)
    assert bodies(session, proposal, page=2) == ["0"]
    assert bodies(session, proposal, page=99) == ["0"]


def test_a_passage_has_a_thread_of_its_own(session: Session) -> None:
    proposal = ProposalFactory()
    first = PostFactory(proposal=proposal, anchor="first", status=Status.OPEN)
    PostFactory(parent=first, label=Label.SAFEGUARD)
    PostFactory(proposal=proposal, anchor="second")
    forest = Forest(session, proposal, VISITOR)
    assert bodies(session, proposal, forest, anchor="first") == [first.body]


def test_the_orders_of_a_thread(session: Session) -> None:
    proposal = ProposalFactory()
    liked = PostFactory(proposal=proposal, agree=9, disagree=1, low=0.7, status=Status.ANSWERED)
    once = PostFactory(proposal=proposal, agree=1, low=0.3, status=Status.CONTESTED)
    split = PostFactory(proposal=proposal, agree=5, disagree=5, low=0.35, status=Status.OPEN)
    elsewhere = PostFactory()
    session.add(PostScore(post_id=elsewhere.id, consensus=0.9, bridging=0.9))
    session.flush()
    forest = Forest(session, proposal, VISITOR)
    orders = {order: [node.id for node in forest.shown(None, order)] for order in Order}
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
    session.flush()
    forest = Forest(session, proposal, VISITOR)
    pages = [thread(session, forest, order) for order in (Order.STRONGEST, Order.BRIDGING)]
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
    forest = Forest(session, top.proposal, VISITOR)
    for order, here, there in (
        (Order.UNANSWERED, "Shown first: what nobody has answered yet.", "Nothing here is open"),
        (Order.STRONGEST, "Shown first: what most voters say yes to", "Nobody has voted on these yet"),
    ):
        assert str(thread(session, forest, order).reason).startswith(here)
        assert str(thread(session, forest, order, anchor="first").reason).startswith(here)
        assert str(thread(session, forest, order, anchor="second").reason).startswith(there)
        assert str(post_page(session, forest, top.id, order).reason).startswith(here)
        assert str(post_page(session, forest, calm.id, order).reason).startswith(there)


def test_a_vote_on_earlier_words_is_shown_as_such(session: Session, cast: Cast) -> None:
    post = PostFactory(wording=2)
    VoteFactory(post=post, person=cast.ben, wording=1)
    session.flush()
    (branch,) = thread(session, Forest(session, post.proposal, cast.ben.actor()), Order.NEWEST).branches
    assert branch.post.ballot is not None
    assert branch.post.ballot.mine is not None
    assert branch.post.ballot.mine.stale


def test_the_vote_on_the_kept_post_is_the_one_that_counts(session: Session, cast: Cast) -> None:
    kept = PostFactory()
    duplicate = PostFactory(proposal=kept.proposal)
    VoteFactory(post=kept, person=cast.ben, choice=Choice.AGREE)
    VoteFactory(post=duplicate, person=cast.ben, choice=Choice.DISAGREE)
    merged(duplicate, kept)
    session.flush()
    (branch,) = thread(session, Forest(session, kept.proposal, cast.ben.actor()), Order.NEWEST).branches
    assert branch.post.ballot is not None
    assert branch.post.ballot.mine is not None
    assert (branch.post.ballot.mine.choice, branch.post.ballot.mine.stale) == (Choice.AGREE, False)


def test_a_comment_has_no_ballot(session: Session) -> None:
    post = PostFactory(label=Label.COMMENT)
    (branch,) = thread(session, Forest(session, post.proposal, VISITOR), Order.NEWEST).branches
    assert branch.post.ballot is None


def test_links_lead_to_passages_of_other_proposals_and_never_to_hidden_posts(session: Session) -> None:
    other = ProposalFactory(title="Another proposal", slug="another")
    post, hidden = PostFactory(), PostFactory(state=State.HIDDEN)
    LinkFactory(from_post_id=post.id, to_proposal_id=other.id, to_anchor="first")
    LinkFactory(from_post_id=post.id, to_post_id=hidden.id)
    session.flush()
    (branch,) = thread(session, Forest(session, post.proposal, VISITOR), Order.NEWEST).branches
    (link,) = branch.post.links
    assert (link.slug, link.anchor, link.title) == ("another", "first", "Another proposal")
    assert "first thing" in link.words


def test_the_replies_of_a_post_have_pages_grouped_by_what_they_do(session: Session) -> None:
    post = PostFactory()
    ben = PersonFactory()
    questions = [PostFactory(parent=post, label=Label.QUESTION, author=ben).id for _ in range(PAGE)]
    against = PostFactory(parent=post, label=Label.REBUTTAL, author=ben)
    forest = Forest(session, post.proposal, VISITOR)
    first, last = (post_page(session, forest, post.id, Order.STRONGEST, page) for page in (1, 99))
    assert [one.post.id for one in first.against] == [against.id]
    assert [one.post.id for one in (*first.other, *last.other)] == questions
    assert (last.page, last.against) == (Page(2, PAGE, PAGE + 1), ())


def test_a_posts_page_has_what_is_above_beside_and_below_it(session: Session) -> None:
    top = PostFactory(anchor="first")
    post = PostFactory(parent=top, label=Label.SAFEGUARD)
    beside = PostFactory(parent=top, label=Label.EVIDENCE, message=post.message, author=post.author)
    against = PostFactory(parent=post, label=Label.REBUTTAL)
    support = PostFactory(parent=post, label=Label.EVIDENCE)
    question = PostFactory(parent=post, label=Label.QUESTION)
    page = post_page(session, Forest(session, top.proposal, VISITOR), post.id, Order.STRONGEST)
    assert page.post.polarity is Polarity.ATTACK
    assert [one.id for one in page.ancestors] == [top.id]
    assert [one.id for one in page.together] == [beside.id]
    assert "first thing" in page.passage
    groups = (page.against, page.support, page.other)
    assert [[one.post.id for one in group] for group in groups] == [[against.id], [support.id], [question.id]]
