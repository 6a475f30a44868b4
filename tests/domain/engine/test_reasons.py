"""The sentences about what is accepted and what is not, and what would change that."""

from __future__ import annotations

import pytest

from deliberate.domain.engine import reasons
from deliberate.domain.engine.acceptance import Side, Stake, Verdict
from deliberate.domain.engine.assessment import Rules, judge
from deliberate.domain.labels import Label
from deliberate.domain.nodes import Backing, Claim, Content, Node
from deliberate.domain.statuses import Status
from tests.domain.engine.points import FORUM, OWNER, RAISED, accepted, assessed, post, why

HELD = RAISED._replace(agree=500, disagree=20)


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (
            Verdict(26, 4, holders=500),
            "Accepted by 26 of 30 who took sides; 23 are asked for because 500 hold this point.",
        ),
        (Verdict(3), "Accepted by 3 of 3 who took sides; at least 3 are asked for."),
        (Verdict(2, quorum=1), "Accepted by 2 of 2 who took sides; at least 1 is asked for."),
        (Verdict(2, content=True, holders=9), "Accepted by 3 of 3 who took sides; at least 3 are asked for."),
        (
            Verdict(7, holders=40, stake=Stake.DENIAL),
            "Accepted by 7 of 7 who took sides; 7 are asked for because 40 deny this point.",
        ),
        (
            Verdict(7, holders=40, stake=Stake.REPLY),
            "Accepted by 7 of 7 who took sides; 7 are asked for because 40 accept this reply.",
        ),
        (
            Verdict(7, holders=40, stake=Stake.ABOVE),
            "Accepted by 7 of 7 who took sides; 7 are asked for because 40 hold the point above.",
        ),
    ],
)
def test_what_is_accepted_is_told_with_its_numbers(verdict: Verdict, expected: str) -> None:
    assert verdict.by_voters
    assert str(reasons.accepted(verdict)) == expected


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (Verdict(3, holders=500), "Not yet: 3 of 3 accept it; 20 more are needed, because 500 hold this point."),
        (Verdict(22, holders=500), "Not yet: 22 of 22 accept it; 1 more is needed, because 500 hold this point."),
        (Verdict(), "Not yet: nobody has taken sides on it; 3 more are needed."),
        (Verdict(2), "Not yet: 2 of 2 accept it; 1 more is needed."),
        (Verdict(3, 1), "Not yet: 3 of 4 accept it; 1 more is needed, because so close a vote may be chance."),
        (
            Verdict(22, 20, holders=9),
            "Not yet: 22 of 42 accept it; 7 more are needed, because so close a vote may be chance.",
        ),
        (Verdict(2, 20), "Not yet: 2 of 22 accept it; 27 more are needed, because 20 reject it."),
        (Verdict(0, 1), "Not yet: 0 of 1 accept it; 4 more are needed, because 1 rejects it."),
        (
            Verdict(0, holders=40, stake=Stake.DENIAL),
            "Not yet: nobody has taken sides on it; 7 more are needed, because 40 deny this point.",
        ),
    ],
)
def test_what_is_not_accepted_yet_is_told_with_what_it_takes(verdict: Verdict, expected: str) -> None:
    assert not verdict.is_accepted
    assert str(reasons.not_yet(verdict)) == expected


@pytest.mark.parametrize(
    ("side", "stake", "expected"),
    [
        (Side.HOLDERS, Stake.POINT, "those who hold the point reject it"),
        (Side.HOLDERS, Stake.DENIAL, "those who deny the point reject it"),
        (Side.GROUP, Stake.POINT, "one of the opinion groups rejects it"),
        (Side.ELSEWHERE, Stake.POINT, "one side rejects it"),
    ],
)
def test_what_no_number_accepts_is_told_with_the_side_that_rejects_it(side: Side, stake: Stake, expected: str) -> None:
    rejected = Verdict(50, 9, rejected_by=side, stake=stake)
    assert str(reasons.not_yet(rejected)) == f"Not accepted: 50 of 59 accept it, but {expected}."


def test_of_several_replies_the_nearest_is_told_and_called_that() -> None:
    far, near = post(2, Label.REBUTTAL, 1), post(3, Label.SAFEGUARD, 1, 3)
    assert str(why(HELD, far, near).reason) == (
        "It has replies, but none is accepted. "
        "Not yet: 3 of 3 accept the nearest; 20 more are needed, because 500 hold this point."
    )
    assert "Not yet: 3 of 3 accept it;" in str(why(HELD, near).reason)
    assert "Not yet: nobody has taken sides on the nearest; 3 more" in str(why(RAISED, far, far._replace(id=3)).reason)
    rejects = "one of the opinion groups rejects it"
    for agree, words in (
        (12, f", but {rejects}."),
        (9, f"; {rejects}, and besides 1 more is needed, because so close a vote may be chance."),
        (2, f"; {rejects}, and besides 8 more are needed, because 5 reject it."),
    ):
        rejected = [reply._replace(rejected=True, agree=agree, disagree=5) for reply in (far, near)]
        expected = f"Not accepted: {agree} of {agree + 5} accept the nearest{words}"
        assert str(why(RAISED, *rejected).reason).endswith(expected)


def test_the_nearest_may_be_a_concession_whose_number_is_told_beside_it() -> None:
    """What is said to be needed is needed for the one that is spoken of."""
    blocked = post(2, Label.REBUTTAL, 1, 22, 6)._replace(rejected=True)
    ruling = why(HELD, blocked, post(3, Label.CONCESSION, 1, 2, 1))
    assert "Not yet: 2 of 3 accept the nearest; 3 more are needed, because 20 deny" in str(ruling.reason)
    assert str(ruling.change) == "Stays open unless at least 3 more accept a reply."
    assert set(ruling.because) == {2, 3}


def test_what_would_change_a_refutation_is_told() -> None:
    nodes = [post(1, Label.SUPPORT, None, 9, 3), post(2, Label.REBUTTAL, 1, 8, 1)]
    refutation = judge(assessed(*nodes), FORUM, Rules()).refutation(1)
    assert refutation is not None
    assert str(refutation.change) == (
        "Stays refuted unless 3 more reject the reply that defeats it or 56 more say yes to it."
    )
    assert not refutation.narrow


def test_a_refutation_names_the_point_above_where_that_has_more_behind_it() -> None:
    nodes = [HELD, post(2, Label.SAFEGUARD, 1, 9, 3), post(3, Label.REBUTTAL, 2, 25, 18)]
    refutation = judge(assessed(*nodes), FORUM, Rules()).refutation(2)
    assert refutation is None
    nodes[-1] = post(3, Label.REBUTTAL, 2, 27, 18)
    refutation = judge(assessed(*nodes), FORUM, Rules()).refutation(2)
    assert refutation is not None
    assert str(refutation.change) == (
        "Stays refuted unless 1 more rejects the reply that defeats it or 230 more hold the point above."
    )
    assert refutation.narrow


def test_a_concession_that_was_accepted_and_is_defeated_is_not_told_as_not_accepted() -> None:
    point = HELD._replace(disagree=2)
    for more in ((), (post(4, Label.SAFEGUARD, 1, 1, 5),)):
        ruling = why(point, post(2, Label.CONCESSION, 1, 3), post(3, Label.REBUTTAL, 2, 600), *more)
        assert str(ruling.reason) == "A reply was accepted, but an accepted post defeats that reply."
        assert set(ruling.because) == {2, 3}


def test_of_what_is_only_granted_it_is_told_that_this_is_not_accepted() -> None:
    ruling = why(HELD, post(2, Label.CONCESSION, 1, 2, 1))
    assert str(ruling.reason) == (
        "Nobody has answered this yet. A reply grants it, but is not accepted. "
        "Not yet: 2 of 3 accept it; 3 more are needed, because 20 deny this point."
    )
    assert str(ruling.change) == "Stays open unless at least 3 more accept a reply."
    assert ruling.because == (2,)


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        ([], "Stays open until somebody replies."),
        ([post(2, Label.SUPPORT, 1, 9)], "Stays open until somebody replies with something that deals with it."),
        ([post(2, Label.REBUTTAL, 1)], "Stays open unless at least 23 more accept a reply."),
        ([post(2, Label.REBUTTAL, 1, 9)], "Stays open unless at least 14 more accept a reply."),
        (
            [post(2, Label.REBUTTAL, 1, 9), post(3, Label.SAFEGUARD, 1, 22)],
            "Stays open unless at least 1 more accepts a reply.",
        ),
        ([post(2, Label.CONCESSION, 1)], "Stays open unless at least 5 more accept a reply."),
        (
            [post(2, Label.REBUTTAL, 1, 90, 9)._replace(backing=Backing(0, 1, 9))],
            "Stays open while those who hold it reject the reply.",
        ),
        (
            [post(2, Label.CONCESSION, 1, 90, 9)._replace(backing=Backing(0, 1, 9))],
            "Stays open while those who deny it reject the reply.",
        ),
        (
            [post(2, Label.REBUTTAL, 1, 90, 9)._replace(rejected=True)],
            "Stays open while one of the opinion groups rejects the reply.",
        ),
        (
            [
                post(2, Label.REBUTTAL, 1, 90, 9)._replace(rejected=True),
                post(3, Label.SAFEGUARD, 1, 90, 9)._replace(backing=Backing(0, 1, 9)),
            ],
            "Stays open while one side rejects the reply.",
        ),
        (
            [post(2, Label.REBUTTAL, 1, 90, 9)._replace(backing=Backing(rejected=True))],
            "Stays open while one side rejects the reply.",
        ),
        (
            [post(2, Label.REBUTTAL, 1, 90, 9)._replace(rejected=True), post(3, Label.SAFEGUARD, 1)],
            "Stays open unless at least 23 more accept a reply.",
        ),
        ([post(2, Label.REBUTTAL, 1, 23)], "Stays answered unless 16 more reject it or 30 more hold this point."),
        (
            [post(2, Label.REBUTTAL, 1, 23), post(3, Label.SAFEGUARD, 1, 25, 3)],
            "Stays answered unless 16 more reject each reply or 126 more hold this point.",
        ),
        (
            [post(2, Label.REBUTTAL, 1, 23), post(3, Label.REBUTTAL, 2, 23)],
            "Stays open while accepted posts defeat the replies to it.",
        ),
        (
            [post(2, Label.REBUTTAL, 1, 2), post(3, Label.REBUTTAL, 2, 23)],
            "Stays open while accepted posts defeat the replies to it.",
        ),
        ([Node(2, Label.CONCESSION, OWNER, 1)], "The author granted it; votes do not change that."),
    ],
)
def test_every_status_is_told_with_what_would_change_it_or_why_nothing_does(replies: list[Node], expected: str) -> None:
    assert str(why(HELD, *replies).change) == expected


def test_a_condition_that_the_author_granted_is_changed_by_votes_on_what_meets_it() -> None:
    condition, granted = HELD._replace(label=Label.CONDITION), Node(2, Label.CONCESSION, OWNER, 1)
    offered = why(condition, granted, post(3, Label.SAFEGUARD, 1, 22))
    assert (offered.status, offered.narrow) == (Status.CONCEDED, True)
    assert str(offered.change) == "Stays conceded unless at least 1 more accepts a safeguard."
    other = why(condition, granted, post(3, Label.REBUTTAL, 1, 22))
    assert (str(other.change), other.narrow) == ("The author granted it; votes do not change that.", False)


@pytest.mark.parametrize(
    ("replies", "narrow"),
    [
        ([], False),
        ([post(2, Label.REBUTTAL, 1, 1)], False),
        ([post(2, Label.REBUTTAL, 1, 2)], True),
        ([post(2, Label.REBUTTAL, 1, 3)], True),
        ([post(2, Label.REBUTTAL, 1, 4)], False),
        ([post(2, Label.REBUTTAL, 1, 3), post(3, Label.REBUTTAL, 1, 4)], False),
        ([post(2, Label.REBUTTAL, 1, 3), post(3, Label.REBUTTAL, 1, 3)], True),
        ([post(2, Label.REBUTTAL, 1, 2)._replace(rejected=True)], False),
        ([post(2, Label.CONCESSION, 1, 2)], True),
        ([post(2, Label.REBUTTAL, 1)._replace(content=Content())], False),
        ([post(2, Label.REBUTTAL, 1, disagree=1)._replace(content=Content())], True),
        ([accepted(2, Label.REBUTTAL, 1)._replace(content=Content())], False),
        ([Node(2, Label.CONCESSION, OWNER, 1)], False),
    ],
)
def test_a_status_is_narrow_where_one_persons_votes_change_it(replies: list[Node], narrow: bool) -> None:
    assert why(RAISED, *replies).narrow is narrow


def test_that_one_more_who_holds_it_reopens_it_is_not_narrow() -> None:
    """It is by votes on replies that a status changes its mind; nobody is asked to hold a point for its sake."""
    found = why(RAISED._replace(agree=16), post(2, Label.REBUTTAL, 1, 4))
    assert str(found.change) == "Stays answered unless 2 more reject it or 1 more holds this point."
    assert not found.narrow


def test_what_one_person_says_to_a_claim_is_told_of_one_person() -> None:
    said = "The one person who judged it says that revision 2"
    assert str(reasons.judged(Claim(2, 1, 0), Verdict())) == f"{said} deals with it."
    assert str(reasons.judged(Claim(2, 0, 1), Verdict())) == f"{said} does not deal with it."


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        (Side.HOLDERS, "most of those who hold the point say that it does not"),
        (Side.GROUP, "most of one of the opinion groups say that it does not"),
        (Side.ELSEWHERE, "most of one side say that it does not"),
    ],
)
def test_what_no_number_confirms_is_told_with_the_side_that_denies_it(side: Side, expected: str) -> None:
    told = reasons.stays_unless_judged(Verdict(rejected_by=side), None, 3)
    assert str(told) == f"Stays addressed while {expected}, unless 3 more deny it; then its replies decide again."
