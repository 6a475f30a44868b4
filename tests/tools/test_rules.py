"""Adopting rules: other ones than before ask for every thread to be computed anew."""

from __future__ import annotations

import hashlib
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain import labels
from deliberate.domain.engine.assessment import ENGINE, Forum, Rules, assess
from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Polarity, Target
from deliberate.domain.nodes import Link, Node
from deliberate.models import Proposal, SiteFact, WorkKind, WorkRow
from deliberate.queries.rules import load_rules
from deliberate.tools.rules import adopt_rules
from tests.factories import ProposalFactory


@pytest.mark.parametrize("rules", [Rules(Semantics.DF_QUAD), Rules(quorum=5)])
def test_other_rules_ask_for_every_thread_to_be_computed_anew_once(session: Session, rules: Rules) -> None:
    proposals = {ProposalFactory().id, ProposalFactory().id}
    session.add(SiteFact(name="engine", value=str(ENGINE)))
    session.commit()

    def asked() -> list[int]:
        return list(session.scalars(select(WorkRow.subject).where(WorkRow.kind == WorkKind.EVALUATION)))

    adopt_rules(session, Rules())
    assert asked() == []
    for _ in range(2):
        adopt_rules(session, rules)
        assert load_rules(session) == rules
        assert sorted(asked()) == sorted(proposals)
        assert session.scalars(select(Proposal.version)).all() == [2, 2]


@pytest.mark.parametrize("before", [None, str(ENGINE - 1)])
def test_another_engine_asks_for_threads_and_for_opinions_where_there_are_votes_to_be_computed_anew(
    session: Session, before: str | None
) -> None:
    voted, silent = ProposalFactory(votes_version=7), ProposalFactory()
    if before:
        session.add(SiteFact(name="engine", value=before))
    session.commit()
    for _ in range(2):
        adopt_rules(session, Rules())
        assert set(session.execute(select(WorkRow.kind, WorkRow.subject)).all()) == {
            (WorkKind.EVALUATION, voted.id),
            (WorkKind.EVALUATION, silent.id),
            (WorkKind.OPINIONS, voted.id),
        }
    session.refresh(voted)
    assert voted.votes_version == 8


# The labels that there were when it was written down.
DRAWN = {
    *("support", "objection", "condition", "alternative", "amendment", "question", "answer", "rebuttal", "safeguard"),
    *("concession", "evidence", "counter-evidence", "comment"),
}


def test_the_number_of_the_engine_rises_when_it_comes_to_other_results() -> None:
    """A thread of every label with votes from everywhere, drawn with a fixed seed. Where this fails and the new results
    are meant, raise ENGINE and write down what it says."""
    random = Random(7)
    nodes: list[Node] = []
    for id in range(1, 61):
        parent = random.choice([None, *nodes[-8:]])
        fitting = labels.allowed(parent.label if parent else Target.PASSAGE)
        label = random.choice([one for one in fitting if one in DRAWN])
        agree, passes, disagree = (random.randrange(9) for _ in range(3))
        votes = {"agree": agree, "passes": passes, "disagree": disagree}
        nodes.append(Node(id, label, random.randrange(9), parent and parent.id, None if parent else "first", **votes))
    links = [Link(*random.sample(range(1, 61), 2), random.choice(list(Polarity))) for _ in range(6)]
    found = assess(Graph(nodes, links), Forum(1), Rules())
    told = "".join(f"{one.id} {one.standing:.6f} {one.status}," for one in found.nodes.values())
    assert (ENGINE, hashlib.sha256(told.encode()).hexdigest()[:12]) == (2, "f8ada04e79e6")


def test_pages_of_every_thread_are_told_anew_by_other_rules(session: Session) -> None:
    proposal = ProposalFactory()
    session.commit()
    before = proposal.version
    adopt_rules(session, Rules(quorum=5))
    session.refresh(proposal)
    assert proposal.version > before
