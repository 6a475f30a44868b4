"""The graph of a proposal, and what of it one change reaches."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.nodes import Backing, Link, State
from deliberate.models import Acceptance, Post, Proposal
from deliberate.queries import graphs
from deliberate.queries.graphs import load_graph, load_reach
from tests.factories import LinkFactory, PostFactory, ProposalFactory

Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def proposal(session: Session) -> Proposal:
    found: Proposal = ProposalFactory()
    return found


@pytest.fixture
def root(proposal: Proposal) -> Post:
    found: Post = PostFactory(proposal=proposal)
    return found


def below(post: Post, label: Label = Label.REBUTTAL, **given: object) -> Post:
    found: Post = PostFactory(parent=post, label=label, **given)
    return found


def chain(post: Post, length: int) -> list[Post]:
    """`length` posts, each a reply to the one before; the first replies to `post`."""
    posts: list[Post] = []
    for _ in range(length):
        posts.append(below(posts[-1] if posts else post))
    return posts


def merged_into(kept: Post, **given: object) -> Post:
    found: Post = PostFactory(proposal=kept.proposal, state=State.MERGED, merged_into_id=kept.id, **given)
    return found


def link(source: Post, target: Post, polarity: Polarity = Polarity.ATTACK) -> None:
    LinkFactory(from_post_id=source.id, to_post_id=target.id, polarity=polarity)


def ids(*posts: Post) -> set[int]:
    return {post.id for post in posts}


def reach(session: Session, *posts: Post) -> tuple[Graph, set[int]]:
    session.flush()
    return load_reach(session, posts[0].proposal_id, [post.id for post in posts])


def test_a_graph_has_the_posts_and_links_of_its_proposal_only(session: Session, root: Post) -> None:
    reply, elsewhere = below(root), PostFactory()
    link(reply, root, Polarity.SUPPORT)
    link(root, elsewhere)
    link(elsewhere, root)
    LinkFactory(from_post_id=root.id, to_proposal_id=root.proposal_id, to_anchor="first")
    session.flush()
    graph = load_graph(session, root.proposal_id)
    assert set(graph.nodes) == ids(root, reply)
    assert graph.links == (Link(reply.id, root.id, Polarity.SUPPORT, Backing()),)


def test_a_graph_takes_three_statements_and_one_more_where_somebody_is_content(
    session: Session, root: Post, count_statements: Counting
) -> None:
    def needed() -> int:
        session.flush()
        with count_statements() as statements:
            load_graph(session, root.proposal_id)
        return len(statements)

    assert needed() == 3
    for post in chain(root, 20):
        link(post, root)
        session.add(Acceptance(post_id=post.id, person_id=root.author_id))
    assert needed() == 4


def test_a_change_reaches_the_path_to_the_root_which_comes_with_its_replies(session: Session, root: Post) -> None:
    post = below(top := below(root))
    acting = [below(root, Label.EVIDENCE), below(top, Label.EVIDENCE), below(post), below(post, state=State.HIDDEN)]
    further, apart = below(acting[0]), PostFactory(proposal=root.proposal)
    graph, reached = reach(session, post)
    assert reached == ids(root, top, post)
    assert set(graph.nodes) == ids(root, top, post, *acting)
    assert not ids(further, apart) & set(graph.nodes)


def test_what_a_path_links_to_is_reached_with_what_lies_above_it(session: Session, root: Post) -> None:
    post, other = below(root), PostFactory(proposal=root.proposal)
    linked = below(other)
    third = PostFactory(proposal=root.proposal)
    link(root, linked)
    link(other, third, Polarity.SUPPORT)
    link(third, root)  # a circle
    unreached = below(third)
    graph, reached = reach(session, post)
    assert reached == ids(root, post, other, linked, third)
    assert graph.acting_on(linked.id) == {root.id: Polarity.ATTACK}
    assert graph.acting_on(root.id) == {post.id: Polarity.ATTACK, third.id: Polarity.ATTACK}
    assert unreached.id in graph.nodes


def test_what_links_to_a_reached_post_is_read_but_not_reached(session: Session, root: Post) -> None:
    """And nothing of what it stands under."""
    linking = below(PostFactory(proposal=root.proposal))
    link(linking, root)
    graph, reached = reach(session, root)
    assert reached == ids(root)
    assert set(graph.nodes) == ids(root, linking)
    assert graph.acting_on(root.id) == {linking.id: Polarity.ATTACK}


def test_links_to_other_proposals_are_not_followed(session: Session, root: Post) -> None:
    elsewhere = PostFactory()
    link(root, elsewhere)
    link(elsewhere, root)
    graph, reached = reach(session, root)
    assert (reached, graph.links) == (ids(root), ())


def test_a_merged_post_stands_for_the_kept_one_wherever_it_is_on_the_way(session: Session, root: Post) -> None:
    """A reply below a merged post, a link from another one that was merged into the same, a link to one."""
    first, second = merged_into(root), merged_into(root)
    post = below(first)
    target = PostFactory(proposal=root.proposal)
    alias = merged_into(target)
    link(second, alias)
    sibling = below(second, Label.EVIDENCE)
    graph, reached = reach(session, post)
    assert reached == ids(root, post, target)
    assert graph.acting_on(root.id) == {post.id: Polarity.ATTACK, sibling.id: Polarity.SUPPORT}
    assert graph.acting_on(target.id) == {root.id: Polarity.ATTACK}
    assert reach(session, first)[1] == ids(root, target)


def test_a_link_from_what_was_merged_elsewhere_comes_with_the_kept_post(session: Session, root: Post) -> None:
    kept = below(below(PostFactory(proposal=root.proposal)))
    link(merged_into(merged_into(kept)), root)
    graph, reached = reach(session, root)
    assert reached == ids(root)
    assert graph.acting_on(root.id) == {kept.id: Polarity.ATTACK}


def test_a_reply_that_was_merged_away_acts_where_the_kept_one_is(session: Session, root: Post) -> None:
    kept = PostFactory(proposal=root.proposal)
    gone = below(root, state=State.MERGED, merged_into_id=kept.id)
    graph, reached = reach(session, root)
    assert (reached, graph.acting_on(root.id), graph.merged_into(root.id)) == (ids(root), {}, [])
    assert reach(session, gone)[1] == ids(kept)


def test_new_posts_are_reached_together_and_nothing_is_reached_by_nothing(session: Session, root: Post) -> None:
    one, other = below(root), PostFactory(proposal=root.proposal)
    assert reach(session, one, other)[1] == ids(root, one, other)
    assert load_reach(session, root.proposal_id, [])[1] == set()


def test_a_path_of_any_length_takes_as_many_statements(
    session: Session, root: Post, count_statements: Counting
) -> None:
    def needed(post: Post) -> int:
        session.flush()
        with count_statements() as statements:
            load_reach(session, post.proposal_id, [post.id])
        return len(statements)

    posts = chain(root, 60)
    for post in posts:
        below(post, Label.EVIDENCE)
    few = needed(root)
    assert [needed(post) for post in (posts[0], posts[9], posts[-1])] == [few] * 3 == [4] * 3


def test_beyond_some_thousand_posts_the_whole_thread_is_reached(
    session: Session, root: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphs, "_REACH", 3)
    posts = chain(root, 5)
    apart, twin = PostFactory(proposal=root.proposal), merged_into(root)
    graph, reached = reach(session, posts[-1])
    assert reached == ids(root, *posts, apart)
    assert twin.id in graph.nodes
    assert reach(session, posts[0])[1] == ids(root, posts[0])


def test_both_graphs_know_what_the_person_who_raised_the_point_accepts(session: Session, root: Post) -> None:
    """Where the point is read: of another one that the reply leads to, it says nothing."""
    reply, other = below(root, Label.SAFEGUARD), below(root, Label.SAFEGUARD)
    link(reply, (elsewhere := PostFactory(proposal=root.proposal)))
    session.add(Acceptance(post_id=reply.id, person_id=root.author_id))
    session.add(Acceptance(post_id=other.id, person_id=elsewhere.author_id))  # of a time before a move
    for graph in (load_graph(session, root.proposal_id), reach(session, root)[0]):
        assert graph.nodes[reply.id].content
        assert not graph.nodes[other.id].content
    assert not reach(session, elsewhere)[0].nodes[reply.id].content


def test_a_graph_of_what_is_reached_says_the_same_as_the_whole(session: Session, root: Post) -> None:
    posts = chain(root, 3)
    link(posts[2], root, Polarity.SUPPORT)
    link(root, posts[2], Polarity.ATTACK)
    link(root, posts[2], Polarity.SUPPORT)
    twin = merged_into(posts[1])
    below(twin)
    graph, reached = reach(session, posts[2])
    whole = load_graph(session, root.proposal_id)
    assert reached == ids(root, *posts)
    assert all(graph.nodes[id] == whole.nodes[id] for id in graph.nodes)
    assert all(graph.acting_on(id) == whole.acting_on(id) for id in reached)
