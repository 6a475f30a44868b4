"""What became of an objection, condition or question, by the replies to it."""

from __future__ import annotations

import pytest

from deliberate.domain.engine.acceptance import QUORUM
from deliberate.domain.engine.assessment import Rules, assess, judge
from deliberate.domain.engine.status import REASONS, Ruling
from deliberate.domain.graph import Graph
from deliberate.domain.labels import RAISES_AN_ISSUE, Label
from deliberate.domain.nodes import Content, Node, State
from deliberate.domain.statuses import Status
from deliberate.domain.words import say
from tests.domain.engine.points import FORUM, OWNER, RAISED, accepted, assessed, post, status, why


def test_silence_resolves_nothing() -> None:
    assert status(RAISED) is Status.OPEN
    assert status(RAISED._replace(disagree=50)) is Status.OPEN


def test_an_answer_nobody_voted_on_leaves_it_contested() -> None:
    assert status(RAISED, Node(2, Label.SAFEGUARD, 2, parent=1)) is Status.CONTESTED


def test_a_question_back_or_support_does_not_contest_it() -> None:
    assert status(RAISED, accepted(2, Label.QUESTION, 1), accepted(3, Label.SUPPORT, 1)) is Status.OPEN


def test_an_accepted_safeguard_answers_it() -> None:
    assert status(RAISED, accepted(2, Label.SAFEGUARD, 1)) is Status.ANSWERED


@pytest.mark.parametrize(
    ("labels", "does"),
    [
        ([Label.SAFEGUARD], "deals with"),
        ([Label.REBUTTAL], "refutes"),
        ([Label.COUNTER_EVIDENCE], "refutes"),
        ([Label.REBUTTAL, Label.SAFEGUARD], "deals with"),
    ],
)
def test_what_answers_a_point_is_said_to_refute_it_only_if_all_of_it_does(labels: list[Label], does: str) -> None:
    replies = [accepted(id, label, 1) for id, label in enumerate(labels, 2)]
    assert str(why(RAISED, *replies).reason) == (
        f"A reply {does} it. Accepted by 3 of 3 who took sides; at least 3 are asked for."
    )


def test_too_few_answer_nothing() -> None:
    almost = Node(2, Label.SAFEGUARD, 2, parent=1, agree=QUORUM - 1)
    assert status(RAISED, almost) is Status.CONTESTED


@pytest.mark.parametrize("quorum", [2, 3, 5])
def test_the_site_says_how_many_people_accept_a_reply_at_least(quorum: int) -> None:
    def found(agree: int) -> Ruling | None:
        rules = Rules(quorum=quorum)
        reply = Node(2, Label.SAFEGUARD, 2, parent=1, agree=agree)
        return judge(assess(Graph([RAISED, reply]), FORUM, rules), FORUM, rules).ruling(1)

    enough, too_few = found(quorum), found(quorum - 1)
    assert enough
    assert too_few
    assert (enough.status, too_few.status) == (Status.ANSWERED, Status.CONTESTED)
    assert f"at least {quorum} are asked for" in str(enough.reason)


def test_one_person_accepts_nothing_by_voting_however_few_the_site_asks_for() -> None:
    one = Node(2, Label.SAFEGUARD, 2, parent=1, agree=1)
    for agree, expected in ((1, Status.CONTESTED), (2, Status.ANSWERED)):
        graph = assess(Graph([RAISED, one._replace(agree=agree)]), FORUM, Rules(quorum=1))
        assert graph.nodes[1].status is expected


def test_a_reply_that_most_reject_answers_nothing() -> None:
    rejected = Node(2, Label.REBUTTAL, 2, parent=1, agree=1, disagree=9)
    assert status(RAISED, rejected) is Status.CONTESTED


def test_passes_and_ties_answer_nothing() -> None:
    held = RAISED._replace(agree=60, disagree=4)
    assert status(held, Node(2, Label.REBUTTAL, 2, parent=1, passes=3)) is Status.CONTESTED
    question = Node(1, Label.QUESTION, 1, agree=80, disagree=5)
    assert status(question, post(2, Label.ANSWER, 1, 30, 30)) is Status.CONTESTED
    assert status(held, post(2, Label.SAFEGUARD, 1, 2, 2)) is Status.CONTESTED


@pytest.mark.parametrize(
    ("agree", "disagree", "reply", "expected"),
    [
        (500, 20, 3, Status.CONTESTED),
        (500, 20, 22, Status.CONTESTED),
        (500, 20, 23, Status.ANSWERED),
        (8, 1, 3, Status.ANSWERED),
    ],
)
def test_what_many_hold_takes_many_to_answer(agree: int, disagree: int, reply: int, expected: Status) -> None:
    held = RAISED._replace(agree=agree, disagree=disagree)
    assert status(held, post(2, Label.REBUTTAL, 1, reply)) is expected


def test_supports_do_not_accept_what_voters_reject() -> None:
    supports = [post(id, Label.SUPPORT, 2, 3) for id in range(10, 16)]
    held = RAISED._replace(agree=60, disagree=4)
    assert status(held, post(2, Label.REBUTTAL, 1, 4, 40), *supports) is Status.CONTESTED


def test_rejected_rebuttals_do_an_accepted_reply_no_harm() -> None:
    rebuttals = [post(id, Label.REBUTTAL, 2, 1, 2) for id in range(10, 18)]
    held = RAISED._replace(agree=60, disagree=4)
    assert status(held, post(2, Label.SAFEGUARD, 1, 90, 5), *rebuttals) is Status.ANSWERED


def test_refuting_the_answer_opens_the_issue_again() -> None:
    answered = [RAISED, accepted(2, Label.REBUTTAL, 1)]
    assert status(*answered) is Status.ANSWERED
    again = status(*answered, accepted(3, Label.REBUTTAL, 2))
    assert again is Status.CONTESTED
    assert status(*answered, accepted(3, Label.REBUTTAL, 2), accepted(4, Label.REBUTTAL, 3)) is Status.ANSWERED


def test_what_many_hold_takes_as_many_to_reopen_as_to_answer() -> None:
    held, reply = RAISED._replace(agree=500), post(2, Label.SAFEGUARD, 1, 23)
    assert status(held, reply, post(3, Label.REBUTTAL, 2, 22)) is Status.ANSWERED
    assert status(held, reply, post(3, Label.REBUTTAL, 2, 23)) is Status.CONTESTED


def test_a_vote_on_a_reply_does_not_depend_on_what_its_own_replies_weigh() -> None:
    """As by a threshold on standing it would: one more 'no' lets each of many supports weigh less."""
    supports = [post(id, Label.SUPPORT, 2, 90) for id in range(10, 30)]
    for disagree in range(30):
        now = status(RAISED, post(2, Label.REBUTTAL, 1, 9, disagree), *supports)
        assert now is (Status.ANSWERED if disagree <= 4 else Status.CONTESTED)


def test_the_owner_concedes_by_saying_so_and_others_by_votes() -> None:
    assert status(RAISED, Node(2, Label.CONCESSION, OWNER, parent=1)) is Status.CONCEDED
    assert status(RAISED, Node(2, Label.CONCESSION, 2, parent=1)) is Status.OPEN
    assert status(RAISED, accepted(2, Label.CONCESSION, 1)) is Status.CONCEDED


def test_what_many_deny_takes_many_to_concede() -> None:
    """Those who hold the point do not count: it is granted to them."""
    held = RAISED._replace(agree=500, disagree=40)
    assert status(held, post(2, Label.CONCESSION, 1, 6)) is Status.OPEN
    conceded = why(held, post(2, Label.CONCESSION, 1, 7))
    assert conceded.status is Status.CONCEDED
    assert str(conceded.reason) == (
        "A reply grants this point. Accepted by 7 of 7 who took sides; 7 are asked for because 40 deny this point."
    )
    assert str(conceded.change) == "Stays conceded unless 3 more reject it or 10 more deny this point."


def test_a_question_is_answered_by_an_accepted_answer() -> None:
    question = RAISED._replace(label=Label.QUESTION)
    assert status(question, Node(2, Label.ANSWER, 2, parent=1)) is Status.CONTESTED
    assert status(question, accepted(2, Label.ANSWER, 1)) is Status.ANSWERED


@pytest.mark.parametrize("state", [State.HIDDEN, State.HELD])
def test_an_unreadable_reply_answers_nothing(state: State) -> None:
    assert status(RAISED, accepted(2, Label.SAFEGUARD, 1)._replace(state=state)) is Status.OPEN


def test_a_reply_to_a_merged_twin_answers_the_kept_one() -> None:
    twin = Node(2, Label.OBJECTION, 2, state=State.MERGED, merged_into=1)
    assert status(RAISED, twin, accepted(3, Label.SAFEGUARD, 2)) is Status.ANSWERED


def test_only_what_raises_an_issue_has_a_status() -> None:
    found = assessed(*(Node(n, label, 1) for n, label in enumerate(Label, 1)))
    assert {node.label for node in found.nodes.values() if node.status} == RAISES_AN_ISSUE


def test_what_raises_an_issue_no_more_has_no_status_any_longer() -> None:
    graph = assessed(RAISED)
    relabelled = graph.with_nodes([graph.nodes[1]._replace(label=Label.COMMENT)])
    assert assess(relabelled, FORUM, Rules()).nodes[1].status is None


def test_every_status_has_a_reason_in_words() -> None:
    assert set(REASONS) == set(Status)


def test_the_person_who_raised_it_can_accept_a_reply_while_hardly_anybody_else_holds_it() -> None:
    reply = Node(2, Label.SAFEGUARD, 2, parent=1, content=Content())
    assert why(RAISED, reply) == Ruling(
        Status.ANSWERED,
        say("The person who raised it says that this answers it."),
        why(RAISED, reply).change,
        (2,),
    )
    assert str(why(RAISED, reply).change) == "Stays answered unless 2 more reject it or 3 more hold this point."
    assert status(RAISED, reply, accepted(3, Label.REBUTTAL, 2)) is Status.CONTESTED
    assert status(RAISED._replace(agree=2), reply) is Status.ANSWERED


def test_one_person_does_not_speak_for_three_hundred() -> None:
    held, content = RAISED._replace(agree=300, disagree=4), Content()
    assert status(held, post(2, Label.SAFEGUARD, 1, 2, 40)._replace(content=content)) is Status.CONTESTED
    assert status(held, post(2, Label.SAFEGUARD, 1)._replace(content=content)) is Status.CONTESTED


def test_nor_against_those_who_reject_the_reply() -> None:
    reply = post(2, Label.SAFEGUARD, 1)._replace(content=Content())
    assert status(RAISED, reply._replace(disagree=1)) is Status.ANSWERED
    assert status(RAISED, reply._replace(disagree=2)) is Status.CONTESTED


@pytest.mark.parametrize("voted", [Content(), Content(agree=1), Content(disagree=1)])
def test_where_many_hold_it_the_word_of_who_raised_it_is_one_vote_however_they_voted(voted: Content) -> None:
    def reply(others: int) -> Node:
        mine = post(2, Label.SAFEGUARD, 1, others + voted.agree, voted.disagree)
        return mine._replace(content=voted)

    held = RAISED._replace(agree=9)
    assert status(held, reply(2)) is Status.ANSWERED
    assert status(held, reply(1)) is Status.CONTESTED


def test_who_raised_it_is_content_with_a_reply_of_their_own_but_does_not_vote_on_it() -> None:
    own = Node(2, Label.SAFEGUARD, RAISED.author, parent=1, content=Content())
    assert status(RAISED, own) is Status.ANSWERED
    held = RAISED._replace(agree=9)
    assert status(held, own._replace(agree=2)) is Status.CONTESTED
    assert status(held, own._replace(agree=3)) is Status.ANSWERED


def test_what_was_accepted_in_other_words_is_to_be_accepted_again_and_what_was_rejected_stays_so() -> None:
    reply = post(2, Label.SAFEGUARD, 1, 26)
    assert status(RAISED, reply) is Status.ANSWERED
    edited = reply._replace(earlier=26)
    assert str(why(RAISED, edited).reason).endswith("Not yet: nobody has taken sides on it; 3 more are needed.")
    assert status(RAISED, edited._replace(agree=29)) is Status.ANSWERED
    assert status(RAISED, edited._replace(agree=29, disagree=1)) is Status.CONTESTED


def test_who_raised_the_same_in_a_merged_post_holds_it_too_and_who_took_it_over_is_not_asked_twice() -> None:
    reply = post(2, Label.SAFEGUARD, 1, 3)
    assert status(RAISED._replace(agree=9), reply) is Status.ANSWERED
    assert status(RAISED._replace(agree=9, raised_too=1), reply) is Status.CONTESTED
    taken_over = RAISED._replace(agree=10, withdrawn=True, heir=5)
    assert status(taken_over, reply) is Status.ANSWERED
    assert status(taken_over._replace(heir=None), reply) is Status.CONTESTED


@pytest.mark.parametrize("point", [RAISED, RAISED._replace(agree=400)])
def test_a_status_names_the_posts_it_rests_on(point: Node) -> None:
    many = {1: QUORUM, 401: 20}[1 + point.agree]
    reply, beaten = post(2, Label.SAFEGUARD, 1, many), post(3, Label.REBUTTAL, 2, many)
    assert why(point).because == ()
    assert why(point, reply).because == (2,)
    assert str(why(point, reply, beaten).reason) == "A reply was accepted, but an accepted post defeats that reply."
    unvoted = why(point, Node(2, Label.SAFEGUARD, 2, parent=1))
    assert str(unvoted.reason).startswith("It has replies, but none is accepted")


def test_what_the_raiser_accepted_is_contested_once_an_accepted_rebuttal_defeats_it() -> None:
    reply = Node(2, Label.SAFEGUARD, 2, parent=1, content=Content())
    defeated = why(RAISED, reply, accepted(3, Label.REBUTTAL, 2))
    assert defeated == Ruling(
        Status.CONTESTED,
        say("A reply was accepted, but an accepted post defeats that reply."),
        say("Stays open while accepted posts defeat the replies to it."),
        because=(2, 3),
    )


def test_the_raisers_word_comes_before_the_votes_while_hardly_anybody_else_holds_it() -> None:
    voted, content = accepted(2, Label.SAFEGUARD, 1), accepted(3, Label.REBUTTAL, 1)._replace(content=Content())
    found = why(RAISED, voted, content)
    assert (found.status, found.because) == (Status.ANSWERED, (3,))
    assert str(found.reason).startswith("The person who raised it says that this answers it.")
    assert why(RAISED._replace(agree=9), voted, content).because == (2, 3)


def test_the_raiser_does_not_concede_for_the_proposal_nor_accept_what_is_hidden() -> None:
    own = Node(2, Label.CONCESSION, RAISED.author, parent=1)
    assert status(RAISED, own) is Status.OPEN
    assert status(RAISED, post(2, Label.CONCESSION, 1)._replace(content=Content())) is Status.OPEN
    hidden = Node(2, Label.SAFEGUARD, 2, parent=1, content=Content(), state=State.HIDDEN)
    assert status(RAISED, hidden) is Status.OPEN


def test_being_content_is_about_points_and_not_about_replies() -> None:
    """Who wrote the safeguard cannot say of a rebuttal that this deals with it."""
    reply = accepted(2, Label.SAFEGUARD, 1)
    assert status(RAISED, reply, Node(3, Label.REBUTTAL, 9, parent=2, content=Content())) is Status.ANSWERED


def test_a_granted_point_is_conceded_even_when_answered() -> None:
    granted = why(RAISED, Node(2, Label.CONCESSION, OWNER, parent=1), accepted(3, Label.SAFEGUARD, 1))
    assert granted == Ruling(
        Status.CONCEDED,
        say("The proposal's author grants this point."),
        say("The author granted it; votes do not change that."),
        (2,),
    )
    by_voters = why(RAISED, accepted(2, Label.CONCESSION, 1), accepted(3, Label.SAFEGUARD, 1))
    assert (by_voters.status, by_voters.because) == (Status.CONCEDED, (2,))
    assert str(by_voters.reason).startswith("A reply grants this point. Accepted by 3 of 3")


def test_where_voters_reject_what_the_author_grants_the_reason_says_so() -> None:
    grants = Node(2, Label.CONCESSION, OWNER, parent=1, agree=1)
    assert "though" not in str(why(RAISED, grants._replace(disagree=3)).reason)
    refused = why(RAISED, grants._replace(disagree=9))
    assert refused.status is Status.CONCEDED
    assert str(refused.reason) == "The proposal's author grants this point, though those who voted on that reject it."


@pytest.mark.parametrize("author", [OWNER, 7])
def test_a_condition_that_is_granted_is_answered_by_an_accepted_safeguard_that_meets_it(author: int) -> None:
    condition = RAISED._replace(label=Label.CONDITION)
    grants = accepted(2, Label.CONCESSION, 1, author)
    assert status(condition, grants) is Status.CONCEDED
    met = why(condition, grants, accepted(3, Label.SAFEGUARD, 1), accepted(4, Label.REBUTTAL, 1))
    assert (met.status, met.because) == (Status.ANSWERED, (3, 2))
    assert str(met.reason).startswith("Granted, and met by a safeguard. Accepted by 3 of 3")
    assert status(condition, grants, accepted(4, Label.REBUTTAL, 1)) is Status.CONCEDED


def test_a_refuted_concession_of_others_grants_nothing() -> None:
    assert status(RAISED, accepted(2, Label.CONCESSION, 1), accepted(3, Label.REBUTTAL, 2)) is Status.OPEN
