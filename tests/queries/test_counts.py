"""How many posts stand how."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.graph import Graph, Node, State
from deliberate.domain.labels import Label
from deliberate.domain.statuses import Status
from deliberate.models import Post
from deliberate.queries.counts import Counts, counts, counts_by_passage, counts_of, weight
from deliberate.queries.graphs import load_graph
from tests.factories import PostFactory, ProposalFactory
from tests.queries.planting import plant


def counted_one_by_one(nodes: list[Node]) -> Counts:
    seen = [node for node in nodes if node.state is State.VISIBLE]
    is_open = [node for node in seen if node.status is Status.OPEN]
    return Counts(
        **{str(status): sum(node.status is status for node in seen) for status in Status},
        objections=sum(node.label is Label.OBJECTION for node in is_open),
        open_weight=sum(node.weight for node in is_open),
        posts=len(seen),
        people=len({node.author for node in seen}),
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
    graph = load_graph(session, proposal.id)
    assert counts(session, proposal.id) == counted_one_by_one(list(graph.nodes.values()))
    expected = {anchor: counted_one_by_one(nodes) for anchor, nodes in below_passages(graph).items()}
    assert counts_by_passage(session, proposal.id) == {anchor: each for anchor, each in expected.items() if each.posts}


@pytest.mark.parametrize("seed", range(4))
def test_a_post_weighs_in_sql_what_it_weighs_in_a_graph(session: Session, seed: int) -> None:
    proposal = plant(seed)
    weights = dict(session.execute(select(Post.id, weight()).where(Post.proposal_id == proposal.id)).all())
    nodes = load_graph(session, proposal.id).nodes
    assert weights == {id: node.weight for id, node in nodes.items()}


def test_proposals_are_counted_together_and_those_without_posts_left_out(session: Session) -> None:
    busy, quiet = PostFactory(status=Status.OPEN).proposal, ProposalFactory()
    assert counts_of(session, [busy.id, quiet.id]) == {busy.id: counts(session, busy.id)}
    assert counts(session, quiet.id) == Counts()
