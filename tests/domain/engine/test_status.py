"""What became of an objection, condition or question, by the replies to it."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.engine.assessment import Rules, assess
from deliberate.domain.engine.grounded import Extent
from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.engine.status import QUORUM, REASONS, Judge, Ruling
from deliberate.domain.graph import Graph, Link, Node, State
from deliberate.domain.labels import RAISES_AN_ISSUE, Label, Polarity
from deliberate.domain.statuses import Status
from deliberate.domain.words import say
from tests.domain.engine.points import OWNER, RAISED, accepted, assessed, status, why


def test_silence_resolves_nothing() -> None:
    assert status(RAISED) is Status.OPEN
    assert status(RAISED._replace(disagree=50, voters=50)) is Status.OPEN


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
    assert str(why(RAISED, *replies).reason) == f"Enough voters accept a reply that {does} it."


def test_a_quorum_is_of_others_than_the_author() -> None:
    almost = Node(2, Label.SAFEGUARD, 2, parent=1, agree=QUORUM, voters=QUORUM - 1)
    assert status(RAISED, almost) is Status.CONTESTED


@pytest.mark.parametrize("quorum", [1, 3, 5])
def test_the_site_says_how_many_people_accept_a_reply(quorum: int) -> None:
    def found(voters: int) -> Ruling | None:
        reply = Node(2, Label.SAFEGUARD, 2, parent=1, agree=voters, voters=voters)
        graph = assess(Graph([RAISED, reply]), OWNER, Rules(quorum=quorum)).graph
        return Judge(graph, OWNER, quorum).ruling(1)

    enough, too_few = found(quorum), found(quorum - 1)
    assert enough
    assert too_few
    assert (enough.status, too_few.status) == (Status.ANSWERED, Status.CONTESTED)
    people = "1 person other than its author has" if quorum == 1 else f"{quorum} people other than its author have"
    assert f"a reply is accepted once {people} voted on it" in str(too_few.reason)


def test_a_reply_that_most_reject_answers_nothing() -> None:
    rejected = Node(2, Label.REBUTTAL, 2, parent=1, agree=1, disagree=9, voters=10)
    assert status(RAISED, rejected) is Status.CONTESTED


def test_refuting_the_answer_opens_the_issue_again() -> None:
    answered = [RAISED, accepted(2, Label.REBUTTAL, 1)]
    assert status(*answered) is Status.ANSWERED
    again = status(*answered, accepted(3, Label.REBUTTAL, 2))
    assert again is Status.CONTESTED
    assert status(*answered, accepted(3, Label.REBUTTAL, 2), accepted(4, Label.REBUTTAL, 3)) is Status.ANSWERED


def test_the_owner_concedes_by_saying_so_and_others_by_votes() -> None:
    assert status(RAISED, Node(2, Label.CONCESSION, OWNER, parent=1)) is Status.CONCEDED
    assert status(RAISED, Node(2, Label.CONCESSION, 2, parent=1)) is Status.OPEN
    assert status(RAISED, accepted(2, Label.CONCESSION, 1)) is Status.CONCEDED


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
    nodes = [Node(n, label, 1) for n, label in enumerate(Label, 1)]
    found = assessed(*nodes)
    assert {found.graph.nodes[id].label for id in found.status} == RAISES_AN_ISSUE


def test_every_status_has_a_reason_in_words() -> None:
    assert set(REASONS) == set(Status)


def test_the_person_who_raised_it_can_accept_a_reply_alone() -> None:
    reply = Node(2, Label.SAFEGUARD, 2, parent=1, accepted=True)
    assert why(RAISED, reply) == Ruling(
        Status.ANSWERED, say("The person who raised it says that this answers it."), (2,)
    )
    assert status(RAISED, reply, accepted(3, Label.REBUTTAL, 2)) is Status.CONTESTED


def test_a_status_names_the_posts_it_rests_on() -> None:
    reply, beaten = accepted(2, Label.SAFEGUARD, 1), accepted(3, Label.REBUTTAL, 2)
    assert why(RAISED).because == ()
    assert why(RAISED, reply).because == (2,)
    assert str(why(RAISED, reply, beaten).reason) == "A reply was accepted, but an accepted post defeats that reply."
    unvoted = why(RAISED, Node(2, Label.SAFEGUARD, 2, parent=1))
    assert str(unvoted.reason).startswith("It has replies, but none is accepted")


def test_what_the_raiser_accepted_is_contested_once_an_accepted_rebuttal_defeats_it() -> None:
    reply = Node(2, Label.SAFEGUARD, 2, parent=1, accepted=True)
    defeated = why(RAISED, reply, accepted(3, Label.REBUTTAL, 2))
    assert defeated == Ruling(
        Status.CONTESTED, say("A reply was accepted, but an accepted post defeats that reply."), because=(2, 3)
    )


def test_the_raisers_word_comes_before_the_votes() -> None:
    voted, content = accepted(2, Label.SAFEGUARD, 1), accepted(3, Label.REBUTTAL, 1)._replace(accepted=True)
    found = why(RAISED, voted, content)
    assert (found.status, found.because) == (Status.ANSWERED, (3,))
    assert str(found.reason) == "The person who raised it says that this answers it."


def test_the_raiser_does_not_concede_for_the_proposal_nor_accept_what_is_hidden() -> None:
    own = Node(2, Label.CONCESSION, RAISED.author, parent=1)
    assert status(RAISED, own) is Status.OPEN
    hidden = Node(2, Label.SAFEGUARD, 2, parent=1, accepted=True, state=State.HIDDEN)
    assert status(RAISED, hidden) is Status.OPEN


def test_a_granted_point_is_conceded_even_when_answered() -> None:
    granted = why(RAISED, Node(2, Label.CONCESSION, OWNER, parent=1), accepted(3, Label.SAFEGUARD, 1))
    assert granted == Ruling(Status.CONCEDED, say("The proposal's author grants this point."), (2,))
    by_voters = why(RAISED, accepted(2, Label.CONCESSION, 1), accepted(3, Label.SAFEGUARD, 1))
    assert by_voters == Ruling(Status.CONCEDED, say("Enough voters accept a reply that grants this point."), (2,))


def test_a_refuted_concession_of_others_grants_nothing() -> None:
    assert status(RAISED, accepted(2, Label.CONCESSION, 1), accepted(3, Label.REBUTTAL, 2)) is Status.OPEN


def test_a_reply_at_just_a_half_is_accepted() -> None:
    even = Node(2, Label.SAFEGUARD, 2, parent=1, agree=2, disagree=2, voters=4)
    assert status(RAISED, even) is Status.ANSWERED
    assert status(RAISED, even._replace(disagree=3, voters=5)) is Status.CONTESTED


def circumstances(random: Random) -> tuple[list[Node], list[Link]]:
    """A point with replies and rebuttals, some accepted, some hidden, and links between any two of them."""
    nodes = [RAISED._replace(label=random.choice(sorted(RAISES_AN_ISSUE)))]
    for id in range(2, random.randrange(2, 12)):
        agree, disagree = random.randrange(6), random.randrange(3)
        node = Node(
            id,
            random.choice(list(Label)),
            random.choice([2, 3, 4, 5, OWNER]),
            parent=random.choice([1, 1, id - 1]),
            state=random.choices([State.VISIBLE, State.HIDDEN], (9, 1))[0],
            accepted=random.random() < 0.2,
        )
        nodes.append(node._replace(agree=agree, disagree=disagree, voters=agree + disagree))
    pairs = random.sample([(a.id, b.id) for a in nodes for b in nodes if a is not b] or [(1, 1)], 1 + len(nodes) // 3)
    return nodes, [Link(*pair, random.choice(list(Polarity))) for pair in pairs if len(nodes) > 1]


@given(st.integers(0, 10**6), st.sampled_from(Semantics))
def test_every_status_says_why_and_names_posts_that_act_on_the_point_or_defeat_those(
    seed: int, semantics: Semantics
) -> None:
    nodes, links = circumstances(Random(seed))
    found = assess(Graph(nodes, links), OWNER, Rules(semantics))
    for id, became in found.status.items():
        ruled = Judge(found.graph, OWNER).ruling(id)
        assert ruled is not None
        assert ruled.status is became
        assert str(ruled.reason).endswith(".")
        assert bool(ruled.because) is (became is not Status.OPEN)
        replies = set(found.graph.acting_on(id))
        assert set(ruled.because) & replies or not ruled.because
        assert set(ruled.because) <= replies.union(*(found.graph.acting_on(reply) for reply in replies))
        if became is Status.ANSWERED:
            assert {found.graph.nodes[reply].extent for reply in ruled.because} == {Extent.IN}


@given(st.integers(0, 10**6), st.sampled_from(Semantics))
def test_the_order_of_posts_and_links_decides_nothing(seed: int, semantics: Semantics) -> None:
    random = Random(seed)
    nodes, links = circumstances(random)
    one = assess(Graph(nodes, links), OWNER, Rules(semantics))
    other = assess(Graph(random.sample(nodes, len(nodes)), random.sample(links, len(links))), OWNER, Rules(semantics))
    assert one.status == other.status
    for id in one.graph.nodes:
        assert one.graph.nodes[id].extent is other.graph.nodes[id].extent
        first, second = Judge(one.graph, OWNER).ruling(id), Judge(other.graph, OWNER).ruling(id)
        assert first is second is None or (
            first is not None
            and second is not None
            and (first.reason, set(first.because)) == (second.reason, set(second.because))
        )
