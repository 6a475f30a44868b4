"""What became of an objection, condition or question."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.engine.assessment import Assessment, Rules, assess
from deliberate.domain.engine.grounded import Extent
from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.engine.status import QUORUM, REASONS, Judge, Ruling
from deliberate.domain.graph import Claim, Graph, Link, Node, State
from deliberate.domain.labels import RAISES_AN_ISSUE, Label, Polarity
from deliberate.domain.statuses import Status
from deliberate.domain.words import say

OWNER = 100
RAISED = Node(1, Label.OBJECTION, 1)


def assessed(*nodes: Node, links: tuple[Link, ...] = ()) -> Assessment:
    return assess(Graph(nodes, links), OWNER, Rules())


def status(*nodes: Node) -> Status:
    return assessed(*nodes).status[1]


def why(*nodes: Node, links: tuple[Link, ...] = ()) -> Ruling:
    found = Judge(assessed(*nodes, links=links).graph, OWNER).ruling(1)
    assert found
    return found


def accepted(id: int, label: Label, parent: int, author: int = 7) -> Node:
    return Node(id, label, author, parent=parent, agree=QUORUM, voters=QUORUM)


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


@pytest.mark.parametrize("quorum", [1, 3, 5])
def test_the_site_says_how_many_people_confirm_a_claim(quorum: int) -> None:
    def found(holds: int) -> Status:
        return assess(Graph([claimed(holds=holds)]), OWNER, Rules(quorum=quorum)).status[1]

    assert (found(quorum - 1), found(quorum)) == (Status.ADDRESSED, Status.RESOLVED)


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


def test_accepted_posts_that_attack_each_other_decide_nothing() -> None:
    one, other = accepted(2, Label.SAFEGUARD, 1), accepted(3, Label.REBUTTAL, 2)
    circle = why(RAISED, one, other, links=(Link(2, 3, Polarity.ATTACK),))
    assert circle.status is Status.CONTESTED
    assert "attack each other in a circle" in str(circle.reason)


def test_a_link_from_elsewhere_answers_like_a_reply() -> None:
    elsewhere = accepted(2, Label.EVIDENCE, 3)._replace(parent=None)
    assert why(RAISED, elsewhere, links=(Link(2, 1, Polarity.ATTACK),)).status is Status.ANSWERED


def test_what_the_raiser_accepted_is_contested_once_an_accepted_rebuttal_defeats_it() -> None:
    reply = Node(2, Label.SAFEGUARD, 2, parent=1, accepted=True)
    defeated = why(RAISED, reply, accepted(3, Label.REBUTTAL, 2))
    assert defeated == Ruling(
        Status.CONTESTED, say("A reply was accepted, but an accepted post defeats that reply."), because=(2, 3)
    )


def test_what_somebody_says_of_their_own_point_says_nothing_of_anothers() -> None:
    """A safeguard that the person who raised one point is content with attacks another one by a link."""
    other = Node(5, Label.OBJECTION, 9)
    reply = Node(2, Label.SAFEGUARD, 2, parent=5, accepted=True)
    link = Link(2, 1, Polarity.ATTACK)
    assert why(RAISED, other, reply, links=(link,)).status is Status.CONTESTED
    assert assessed(RAISED, other, reply, links=(link,)).status[5] is Status.ANSWERED
    by_voters = why(RAISED, other, accepted(2, Label.SAFEGUARD, 5)._replace(accepted=True), links=(link,))
    assert by_voters == Ruling(Status.ANSWERED, say("Enough voters accept a reply that deals with it."), (2,))


@pytest.mark.parametrize("polarity", Polarity)
def test_a_concession_grants_by_a_link_only_what_it_supports(polarity: Polarity) -> None:
    concession = Node(2, Label.CONCESSION, OWNER, parent=5)
    found = why(RAISED, Node(5, Label.OBJECTION, 9), concession, links=(Link(2, 1, polarity),))
    assert (found.status is Status.CONCEDED) is (polarity is Polarity.SUPPORT)


@pytest.mark.parametrize("polarity", Polarity)
def test_an_answer_to_a_question_answers_a_problem_by_a_link_only_if_it_attacks_it(polarity: Polarity) -> None:
    answer = accepted(2, Label.ANSWER, 5)
    found = why(RAISED, Node(5, Label.QUESTION, 9), answer, links=(Link(2, 1, polarity),))
    assert found.status is (Status.ANSWERED if polarity is Polarity.ATTACK else Status.OPEN)


def test_only_an_answer_answers_a_question() -> None:
    question = RAISED._replace(label=Label.QUESTION)
    rebuttal = accepted(2, Label.REBUTTAL, 5)
    assert (
        why(question, Node(5, Label.OBJECTION, 9), rebuttal, links=(Link(2, 1, Polarity.ATTACK),)).status is Status.OPEN
    )


def test_answers_to_a_question_that_attack_each_other_in_a_circle_are_told_as_such() -> None:
    answers = [accepted(id, Label.ANSWER, 1) for id in (2, 3)]
    links = (Link(2, 3, Polarity.ATTACK), Link(3, 2, Polarity.ATTACK))
    found = why(RAISED._replace(label=Label.QUESTION), *answers, links=links)
    assert found == Ruling(
        Status.CONTESTED, say("Accepted posts attack each other in a circle, so none decides it."), because=(2, 3)
    )


def test_a_concession_of_the_owner_counts_when_it_was_merged_into_somebody_elses() -> None:
    merged = Node(2, Label.CONCESSION, OWNER, parent=1, state=State.MERGED, merged_into=3)
    found = why(RAISED, merged, Node(3, Label.CONCESSION, 7, parent=1))
    assert found == Ruling(Status.CONCEDED, say("The proposal's author grants this point."), (3,))


@pytest.mark.parametrize("links", [(), (Link(2, 1, Polarity.SUPPORT),)])
def test_what_the_owner_conceded_of_another_point_is_not_put_into_their_mouth_by_a_merge(
    links: tuple[Link, ...],
) -> None:
    other = Node(5, Label.OBJECTION, 9)
    merged = Node(2, Label.CONCESSION, OWNER, parent=5, state=State.MERGED, merged_into=3)
    found = why(RAISED, other, merged, Node(3, Label.CONCESSION, 7, parent=1), links=links)
    assert found.status is (Status.CONCEDED if links else Status.OPEN)


def test_what_others_conceded_by_a_link_is_not_put_into_the_owners_mouth_by_a_merge() -> None:
    other = Node(5, Label.OBJECTION, 9)
    owners = Node(3, Label.CONCESSION, OWNER, parent=5)
    merged = Node(2, Label.CONCESSION, 7, parent=5, state=State.MERGED, merged_into=3)
    links = (Link(2, 1, Polarity.SUPPORT),)
    assert why(RAISED, other, owners, merged, links=links).status is Status.OPEN
    assert assessed(RAISED, other, owners, merged, links=links).status[5] is Status.CONCEDED


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


def test_two_accepted_answers_that_attack_each_other_leave_the_point_undecided() -> None:
    one, other = accepted(2, Label.SAFEGUARD, 1), accepted(3, Label.SAFEGUARD, 1)
    links = (Link(2, 3, Polarity.ATTACK), Link(3, 2, Polarity.ATTACK))
    found = assessed(RAISED, one, other, links=links)
    assert {node.extent for node in found.graph.nodes.values()} == {Extent.UNDECIDED}
    ruled = why(RAISED, one, other, links=links)
    assert ruled == Ruling(
        Status.CONTESTED, say("Accepted posts attack each other in a circle, so none decides it."), because=(2, 3)
    )


def test_an_answer_outside_of_the_circle_decides_all_the_same() -> None:
    rivals = [accepted(id, Label.SAFEGUARD, 1) for id in (2, 3)]
    links = (Link(2, 3, Polarity.ATTACK), Link(3, 2, Polarity.ATTACK))
    assert why(RAISED, *rivals, accepted(4, Label.REBUTTAL, 1), links=links).because == (4,)


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
    for id, status in found.status.items():
        ruled = Judge(found.graph, OWNER).ruling(id)
        assert ruled is not None
        assert ruled.status is status
        assert str(ruled.reason).endswith(".")
        assert bool(ruled.because) is (status is not Status.OPEN)
        replies = set(found.graph.acting_on(id))
        assert set(ruled.because) & replies or not ruled.because
        assert set(ruled.because) <= replies.union(*(found.graph.acting_on(reply) for reply in replies))
        if status is Status.ANSWERED:
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


def claimed(holds: int = 0, fails: int = 0, raiser: bool | None = None, revision: int = 2) -> Node:
    return RAISED._replace(claim=Claim(revision, holds, fails, raiser))


def test_a_claim_that_nobody_confirmed_addresses_and_resolves_nothing() -> None:
    claim = why(claimed())
    assert (claim.status, str(claim.reason)) == (
        Status.ADDRESSED,
        "Revision 2 claims to deal with it. Nobody has confirmed that yet.",
    )
    assert status(claimed(holds=QUORUM - 1)) is Status.ADDRESSED


def test_the_person_who_raised_it_or_more_of_enough_voters_resolve_it() -> None:
    assert status(claimed(holds=1, raiser=True)) is Status.RESOLVED
    assert status(claimed(holds=1, fails=5, raiser=True)) is Status.RESOLVED
    assert status(claimed(holds=2, fails=1)) is Status.RESOLVED
    assert status(claimed(holds=2, fails=2)) is Status.ADDRESSED
    confirmed = why(claimed(holds=QUORUM)).reason
    assert str(confirmed) == "3 of the 3 people who judged it say that revision 2 deals with it."


def test_a_claim_that_is_denied_leaves_the_point_as_the_replies_have_it() -> None:
    for denied in (claimed(fails=1, raiser=False), claimed(holds=1, fails=2)):
        assert status(denied) is Status.OPEN
        assert status(denied, accepted(2, Label.REBUTTAL, 1)) is Status.ANSWERED
    assert status(claimed(holds=3, fails=1, raiser=False)) is Status.RESOLVED


def test_a_claim_comes_before_what_replies_say() -> None:
    granted = Node(2, Label.CONCESSION, OWNER, parent=1)
    assert status(claimed(), granted) is Status.ADDRESSED
    assert status(claimed(), accepted(3, Label.SAFEGUARD, 1)) is Status.ADDRESSED


def test_the_latest_claim_about_a_point_or_its_merged_twin_counts() -> None:
    twin = Node(2, Label.OBJECTION, 2, state=State.MERGED, merged_into=1, claim=Claim(3, 1, 0, True))
    assert status(claimed(fails=1, raiser=False), twin) is Status.RESOLVED
    assert status(claimed(revision=4), twin) is Status.ADDRESSED
