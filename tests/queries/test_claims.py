"""No claim of a revision is confirmed against a side of those who judged it."""

from __future__ import annotations

import json

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.engine.acceptance import Side
from deliberate.domain.engine.assessment import judge
from deliberate.domain.labels import Label
from deliberate.domain.statuses import Status
from deliberate.formats.sites import site_json
from deliberate.models import AddressingClaim, Judgement, Person, Placing, Post
from deliberate.queries.graphs import load_graph
from deliberate.queries.rules import load_rules
from deliberate.tools.exporting import load_site
from deliberate.tools.importing import import_sites
from deliberate.upkeep.evaluating import evaluate
from tests.conftest import _empty
from tests.factories import PersonFactory, PostFactory, ProposalFactory, RevisionFactory, VoteFactory


class Judged:
    """An objection that a second revision claims to deal with, and who says what of that."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.proposal = ProposalFactory(slug="plan", revision=2)
        self.point: Post = PostFactory(proposal=self.proposal, anchor="first")
        revision = RevisionFactory(proposal_id=self.proposal.id, number=2, author_id=self.proposal.owner_id)
        self.claim = AddressingClaim(post=self.point, revision=revision)
        session.add(self.claim)
        session.flush()

    def says(self, holds: bool, people: int) -> list[Person]:
        found = [PersonFactory() for _ in range(people)]
        self.session.add_all(Judgement(claim_id=self.claim.id, person_id=one.id, holds=holds) for one in found)
        self.session.flush()
        return found

    def hold_the_point(self, people: list[Person]) -> None:
        for person in people:
            VoteFactory(post=self.point, person=person)

    def are_a_group(self, people: list[Person], number: int) -> None:
        for person in people:
            self.session.add(Placing(proposal_id=self.proposal.id, person_id=person.id, x=0.0, y=0.0, group=number))

    def told(self) -> tuple[Status | None, Side | None, str]:
        evaluate(self.session, self.proposal)
        self.session.commit()
        graph = load_graph(self.session, self.proposal.id)
        claim = graph.nodes[self.point.id].claim
        assert claim
        ruling = judge(graph, self.proposal.forum(), load_rules(self.session)).ruling(self.point.id)
        assert ruling
        return ruling.status, claim.rejected_by, f"{ruling.reason} {ruling.change}"


@pytest.fixture
def judged(session: Session) -> Judged:
    return Judged(session)


def test_most_of_those_who_hold_the_point_keep_a_claim_from_being_confirmed(judged: Judged) -> None:
    judged.says(True, 30)
    assert judged.told()[:2] == (Status.RESOLVED, None)
    holders = judged.says(False, 6)
    assert judged.told()[:2] == (Status.RESOLVED, None)
    judged.hold_the_point(holders)
    status, side, words = judged.told()
    assert (status, side) == (Status.ADDRESSED, Side.HOLDERS)
    assert "30 of the 36 people who judged it say that revision 2 deals with it." in words
    assert "But most of those who hold the point say that it does not." in words
    assert (
        "Stays addressed while most of those who hold the point say that it does not, unless 35 more deny it; "
        "then its replies decide again."
    ) in words


def test_an_opinion_group_does_so_too_and_who_is_in_none_is_no_group(judged: Judged) -> None:
    judged.says(True, 30)
    against = judged.says(False, 5)
    assert judged.told()[:2] == (Status.RESOLVED, None)
    judged.are_a_group(against, 1)
    status, side, words = judged.told()
    assert (status, side) == (Status.ADDRESSED, Side.GROUP)
    assert "most of one of the opinion groups say that it does not" in words


def test_four_are_no_side(judged: Judged) -> None:
    judged.says(True, 30)
    few = judged.says(False, 4)
    judged.hold_the_point(few)
    judged.are_a_group(few, 1)
    assert judged.told()[:2] == (Status.RESOLVED, None)


def test_who_voted_on_another_question_does_not_hold_the_point(judged: Judged, session: Session) -> None:
    judged.says(True, 30)
    for person in judged.says(False, 6):
        VoteFactory(post=judged.point, person=person, label=Label.QUESTION)
    assert judged.told()[1] is None


def test_that_a_side_rejects_it_comes_with_an_import(judged: Judged, session: Session) -> None:
    judged.says(True, 30)
    judged.hold_the_point(judged.says(False, 6))
    judged.told()
    before = site_json.dumps(load_site(session))
    (claim,) = json.loads(before)["proposals"][0]["posts"][0]["addressed"]
    assert claim == {"revision": 2, "yes": 30, "no": 6, "sides": {"reject": True}}
    session.close()
    _empty()
    import_sites(session, [site_json.loads(before)])
    session.expire_all()
    assert site_json.dumps(load_site(session)) == before


def test_one_judge_is_told_of_as_one(judged: Judged) -> None:
    judged.says(True, 1)
    assert "The one person who judged it says that revision 2 deals with it." in judged.told()[2]
    judged.says(False, 1)
    assert "1 of the 2 people who judged it say that revision 2 deals with it." in judged.told()[2]
