"""What the map page and its data are made from."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.engine.ranking import Order
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.maps import STEP
from deliberate.domain.nodes import State
from deliberate.domain.permissions import VISITOR
from deliberate.domain.statuses import Outcome, Status
from deliberate.models import Post, PostScore, Proposal, now
from deliberate.queries.maps import EXPLAINED, MapNode, MapPage, Votes, excerpt, map_page, outline
from deliberate.queries.threads import replies_to
from tests.factories import LinkFactory, PostFactory, ProposalFactory, RevisionFactory
from tests.keeping import bring_up_to_date


@pytest.fixture
def proposal(session: Session) -> Proposal:
    found: Proposal = ProposalFactory()
    return found


def page_of(session: Session, proposal: Proposal, *args: str, **given: int) -> MapPage:
    bring_up_to_date(session)
    page = map_page(session, proposal, *args, **given)
    assert page is not None
    return page


def boxes(page: MapPage) -> dict[str, MapNode]:
    return {node.id: node for node in page.nodes}


def test_a_box_has_what_a_reader_needs_to_judge_a_point(session: Session, proposal: Proposal) -> None:
    post: Post = PostFactory(
        proposal=proposal, anchor="first", body="It **cannot** be policed.", agree=5, passes=1, disagree=2
    )
    post.standing, post.status = 0.625, Status.OPEN
    box = boxes(page_of(session, proposal))[str(post.id)]
    assert (box.text, box.label, box.polarity) == ("It cannot be policed.", Label.OBJECTION, Polarity.ATTACK)
    assert (box.votes, box.standing, box.outcome) == (Votes(5, 1, 2), 0.625, Outcome.OPEN)
    assert (box.author, box.parent) == (post.author.name, "s:first")


def test_a_section_has_the_passage_and_the_heading_over_it(session: Session, proposal: Proposal) -> None:
    PostFactory(proposal=proposal, anchor="first")
    section = boxes(page_of(session, proposal))["s:first"]
    assert (section.heading, section.text) == ("The plan", "The first thing that would be done.")


def test_posts_on_a_passage_that_a_revision_took_out_stay_on_the_map(session: Session, proposal: Proposal) -> None:
    PostFactory(proposal=proposal, anchor="second")
    later = RevisionFactory(proposal_id=proposal.id, author_id=proposal.owner_id, number=2)
    later.passages = [passage for passage in later.passages if passage.anchor != "second"]
    proposal.revision = 2
    assert boxes(page_of(session, proposal))["s:second"].text == "The second thing that would be done."


def test_a_hidden_post_shows_neither_words_nor_author(session: Session, proposal: Proposal) -> None:
    hidden: Post = PostFactory(proposal=proposal, state=State.HIDDEN, body="Rude.")
    PostFactory(parent=hidden, label=Label.REBUTTAL)
    box = boxes(page_of(session, proposal))[str(hidden.id)]
    assert (box.text, box.author, box.votes) == (None, None, None)


def test_a_merged_posts_address_leads_to_the_kept_post(session: Session, proposal: Proposal) -> None:
    kept: Post = PostFactory(proposal=proposal)
    merged = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=kept.id)
    assert page_of(session, proposal, str(merged.id)).root == str(kept.id)


@pytest.mark.parametrize("root", ["0", "s:nowhere", "x", "²", "-1"])
def test_there_is_no_page_for_what_is_not_on_the_map(session: Session, proposal: Proposal, root: str) -> None:
    session.flush()
    assert map_page(session, proposal, root) is None


def test_links_name_what_they_lead_to(session: Session, proposal: Proposal) -> None:
    other = ProposalFactory(title="Elsewhere")
    one, two = PostFactory(proposal=proposal), PostFactory(proposal=proposal, body="The other point.")
    gone = PostFactory(proposal=proposal, state=State.HIDDEN)
    LinkFactory(from_post_id=one.id, to_post_id=two.id)
    LinkFactory(from_post_id=one.id, to_post_id=gone.id)
    LinkFactory(from_post_id=one.id, to_proposal_id=other.id, to_anchor="first", polarity=Polarity.SUPPORT)
    links = page_of(session, proposal).links
    assert [(link.target, link.title) for link in links] == [
        (str(two.id), "The other point."),
        (None, "Elsewhere: The first thing that would be done."),
    ]
    assert (links[1].slug, links[1].anchor, links[1].polarity) == (other.slug, "first", Polarity.SUPPORT)


def test_the_kept_post_has_the_links_of_what_was_merged_into_it(session: Session, proposal: Proposal) -> None:
    kept, two = PostFactory(proposal=proposal), PostFactory(proposal=proposal)
    merged = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=kept.id)
    LinkFactory(from_post_id=merged.id, to_post_id=two.id)
    assert [(link.source, link.target) for link in page_of(session, proposal).links] == [(str(kept.id), str(two.id))]


def test_a_link_to_what_was_merged_leads_to_what_stands_for_it_if_everybody_may_read_that(
    session: Session, proposal: Proposal
) -> None:
    def linked(*, elsewhere: bool = False, state: State = State.VISIBLE, **merged: Any) -> Post:
        home = ProposalFactory() if elsewhere else proposal
        kept: Post = PostFactory(proposal=home, state=state)
        between = PostFactory(proposal=home, state=State.MERGED, merged_into_id=kept.id)
        last = PostFactory(proposal=home, state=State.MERGED, merged_into_id=between.id, **merged)
        LinkFactory(from_post_id=one.id, to_post_id=last.id)
        return kept

    one = PostFactory(proposal=proposal)
    kept = linked()
    linked(state=State.HIDDEN)
    linked(withdrawn_at=now())
    linked(elsewhere=True)
    (link,) = page_of(session, proposal).links
    assert (link.target, link.post) == (str(kept.id), kept.id)


def test_a_link_to_a_comment_or_to_another_thread_leads_to_no_box(session: Session, proposal: Proposal) -> None:
    one = PostFactory(proposal=proposal)
    comment = PostFactory(proposal=proposal, label=Label.COMMENT)
    other = PostFactory()
    for post in (comment, other):
        LinkFactory(from_post_id=one.id, to_post_id=post.id)
    assert [(link.target, link.post) for link in page_of(session, proposal).links] == [
        (None, comment.id),
        (None, other.id),
    ]
    assert [link.target for link in page_of(session, proposal, comments=True).links] == [str(comment.id), None]


def test_the_statements_do_not_grow_with_the_posts(
    session: Session, proposal: Proposal, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    """Two for the counts, one for the passages, two levels, then posts, what was merged into them, and links."""
    root = PostFactory(proposal=proposal, anchor="first")

    def statements(replies: int, *, explained: bool = False) -> int:
        for _ in range(replies):
            reply = PostFactory(parent=root, label=Label.REBUTTAL)
            LinkFactory(from_post_id=reply.id, to_post_id=root.id)
        bring_up_to_date(session)
        with count_statements() as run:
            map_page(session, proposal, explained=explained)
        return len(run)

    few, few_explained = statements(1), statements(1, explained=True)
    assert statements(30) == few == 9
    assert statements(20, explained=True) == few_explained == 21
    assert statements(EXPLAINED, explained=True) == few


def test_boxes_are_explained_where_they_are_few(session: Session, proposal: Proposal) -> None:
    root = PostFactory(proposal=proposal)
    for _ in range(EXPLAINED - 1):
        PostFactory(parent=root, label=Label.REBUTTAL)
    page = page_of(session, proposal, explained=True)
    assert page.explained
    assert all(node.why for node in page.nodes if node.post)
    PostFactory(parent=root, label=Label.REBUTTAL)
    page = page_of(session, proposal, explained=True)
    assert not page.explained
    assert not any(node.why for node in page.nodes)
    assert page_of(session, proposal, str(root.id), explained=True).explained, "what is below it is few again"


def test_an_outline_leads_to_everything_it_leaves_out(session: Session, proposal: Proposal) -> None:
    root = PostFactory(proposal=proposal)
    replies = {str(PostFactory(parent=root, label=Label.REBUTTAL).id) for _ in range(30)}
    seen: set[str] = set()
    skip = 0
    while True:
        branch = outline(page_of(session, proposal, str(root.id), skip=skip))
        seen |= {child.node.id for child in branch.children}
        if not branch.rest:
            break
        assert branch.skip > skip
        skip = branch.skip
    assert seen == replies


def test_a_page_chooses_where_it_shows_some_of_the_children_of_a_box(session: Session, proposal: Proposal) -> None:
    root = PostFactory(proposal=proposal)
    PostFactory(proposal=proposal)
    replies = [PostFactory(parent=root, label=Label.REBUTTAL) for _ in range(STEP)]
    assert not page_of(session, proposal).chooses
    assert page_of(session, proposal, limit=STEP).chooses
    assert not page_of(session, proposal, limit=3).chooses, "of none or all it need not"
    assert not page_of(session, proposal, str(replies[0].id)).chooses, "what is beside what is above is no part of it"
    PostFactory(parent=root, label=Label.REBUTTAL)
    assert page_of(session, proposal, str(root.id)).chooses
    assert page_of(session, proposal, str(root.id), skip=STEP).chooses


def test_boxes_under_one_parent_are_in_the_order_of_the_thread(session: Session, proposal: Proposal) -> None:
    root = PostFactory(proposal=proposal)
    liked, shared = (PostFactory(parent=root, label=Label.REBUTTAL, agree=agree, disagree=4) for agree in (90, 6))
    for reply, consensus in ((liked, 0.3), (shared, 0.6)):
        session.add(PostScore(post_id=reply.id, consensus=consensus))
    bring_up_to_date(session)
    branch = outline(page_of(session, proposal, str(root.id)))
    assert [child.node.post for child in branch.children] == [shared.id, liked.id]
    replies = replies_to(session, proposal, VISITOR, root, Order.STRONGEST)
    assert [branch.post.id for branch in replies.branches] == [shared.id, liked.id]


def test_a_page_names_the_boxes_above_its_root(session: Session, proposal: Proposal) -> None:
    root = PostFactory(proposal=proposal, anchor="first")
    reply = PostFactory(parent=root, label=Label.REBUTTAL)
    assert [node.id for node in page_of(session, proposal, str(reply.id)).nodes] == [
        "p",
        "s:first",
        str(root.id),
        str(reply.id),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Plain words.", "Plain words."),
        ("See [the *audit*](https://example.org/a_b) of `2022`.", "See the audit of 2022."),
        ("# Title\n\n> quoted\n\n- one\n- two\n1. three", "Title quoted one two 1. three"),
        ("a snake_case word, 3 * 4 and 2 - 1", "a snake_case word, 3 4 and 2 - 1"),
        ("word " * 60, "word " * 27 + "word…"),
    ],
)
def test_an_excerpt_is_the_first_words_without_marks(body: str, expected: str) -> None:
    assert excerpt(body) == expected
