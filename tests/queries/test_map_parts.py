"""A part of a map is what the whole map has there, with the same counts and in the same order."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.domain import maps
from deliberate.domain.labels import Label
from deliberate.domain.maps import ROOT
from deliberate.domain.nodes import State
from deliberate.models import Post, Proposal
from deliberate.queries.graphs import load_graph
from deliberate.queries.map_parts import fill, find, load_overview
from deliberate.queries.maps import map_page
from tests.factories import PostFactory, ProposalFactory
from tests.keeping import bring_up_to_date
from tests.queries.planting import plant
from tests.whole_maps import WholeMap

DOCUMENT = ["plan", "first", "second"]


def whole(session: Session, proposal: Proposal, *, comments: bool = False) -> WholeMap:
    graph = load_graph(session, proposal.id)
    return WholeMap(graph, DOCUMENT, comments=comments, groups_told=proposal.groups_told)


@pytest.mark.parametrize("comments", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_each_part_of_a_map_is_what_the_whole_has_there(
    session: Session, monkeypatch: pytest.MonkeyPatch, seed: int, comments: bool
) -> None:
    monkeypatch.setattr(maps, "STEP", 3)
    proposal = plant(seed, posts=60)
    expected = whole(session, proposal, comments=comments)
    overview = load_overview(session, proposal, comments=comments)
    for root, skip, limit in ((root, skip, limit) for root in expected.children for skip, limit in SHAPES):
        part = find(session, proposal, overview, root, skip=skip, limit=limit)
        assert part
        fill(session, proposal, overview, part, in_document(overview.passages))
        found = sorted(part.boxes, key=lambda box: box.id)
        assert found == sorted(expected.boxes(root, skip, limit), key=lambda box: box.id), (root, skip, limit)


SHAPES = ((0, 400), (2, 400), (3, 9), (0, 5), (0, 1), (99, 400))


def in_document(passages: list[str]) -> list[str]:
    return [*(one for one in DOCUMENT if one in passages), *sorted({*passages} - {*DOCUMENT})]


@pytest.mark.parametrize("comments", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_every_box_is_reached_by_asking_for_more(
    session: Session, monkeypatch: pytest.MonkeyPatch, seed: int, comments: bool
) -> None:
    monkeypatch.setattr(maps, "STEP", 2)
    proposal = plant(seed, posts=50)
    children: dict[str, dict[int | None, str]] = {}
    pending = [(ROOT, 0)]
    while pending:
        root, skip = pending.pop()
        page = map_page(session, proposal, root, skip=skip, limit=7, comments=comments)
        assert page
        of_root = [node for node in page.nodes if node.parent == root]
        children.setdefault(root, {}).update({node.rank: node.id for node in of_root})
        pending += [(node.id, 0) for node in of_root]
        (box,) = (node for node in page.nodes if node.id == root)
        if len(children[root]) < box.children:
            pending.append((root, skip + len(of_root)))
    expected = whole(session, proposal, comments=comments)
    assert {id: [found[rank] for rank in sorted(found)] for id, found in children.items()} == expected.children


def test_there_is_no_part_below_what_the_whole_map_has_not(session: Session) -> None:
    proposal = plant(1, posts=60)
    expected = whole(session, proposal)
    graph = load_graph(session, proposal.id)
    overview = load_overview(session, proposal, comments=False)
    for post in graph.nodes:
        part = find(session, proposal, overview, str(post), limit=9)
        assert (part.root.id if part else None) == (
            kept if (kept := str(graph.kept(post))) in expected.children else None
        )


@pytest.fixture
def proposal(session: Session) -> Proposal:
    found: Proposal = ProposalFactory()
    return found


def children(session: Session, proposal: Proposal, root: str = ROOT, *, comments: bool = False) -> list[str]:
    """By rank."""
    bring_up_to_date(session)
    page = map_page(session, proposal, root, comments=comments)
    assert page
    return [node.id for node in page.nodes if node.parent == root]


def test_what_was_merged_hangs_below_the_kept_post(session: Session, proposal: Proposal) -> None:
    kept: Post = PostFactory(proposal=proposal)
    merged = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=kept.id)
    reply = PostFactory(parent=merged, label=Label.REBUTTAL)
    assert children(session, proposal) == [str(kept.id)]
    assert children(session, proposal, str(kept.id)) == [str(reply.id)]


@pytest.mark.parametrize("state", [State.HIDDEN, State.HELD, State.WITHDRAWN])
def test_what_is_out_of_sight_keeps_its_place_only_while_something_visible_is_below_it(
    session: Session, proposal: Proposal, state: State
) -> None:
    gone: Post = PostFactory(proposal=proposal, state=state)
    PostFactory(proposal=proposal, state=state)
    assert children(session, proposal) == []
    PostFactory(parent=gone, label=Label.REBUTTAL)
    assert children(session, proposal) == [str(gone.id)]


def test_a_post_that_was_voted_on_and_withdrawn_keeps_its_place_as_in_the_thread(
    session: Session, proposal: Proposal
) -> None:
    gone: Post = PostFactory(proposal=proposal, state=State.WITHDRAWN, agree=1)
    assert children(session, proposal) == [str(gone.id)]


def test_comments_are_left_out_with_all_below_them_unless_wanted(session: Session, proposal: Proposal) -> None:
    comment: Post = PostFactory(proposal=proposal, label=Label.COMMENT)
    question: Post = PostFactory(parent=comment, label=Label.QUESTION)
    objection: Post = PostFactory(proposal=proposal)
    assert children(session, proposal) == [str(objection.id)]
    assert set(children(session, proposal, comments=True)) == {str(comment.id), str(objection.id)}
    assert children(session, proposal, str(comment.id), comments=True) == [str(question.id)]
    assert map_page(session, proposal, str(comment.id)) is None
    assert map_page(session, proposal, str(question.id)) is None


def test_wide_parents_show_first_what_divides_people_and_then_what_draws_replies(
    session: Session, proposal: Proposal
) -> None:
    quiet, liked, answered, contested = (
        PostFactory(proposal=proposal, agree=agree, disagree=disagree)
        for agree, disagree in ((0, 0), (9, 0), (0, 0), (2, 1))
    )
    PostFactory(parent=answered, label=Label.REBUTTAL)
    assert children(session, proposal) == [str(post.id) for post in (contested, answered, quiet, liked)]


def test_passages_and_what_is_said_to_the_whole_proposal_take_turns(session: Session, proposal: Proposal) -> None:
    posts = [str(PostFactory(proposal=proposal).id) for _ in range(3)]
    for anchor in ("first", "second", "second"):
        PostFactory(proposal=proposal, anchor=anchor)
    assert children(session, proposal) == ["s:second", posts[0], "s:first", *posts[1:]]
    page = map_page(session, proposal)
    assert page
    placed = sorted((node for node in page.nodes if node.parent == ROOT), key=lambda node: node.order or 0)
    assert [node.id for node in placed] == ["s:first", "s:second", *posts], "as in the document"


def test_passages_are_called_whatever_somebody_calls_them(session: Session, proposal: Proposal) -> None:
    """What a part is asked with is never taken for a part of the statement."""
    anchor = "it's 100% {number} :parent_0 -- \\ \""
    post: Post = PostFactory(proposal=proposal, anchor=anchor)
    assert children(session, proposal) == [f"s:{anchor}"]
    assert children(session, proposal, f"s:{anchor}") == [str(post.id)]
