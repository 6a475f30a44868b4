"""What the votes say is computed from one state of them, stored at once, and names nobody."""

from __future__ import annotations

import json
from math import floor, log10
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from deliberate.actions import opinions
from deliberate.actions.opinions import compute_opinions
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.opinions.ballots import VoteTable
from deliberate.domain.opinions.descriptions import LISTED
from deliberate.domain.opinions.groups import Opinions, find_groups
from deliberate.extensions import db
from deliberate.models import Choice, OpinionReport, Person, Placing, Post, PostScore, Proposal, Vote
from deliberate.queries.graphs import load_graph
from deliberate.upkeep.transaction import lock_proposal, transaction
from deliberate.upkeep.work import votes_changed
from tests.factories import PersonFactory, PostFactory, ProposalFactory, VoteFactory

AGREE, PASS, DISAGREE = Choice.AGREE, Choice.PASS, Choice.DISAGREE
CAMPS = (14, 12)
DIVIDED, SHARED = 14, 4


class Assembly:
    """Two camps that disagree on fourteen posts and agree on four more; one in five votes is missing."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.proposal: Proposal = ProposalFactory(votes_version=1)
        self.posts: list[Post] = [PostFactory(proposal=self.proposal) for _ in range(DIVIDED + SHARED)]
        self.camps: list[list[Person]] = [[PersonFactory() for _ in range(size)] for size in CAMPS]
        for camp, people in enumerate(self.camps):
            for number, person in enumerate(people):
                for index, post in enumerate(self.posts):
                    if (number + index) % 5:
                        session.add(
                            VoteFactory.build(post=post, person=person, choice=self._choice(camp, number, index))
                        )
        session.commit()

    def _choice(self, camp: int, number: int, index: int) -> Choice:
        if (number * 3 + index) % 11 == 0:
            return PASS
        if index >= DIVIDED:
            return AGREE
        return AGREE if (index + camp) % 2 else DISAGREE

    def compute(self) -> bool:
        return compute_opinions(self.session, self.proposal.id)

    def change_a_vote(self, session: Session) -> None:
        with transaction(session):
            vote = session.scalars(select(Vote).join(Post, Post.id == Vote.post_id).limit(1)).one()
            vote.choice = AGREE if vote.choice is DISAGREE else DISAGREE
            votes_changed(session, lock_proposal(session, self.proposal.id))

    @property
    def stored(self) -> OpinionReport:
        self.session.expire_all()
        return self.session.get_one(OpinionReport, self.proposal.id)

    @property
    def report(self) -> dict[str, Any]:
        return self.stored.report

    def placings(self) -> dict[int, Placing]:
        self.session.expire_all()
        return {one.person_id: one for one in self.session.scalars(select(Placing))}


@pytest.fixture
def assembly(session: Session) -> Assembly:
    return Assembly(session)


def test_camps_become_groups(assembly: Assembly) -> None:
    assert assembly.compute() is True
    placed = assembly.placings()
    found = [{placed[person.id].group for person in camp} for camp in assembly.camps]
    assert found == [{0}, {1}]
    assert [group["size"] for group in assembly.report["groups"]] == list(CAMPS)
    assert {one["post"] for one in assembly.report["common_ground"]} >= {post.id for post in assembly.posts[DIVIDED:]}
    assert set(assembly.report["division"]) <= {post.id for post in assembly.posts[:DIVIDED]}
    assert len(assembly.report["division"]) == LISTED


def test_posts_get_scores(assembly: Assembly, session: Session) -> None:
    assembly.compute()
    scores = {one.post_id: one for one in session.scalars(select(PostScore))}
    agreed, divided = scores[assembly.posts[-1].id], scores[assembly.posts[0].id]
    assert agreed.consensus is not None
    assert divided.consensus is not None
    assert agreed.bridging is not None
    assert divided.bridging is not None
    assert agreed.consensus > divided.consensus
    assert agreed.bridging > divided.bridging
    assert agreed.extremity < divided.extremity


def test_the_report_says_how_much_it_was_made_from(assembly: Assembly, session: Session) -> None:
    assembly.compute()
    report = assembly.report
    assert (report["people"], report["voters"], report["posts"]) == (sum(CAMPS), sum(CAMPS), DIVIDED + SHARED)
    assert report["votes"] == session.scalar(select(func.count()).select_from(Vote))
    assert report["why_none"] == ""
    assert assembly.stored.version == 1
    assert assembly.proposal.crowd == sum(CAMPS)
    assert set(report) == {
        *("why_none", "agreement", "some_apart", "has_gap", "people", "voters", "posts", "votes"),
        *("groups", "common_ground", "division", "counts", "totals", "dots", "scale"),
    }


def test_counts_are_given_for_the_listed_posts_by_group(assembly: Assembly) -> None:
    assembly.compute()
    report = assembly.report
    listed = {one["post"] for group in report["groups"] for one in group["typical"]}
    listed |= {one["post"] for one in report["common_ground"]} | set(report["division"])
    assert set(report["counts"]) == set(report["totals"]) == {str(post) for post in listed}
    at = next(at for at in range(0, DIVIDED, 2) if assembly.posts[at].id in listed)
    agree, passes, disagree = report["counts"][str(assembly.posts[at].id)]["0"]
    assert (agree, passes + disagree) == (0, sum(1 for number in range(CAMPS[0]) if (number + at) % 5))


def test_the_report_names_nobody_and_places_nobody_precisely(assembly: Assembly) -> None:
    assembly.compute()
    report, text = assembly.report, json.dumps(assembly.report)
    assert not any(person.name in text for camp in assembly.camps for person in camp)
    assert sum(people for *_, people in report["dots"]) == sum(CAMPS)
    marks = {round(2 * cell / 40 + 1 / 40 - 1, 4) for cell in range(40)}
    assert {place for x, y, *_ in report["dots"] for place in (x, y)} <= marks
    for axis in "xy":
        places = {getattr(one, axis) for one in assembly.placings().values()}
        low, high = report["scale"][axis]
        # A step is a tenth of the power of ten below the width; one to two are left at either side.
        step = 10 ** floor(log10(max(places) - min(places))) / 10
        assert step * 0.999 <= min(places) - low <= step * 2.001
        assert step * 0.999 <= high - max(places) <= step * 2.001
        assert low / step == pytest.approx(round(low / step))


def test_the_scale_leads_from_a_placing_to_its_dot(assembly: Assembly) -> None:
    assembly.compute()
    report = assembly.report
    (left, right), (bottom, top) = report["scale"]["x"], report["scale"]["y"]
    dots = {(x, y) for x, y, *_ in report["dots"]}
    for one in assembly.placings().values():
        x, y = 2 * (one.x - left) / (right - left) - 1, 2 * (one.y - bottom) / (top - bottom) - 1
        assert min(max(abs(x - across), abs(y - up)) for across, up in dots) <= 1 / 40 + 1e-4


def test_with_too_few_people_it_says_why_there_are_no_groups(session: Session) -> None:
    post = PostFactory()
    VoteFactory(post=post)
    session.commit()
    compute_opinions(session, post.proposal.id)
    report = session.get_one(OpinionReport, post.proposal.id).report
    assert report["groups"] == []
    assert report["why_none"]
    assert session.get_one(PostScore, post.id).consensus is None


def test_a_thread_without_votes_can_be_computed(session: Session) -> None:
    proposal = ProposalFactory()
    session.commit()
    assert compute_opinions(session, proposal.id) is True
    report = session.get_one(OpinionReport, proposal.id).report
    assert (report["dots"], report["voters"]) == ([], 0)


def test_the_same_votes_are_not_computed_twice(assembly: Assembly, monkeypatch: pytest.MonkeyPatch) -> None:
    assembly.compute()
    monkeypatch.setattr(opinions, "find_groups", None)
    assert assembly.compute() is False


def test_what_was_found_replaces_what_was_found_before(assembly: Assembly, session: Session) -> None:
    assembly.compute()
    gone, lost = assembly.posts[0], assembly.camps[0][0]
    with transaction(session):
        for vote in session.scalars(select(Vote).where((Vote.post_id == gone.id) | (Vote.person_id == lost.id))):
            session.delete(vote)
        votes_changed(session, lock_proposal(session, assembly.proposal.id))
    assert assembly.compute() is True
    assert assembly.stored.version == 2
    nowhere = assembly.placings()[lost.id]
    assert (nowhere.x, nowhere.y, nowhere.group, nowhere.last_group) == (None, None, None, 0)
    assert session.get(PostScore, gone.id) is None


def test_groups_keep_their_numbers(assembly: Assembly, session: Session) -> None:
    assembly.compute()
    with transaction(session):
        for placing in session.scalars(select(Placing)):
            assert placing.group is not None
            placing.last_group = 1 - placing.group
        votes_changed(session, lock_proposal(session, assembly.proposal.id))
    assembly.compute()
    assert {assembly.placings()[person.id].group for person in assembly.camps[0]} == {1}


def test_the_report_says_how_far_both_halves_of_the_posts_agree(assembly: Assembly) -> None:
    assembly.compute()
    report = assembly.report
    assert float(report["agreement"]["found"]) >= 0.5
    assert abs(float(report["agreement"]["by_chance"].replace("−", "-"))) < 0.15
    assert (report["some_apart"], report["has_gap"]) == (False, True)


def test_groups_keep_their_numbers_through_a_time_without_groups(
    assembly: Assembly, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    assembly.compute()
    with transaction(session):
        for placing in session.scalars(select(Placing)):
            assert placing.group is not None
            placing.last_group = 1 - placing.group
    for asked, told in ((2.0, False), (0.15, True)):
        monkeypatch.setattr("deliberate.domain.opinions.dividing.MIN_AGREEMENT", asked)
        with transaction(session):
            votes_changed(session, lock_proposal(session, assembly.proposal.id))
        assembly.compute()
        assert bool(assembly.report["groups"]) is told
    assert {assembly.placings()[person.id].group for person in assembly.camps[0]} == {1}


def test_groups_keep_their_numbers_through_a_time_when_nobody_has_enough_votes(
    assembly: Assembly, session: Session
) -> None:
    assembly.compute()
    with transaction(session):
        for placing in session.scalars(select(Placing)):
            assert placing.group is not None
            placing.last_group = 1 - placing.group
    # On eight posts everybody cast six or seven votes.
    few = [post.id for post in assembly.posts[8:]]
    for state, told in ((State.HIDDEN, False), (State.VISIBLE, True)):
        with transaction(session):
            session.execute(update(Post).where(Post.id.in_(few)).values(state=state))
            votes_changed(session, lock_proposal(session, assembly.proposal.id))
        assembly.compute()
        assert bool(assembly.report["groups"]) is told
    assert {assembly.placings()[person.id].group for person in assembly.camps[0]} == {1}


def test_what_few_people_voted_on_has_no_bridges(session: Session) -> None:
    post = PostFactory()
    VoteFactory(post=post)
    session.commit()
    compute_opinions(session, post.proposal.id)
    assert session.get_one(PostScore, post.id).bridging is None


def test_an_older_computation_does_not_overwrite_a_newer_one(
    assembly: Assembly, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(table: VoteTable, earlier: object) -> Opinions:
        """While these votes are looked at one changes, and somebody else is quicker."""
        monkeypatch.setattr(opinions, "find_groups", find_groups)
        with Session(db.engine) as other:
            assembly.change_a_vote(other)
            assert compute_opinions(other, assembly.proposal.id) is True
        return find_groups(table)

    monkeypatch.setattr(opinions, "find_groups", overtaken)
    before = assembly.proposal.votes_version
    assert assembly.compute() is False
    assert assembly.stored.version == before + 1


def test_what_comes_while_it_reads_is_left_for_the_next_time(
    assembly: Assembly, monkeypatch: pytest.MonkeyPatch
) -> None:
    def and_then_somebody_posts(session: Session, proposal_id: int) -> Graph:
        graph = load_graph(session, proposal_id)
        with Session(db.engine) as other:
            post, earlier = Post(**like_the_first), other.scalars(select(Vote).limit(1)).one()
            other.add(post)
            other.flush()
            other.add(
                Vote(
                    post_id=post.id,
                    person_id=earlier.person_id,
                    choice=AGREE,
                    label=Label.OBJECTION,
                    wording=1,
                    place=earlier.place,
                )
            )
            votes_changed(other, lock_proposal(other, proposal_id))
            other.commit()
        return graph

    columns = ("proposal_id", "message_id", "author_id", "label", "body")
    like_the_first = {name: getattr(assembly.posts[0], name) for name in columns}
    monkeypatch.setattr(opinions, "load_graph", and_then_somebody_posts)
    assert assembly.compute() is True
    assert (assembly.stored.version, assembly.report["posts"]) == (1, DIVIDED + SHARED)
    assert assembly.proposal.votes_version == 2


def test_nothing_is_locked_while_it_computes(assembly: Assembly, monkeypatch: pytest.MonkeyPatch) -> None:
    def while_others_vote(table: VoteTable, earlier: object) -> Opinions:
        with Session(db.engine) as other:
            assembly.change_a_vote(other)
        return find_groups(table)

    monkeypatch.setattr(opinions, "find_groups", while_others_vote)
    assert assembly.compute() is True
    assert assembly.stored.version == assembly.proposal.votes_version - 1


def test_other_proposals_are_left_alone(assembly: Assembly, session: Session) -> None:
    assembly.compute()
    other = Assembly(session)
    other.compute()
    assert assembly.stored.version == 1
    assert session.scalar(select(func.count()).select_from(Placing)) == 2 * sum(CAMPS)
    assert session.scalar(select(func.count()).select_from(PostScore)) == 2 * (DIVIDED + SHARED)


def test_what_a_group_sees_is_told_no_more_finely_than_to_four_digits(assembly: Assembly, session: Session) -> None:
    assembly.compute()
    seen = session.scalars(select(PostScore.by_group).where(PostScore.by_group.is_not(None))).all()
    told = [standing for post in seen if post for _, _, standing, _ in post["groups"] if standing is not None]
    assert told
    assert told == [round(standing, 4) for standing in told]
    assert any(standing != round(standing, 3) for standing in told)


def test_without_votes_the_plane_reaches_from_minus_one_to_one(session: Session) -> None:
    proposal = ProposalFactory(votes_version=1)
    session.commit()
    assert compute_opinions(session, proposal.id)
    report = session.scalars(select(OpinionReport)).one().report
    assert (report["dots"], report["scale"]) == ([], {"x": [-1, 1], "y": [-1, 1]})
