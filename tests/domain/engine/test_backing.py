"""One voice per person: what votes put behind replies."""

from __future__ import annotations

from functools import reduce
from operator import add
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.engine.backing import Edge, backings, backings_by, edges_into
from deliberate.domain.engine.standing import edge_weights, standings
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.nodes import VOICE, Backing, Link, Node, State
from deliberate.domain.opinions.ballots import VoteTable
from tests.domain.engine.points import post
from tests.steps import lines_run

# By person and post: 1 agrees, 0 passes, -1 disagrees.
Votes = dict[tuple[int, int], int]


def table(votes: Votes) -> VoteTable:
    return VoteTable.of((person, post, value) for (person, post), value in votes.items())


def behind(graph: Graph, votes: Votes) -> dict[Edge, Backing]:
    return backings(graph, table(votes), edges_into(graph, graph.unmerged()))


def with_votes(graph: Graph, votes: Votes) -> Graph:
    """The counts of the posts, and what the votes put behind replies to their parents."""
    found = behind(graph, votes)

    def voted(node: Node) -> Node:
        agree, disagree = (sum(on == node.id and value == vote for (_, on), value in votes.items()) for vote in (1, -1))
        return node._replace(agree=agree, disagree=disagree, backing=found.get((node.id, node.parent or 0)))

    return Graph(map(voted, graph.nodes.values()), graph.links)


def flood(accounts: int, supports: int = 50) -> tuple[Graph, Votes]:
    """A hundred people vote on a claim, 10 to 90. Further accounts post supports in turn and agree with all others'."""
    votes = {(person, 1): 1 if person <= 10 else -1 for person in range(1, 101)}
    replies = [Node(1000 + n, Label.SUPPORT, 101 + n % accounts, parent=1) for n in range(supports)]
    people = range(101, 101 + accounts)
    votes |= {(person, reply.id): 1 for reply in replies for person in people if person != reply.author}
    return Graph([Node(1, Label.OBJECTION, 1001), *replies]), votes


@pytest.mark.parametrize(
    ("accounts", "energy", "standing"), [(4, 0.2381, 0.1557), (10, 0.8021, 0.4571), (20, 1.7399, 0.7785)]
)
def test_fifty_supports_by_few_accounts_weigh_as_those_few_do(accounts: int, energy: float, standing: float) -> None:
    graph = with_votes(*flood(accounts))
    supports = graph.replies(1)
    assert {reply.agree for reply in supports} == {accounts - 1}
    found = standings(graph)
    forces = [weight * (2 * found[reply].value - 1) for reply, weight in edge_weights(graph, 1).items()]
    assert sum(forces) == pytest.approx(energy, abs=5e-5)
    assert sum(forces) < accounts / 10
    assert found[1].value == pytest.approx(standing, abs=5e-5)


@pytest.mark.parametrize("accounts", [4, 10, 20])
def test_everybody_has_one_voice(accounts: int) -> None:
    """But for what is cut off where it is divided by more than twenty, which is less than one part in a million."""
    found = behind(*flood(accounts))
    assert sum(backing.voice for backing in found.values()) / VOICE == pytest.approx(accounts, abs=1e-6)


def test_up_to_twenty_replies_a_voice_is_divided_without_rest() -> None:
    for replies in range(1, 21):
        graph = Graph([post(1, Label.OBJECTION), *(post(n, Label.SUPPORT, 1) for n in range(2, replies + 2))])
        found = behind(graph, {(7, n): 1 for n in range(2, replies + 2)})
        assert sum(backing.voice for backing in found.values()) == VOICE


def test_a_voice_is_divided_among_replies_that_do_the_same_to_the_same_post() -> None:
    graph = Graph(
        [
            post(1, Label.OBJECTION),
            *(post(id, Label.SUPPORT, 1) for id in (2, 3)),
            post(4, Label.REBUTTAL, 1),
            post(5, Label.OBJECTION),
            post(6, Label.SUPPORT, 5),
        ]
    )
    found = behind(graph, {(7, id): 1 for id in (2, 3, 4, 6)})
    assert {edge: backing.voice / VOICE for edge, backing in found.items()} == {
        (2, 1): 0.5,
        (3, 1): 0.5,
        (4, 1): 1,
        (6, 5): 1,
    }


def test_who_disagrees_or_passes_has_no_voice_and_thins_out_nobody_elses() -> None:
    graph = Graph([post(1, Label.OBJECTION), *(post(id, Label.SUPPORT, 1) for id in (2, 3))])
    friends = {(person, 3): value for person, value in zip(range(20, 30), [-1, 0] * 5, strict=True)}
    for votes in ({(7, 2): 1, (7, 3): -1}, {(7, 2): 1, (7, 3): 0}, {(7, 2): 1, **friends}):
        found = behind(graph, votes)
        assert (found[2, 1].voice, found[3, 1].voice) == (VOICE, 0)


def test_a_link_has_its_part_of_a_voice_like_a_reply_and_each_thing_it_acts_on_a_voice_of_its_own() -> None:
    nodes = [post(1, Label.OBJECTION), post(2, Label.REBUTTAL, 1), post(3, Label.OBJECTION), post(4, Label.REBUTTAL, 3)]
    graph = Graph(nodes, [Link(4, 1, Polarity.ATTACK)])
    found = behind(graph, {(7, 2): 1, (7, 4): 1})
    assert {edge: backing.voice / VOICE for edge, backing in found.items()} == {(2, 1): 0.5, (4, 1): 0.5, (4, 3): 1}
    supports = behind(Graph(nodes, [Link(4, 1, Polarity.SUPPORT)]), {(7, 2): 1, (7, 4): 1})
    assert (supports[2, 1].voice, supports[4, 1].voice) == (VOICE, VOICE)


def test_replies_that_nobody_can_read_take_no_part_of_a_voice() -> None:
    hidden = post(3, Label.SUPPORT, 1)._replace(state=State.HIDDEN)
    found = behind(Graph([post(1, Label.OBJECTION), post(2, Label.SUPPORT, 1), hidden]), {(7, 2): 1, (7, 3): 1})
    assert found == {(2, 1): Backing(VOICE)}


def test_those_who_hold_a_point_are_a_side_of_their_own() -> None:
    graph = Graph([post(1, Label.OBJECTION), post(2, Label.SAFEGUARD, 1)])
    held = {(person, 1): 1 for person in range(1, 6)} | {(person, 1): -1 for person in range(6, 9)}
    votes = held | {(1, 2): 1, (2, 2): -1, (3, 2): -1, (4, 2): 0, (6, 2): 1, (7, 2): -1, (99, 2): 1}
    assert behind(graph, votes) == {(2, 1): Backing(3 * VOICE, agree=1, disagree=2)}


def test_of_a_concession_those_who_deny_the_point_are() -> None:
    graph = Graph([post(1, Label.OBJECTION), post(2, Label.CONCESSION, 1)])
    held = {(person, 1): 1 for person in range(1, 6)} | {(person, 1): -1 for person in range(6, 9)}
    votes = held | {(1, 2): 1, (2, 2): -1, (6, 2): 1, (7, 2): -1, (8, 2): -1, (99, 2): -1}
    assert behind(graph, votes) == {(2, 1): Backing(2 * VOICE, agree=1, disagree=2)}


def test_without_votes_nothing_stands_behind_a_reply() -> None:
    graph = Graph([post(1, Label.OBJECTION), post(2, Label.SAFEGUARD, 1)])
    assert behind(graph, {}) == behind(graph, {(7, 99): 1}) == {(2, 1): Backing()}
    assert backings(graph, table({(7, 2): 1}), []) == {}


def test_where_it_is_not_known_all_voters_are_different() -> None:
    graph = Graph([post(1, Label.OBJECTION), post(2, Label.SAFEGUARD, 1, 4, 3)])
    assert graph.backing(2, 1) == Backing(4 * VOICE)


PEOPLE = range(1, 9)


def drawn(random: Random) -> tuple[Graph, Votes]:
    """Many replies to few posts, with links between any two."""
    labels = [Label.OBJECTION, Label.SUPPORT, Label.REBUTTAL, Label.CONCESSION, Label.SAFEGUARD]
    nodes = [post(1, Label.OBJECTION)]
    for id in range(2, random.randrange(3, 40)):
        nodes.append(post(id, random.choice(labels), random.choice([1, 1, 1, id - 1, random.randrange(1, id)])))
    ids = [node.id for node in nodes]
    pairs = (random.sample(ids, 2) for _ in range(len(ids) // 4))
    links = [Link(source, target, random.choice(list(Polarity))) for source, target in pairs]
    votes = {(person, id): random.choice((1, 1, 0, -1)) for person in PEOPLE for id in ids if random.random() < 0.6}
    return Graph(nodes, links), votes


def of(person: int, votes: Votes) -> Votes:
    return {vote: value for vote, value in votes.items() if vote[0] == person}


@given(st.integers(0, 10**6))
def test_what_stands_behind_a_reply_is_the_sum_over_single_people(seed: int) -> None:
    """Exactly, however many replies a voice is divided among."""
    graph, votes = drawn(Random(seed))
    apart = [behind(graph, of(person, votes)) for person in PEOPLE]
    together = behind(graph, votes)
    assert together == {edge: reduce(add, (one[edge] for one in apart)) for edge in together}
    for person, one in zip(PEOPLE, apart, strict=True):
        own = {post: value for (who, post), value in votes.items() if who == person}
        assert backings_by(graph, own, list(one)) == one


@given(st.integers(0, 10**6))
def test_a_change_is_what_one_person_adds_after_it_less_what_they_added_before(seed: int) -> None:
    random = Random(seed)
    graph, votes = drawn(random)
    person = random.choice(PEOPLE)
    changed = votes | {(person, id): random.choice((1, 0, -1)) for id in random.sample(list(graph.nodes), 2)}
    was, now = behind(graph, of(person, votes)), behind(graph, of(person, changed))
    found = {edge: backing - was[edge] + now[edge] for edge, backing in behind(graph, votes).items()}
    assert found == behind(graph, changed)
    gone = {vote: value for vote, value in votes.items() if vote[0] != person}
    assert {edge: backing - was[edge] for edge, backing in behind(graph, votes).items()} == behind(graph, gone)


@given(st.integers(0, 10**6))
def test_it_is_what_the_definition_says(seed: int) -> None:
    graph, votes = drawn(Random(seed))
    found = behind(graph, votes)
    for reply, acted_on in edges_into(graph, graph.unmerged()):
        acting = graph.acting_on(acted_on)
        same = [id for id, polarity in acting.items() if polarity is acting[reply]]
        voice = sum(
            round(VOICE / sum(votes.get((person, id)) == 1 for id in same))
            for person in PEOPLE
            if votes.get((person, reply)) == 1
        )
        grants = graph.nodes[reply].label is Label.CONCESSION and acting[reply] is Polarity.SUPPORT
        hold = -1 if grants else 1
        holders = [person for person in PEOPLE if votes.get((person, acted_on)) == hold]
        agree, disagree = (sum(votes.get((person, reply)) == vote for person in holders) for vote in (1, -1))
        assert found[reply, acted_on] == Backing(voice, agree, disagree)


@given(st.integers(0, 10**6), st.sampled_from([1, -1]))
def test_what_acts_on_one_post_is_found_without_the_rest(seed: int, order: int) -> None:
    graph, votes = drawn(Random(seed))
    whole = behind(graph, votes)
    edges = edges_into(graph, [1])[::order]
    assert backings(graph, table(votes), edges) == {edge: whole[edge] for edge in edges}


def test_ten_times_the_replies_to_a_post_take_ten_times_the_steps() -> None:
    def steps(replies: int) -> int:
        graph, votes = flood(accounts=4, supports=replies)
        counted, edges = table(votes), edges_into(graph, [1])
        return lines_run(lambda: backings(graph, counted, edges))

    assert steps(3000) < 11 * steps(300)
