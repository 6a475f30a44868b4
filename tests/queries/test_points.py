"""Lists of posts that answer a question."""

from __future__ import annotations

from random import Random

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.labels import Ground, Label
from deliberate.domain.nodes import Node, State
from deliberate.domain.permissions import VISITOR
from deliberate.domain.statuses import Outcome, Status
from deliberate.models import Post, now
from deliberate.queries.graphs import load_graph
from deliberate.queries.points import (
    PAGE,
    STRONGEST,
    Order,
    Wanted,
    people_called,
    points_page,
    strongest_objections,
    strongest_open,
)
from tests.factories import PersonFactory, PostFactory, ProposalFactory
from tests.keeping import bring_up_to_date
from tests.queries.planting import ANCHORS, plant
from tests.queries.test_counts import below_passages


def some(random: Random, values: list[object]) -> tuple[object, ...]:
    return tuple(random.sample(values, random.randint(0, min(2, len(values)))))


def wanted_at_random(random: Random, people: list[int]) -> Wanted:
    return Wanted(
        outcomes=some(random, list(Outcome)),  # type: ignore[arg-type]
        labels=some(random, list(Label)) if random.random() < 0.5 else (),  # type: ignore[arg-type]
        grounds=some(random, list(Ground)) if random.random() < 0.3 else (),  # type: ignore[arg-type]
        anchors=some(random, [anchor for anchor in ANCHORS if anchor]),  # type: ignore[arg-type]
        raised=some(random, [*people]) if random.random() < 0.5 else (),  # type: ignore[arg-type]
        order=random.choice(list(Order)),
    )


@pytest.mark.parametrize("seed", range(6))
def test_a_list_has_exactly_what_is_asked_for_in_order(session: Session, seed: int) -> None:
    random = Random(seed)
    proposal = plant(seed)
    graph = load_graph(session, proposal.id)
    grounds = {post.id: post.ground for post in session.query(Post)}
    placed = {node.id: anchor for anchor, nodes in below_passages(graph).items() for node in nodes}

    def fits(node: Node, wanted: Wanted) -> bool:
        pairs = (
            (Outcome.FEW_SHARE if node.few_share else node.status, wanted.outcomes),
            (node.label, wanted.labels),
            (grounds[node.id], wanted.grounds),
            (placed.get(node.id), wanted.anchors),
            (node.author, wanted.raised),
        )
        return node.state is State.VISIBLE and all(not values or value in values for value, values in pairs)

    keys = {
        Order.STRONGEST: lambda node: (-node.weight, -node.low, node.id),
        Order.NEWEST: lambda node: (-node.id,),
        Order.OLDEST: lambda node: (node.id,),
    }
    for _ in range(12):
        wanted = wanted_at_random(random, [node.author for node in graph.nodes.values()])
        expected = sorted((n for n in graph.nodes.values() if fits(n, wanted)), key=keys[wanted.order])
        found = points_page(session, proposal, wanted, VISITOR)
        assert found.page.total == len(expected)
        listed = [(row.id, row.weight) for row in found.rows]
        assert listed == [(node.id, node.weight) for node in expected[:PAGE]], wanted


def test_a_list_has_pages(session: Session) -> None:
    proposal = ProposalFactory()
    posts = [PostFactory(proposal=proposal, author=proposal.owner).id for _ in range(PAGE + 1)]
    bring_up_to_date(session)
    found = points_page(session, proposal, Wanted(), VISITOR, 99)
    assert ([row.id for row in found.rows], found.page.number) == (posts[-1:], 2)


def test_the_strongest_open_objections_are_those_that_most_people_hold(session: Session) -> None:
    proposal = ProposalFactory()
    for agree in range(STRONGEST + 2):
        PostFactory(proposal=proposal, status=Status.OPEN, agree=agree, body=str(agree))
    PostFactory(proposal=proposal, status=Status.OPEN, agree=9, state=State.HELD)
    PostFactory(proposal=proposal, status=Status.CONTESTED, agree=9)
    PostFactory(proposal=proposal, status=Status.OPEN, agree=9, label=Label.CONDITION)
    bring_up_to_date(session)
    assert [point.words for point in strongest_objections(session, proposal.id)] == ["4", "3", "2"]


def test_what_was_taken_back_weighs_what_others_hold(session: Session) -> None:
    proposal = ProposalFactory()
    whole = PostFactory(proposal=proposal, status=Status.OPEN, agree=2, body="whole")
    PostFactory(proposal=proposal, status=Status.OPEN, agree=2, withdrawn_at=now(), body="taken back")
    bring_up_to_date(session)
    found = strongest_objections(session, proposal.id)
    assert [(point.words, point.weight) for point in found] == [("whole", 3), ("taken back", 2)]
    assert strongest_open(session, [proposal.id])[proposal.id].post == whole.id


def test_people_are_found_by_name_whatever_the_case(session: Session) -> None:
    ben = PersonFactory(name="Ben", name_key="ben")
    assert people_called(session, ["BEN", "nobody"]) == {"BEN": (ben.id, "Ben")}
