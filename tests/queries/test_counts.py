"""How many posts stand how."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label
from deliberate.domain.nodes import Node, State
from deliberate.domain.statuses import Status
from deliberate.models import Post
from deliberate.queries.counts import WHOLE, Counts, counts, counts_by_passage, counts_of
from deliberate.queries.graphs import load_graph
from tests.factories import PostFactory, ProposalFactory
from tests.keeping import bring_up_to_date
from tests.queries.planting import plant


def counted_one_by_one(nodes: list[Node], *, of_passage: bool = False) -> Counts:
    seen = [node for node in nodes if node.state is State.VISIBLE]
    is_open = [node for node in seen if node.status is Status.OPEN and not node.few_share]
    return Counts(
        **{str(status): sum(node.status is status and not node.few_share for node in seen) for status in Status},
        few_share=sum(node.few_share for node in seen),
        objections=sum(node.label is Label.OBJECTION for node in is_open),
        open_weight=sum(node.weight for node in is_open),
        posts=len(seen),
        tops=sum(node.parent is None for node in seen),
        people=0 if of_passage else len({node.author for node in seen}),
        votes=sum(node.agree + node.passes + node.disagree for node in seen),
    )


def below_passages(graph: Graph) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for root in graph.replies(None):
        if root.anchor:
            found.setdefault(root.anchor, []).extend((root, *graph.below(root.id)))
    return found


@pytest.mark.parametrize("seed", range(8))
def test_what_is_counted_is_what_one_counts_one_by_one(session: Session, seed: int) -> None:
    plant(seed + 100, 10, "roads")
    proposal = plant(seed)
    bring_up_to_date(session)
    graph = load_graph(session, proposal.id)
    whole = counted_one_by_one(list(graph.nodes.values()))
    assert counts(session, proposal) == whole
    expected = {anchor: counted_one_by_one(nodes, of_passage=True) for anchor, nodes in below_passages(graph).items()}
    told = {anchor: each for anchor, each in expected.items() if each.posts}
    assert counts_by_passage(session, proposal) == told | {WHOLE: whole}


@pytest.mark.parametrize("seed", range(4))
def test_the_weight_that_is_kept_of_a_post_is_what_it_weighs_in_a_graph(session: Session, seed: int) -> None:
    proposal = plant(seed)
    bring_up_to_date(session)
    weights = dict(session.execute(select(Post.id, Post.weight).where(Post.proposal_id == proposal.id)).all())
    nodes = load_graph(session, proposal.id).nodes
    assert weights == {id: node.weight for id, node in nodes.items()}


def test_proposals_are_counted_together(session: Session) -> None:
    busy, quiet = PostFactory(status=Status.OPEN).proposal, ProposalFactory()
    bring_up_to_date(session)
    assert counts_of(session, [busy, quiet]) == {busy.id: counts(session, busy), quiet.id: Counts()}
    assert counts(session, busy).open == 1
