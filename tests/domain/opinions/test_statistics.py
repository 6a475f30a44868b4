"""The formulas for given groups, against the vectors and against plain arithmetic on the votes of conversations."""

from __future__ import annotations

from collections import Counter
from itertools import product
from math import prod, sqrt
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.opinions import descriptions as opinions
from deliberate.domain.opinions.ballots import VoteTable
from deliberate.domain.opinions.descriptions import LISTED, TYPICAL, describe
from deliberate.domain.opinions.statistics import (
    Tallies,
    group_informed_consensus,
    probability,
    probability_test,
    ratio,
    ratio_test,
    representativeness,
)
from tests import polis_site

AGREE, DISAGREE = 1, -1
Cast = Counter[tuple[int, int, int]]


class Plain:
    """The formulas as they are written, one post and group at a time, from a count of (group, post, vote)."""

    def __init__(self, cast: Cast, groups: int) -> None:
        self.cast, self.groups = cast, groups

    def counts(self, group: int, post: int, vote: int) -> tuple[int, int, int, int]:
        """A and S of the group, and of all others."""
        some = [self.cast[one, post, vote] for one in range(self.groups)]
        seen = [sum(self.cast[one, post, any_] for any_ in (1, 0, -1)) for one in range(self.groups)]
        return some[group], seen[group], sum(some) - some[group], sum(seen) - seen[group]

    def probability(self, group: int, post: int, vote: int) -> float:
        a, s, _, _ = self.counts(group, post, vote)
        return (a + 1) / (s + 2)

    def probability_test(self, group: int, post: int, vote: int) -> float:
        a, s, _, _ = self.counts(group, post, vote)
        return 2 * sqrt(s + 1) * ((a + 1) / (s + 1) - 1 / 2)

    def ratio(self, group: int, post: int, vote: int) -> float:
        _, _, a_rest, s_rest = self.counts(group, post, vote)
        return self.probability(group, post, vote) / ((a_rest + 1) / (s_rest + 2))

    def ratio_test(self, group: int, post: int, vote: int) -> float:
        a, s, a_rest, s_rest = self.counts(group, post, vote)
        x1, n1, x2, n2 = a + 1, s + 1, a_rest + 1, s_rest + 1
        p = (x1 + x2) / (n1 + n2)
        # Where all of both do so, one added to each count gives a share of 1.
        return 0 if p == 1 else (x1 / n1 - x2 / n2) / sqrt(p * (1 - p) * (1 / n1 + 1 / n2))

    def direction(self, group: int, post: int) -> int:
        return AGREE if self.ratio_test(group, post, AGREE) > self.ratio_test(group, post, DISAGREE) else DISAGREE

    def score(self, group: int, post: int) -> float:
        at = (group, post, self.direction(group, post))
        return self.ratio(*at) * self.ratio_test(*at) * self.probability(*at) * self.probability_test(*at)

    def is_typical(self, group: int, post: int) -> bool:
        at = (group, post, self.direction(group, post))
        return self.ratio_test(*at) > 1.2816 and self.probability_test(*at) > 1.2816

    def consensus(self, post: int, vote: int = AGREE) -> float:
        product_ = prod(self.probability(group, post, vote) for group in range(self.groups))
        return float(product_ ** (1 / self.groups))

    def common_ground(self) -> list[tuple[tuple[int, bool], float]]:
        """(Post, whether all agree) and its score: of what enough of each group voted on, what all of them tend to and
        all together beyond chance, the highest score first."""
        found = []
        for post, vote in product(sorted({post for _, post, _ in self.cast}), (AGREE, DISAGREE)):
            of_each = [self.counts(group, post, vote) for group in range(self.groups)]
            a, s, a_rest, s_rest = of_each[0]
            test = 2 * sqrt(s + s_rest + 1) * ((a + a_rest + 1) / (s + s_rest + 1) - 1 / 2)
            if test > 1.2816 and all(seen >= 5 and (some + 1) / (seen + 2) > 1 / 2 for some, seen, _, _ in of_each):
                found.append(((post, vote == AGREE), self.consensus(post, vote)))
        return sorted(found, key=lambda said: (-round(said[1], 12), said[0][0]))

    def division(self) -> list[int]:
        """Of the groups of which enough voted on a post one tends to agree and one to disagree; the greatest less the
        least probability of agreeing orders them."""
        found = []
        for post in sorted({post for _, post, _ in self.cast}):
            some = [group for group in range(self.groups) if self.counts(group, post, AGREE)[1] >= 5]
            agree = [self.probability(group, post, AGREE) for group in some]
            disagree = [self.probability(group, post, DISAGREE) for group in some]
            if any(one > 1 / 2 for one in agree) and any(one > 1 / 2 for one in disagree):
                found.append((min(agree) - max(agree), post))
        return [post for _, post in sorted(found)]


def published(conversation: str) -> tuple[VoteTable, dict[int, int], Plain]:
    file = polis_site.votes_of(conversation)
    votes, groups = file.votes, file.groups
    each = zip(votes.person.tolist(), votes.post.tolist(), votes.value.tolist(), strict=True)
    cast = Counter(
        (groups[votes.people[person]], votes.posts[post], value)
        for person, post, value in each
        if votes.people[person] in groups
    )
    return votes, groups, Plain(cast, max(groups.values()) + 1)


def test_probability_test() -> None:
    assert probability_test(np.array([9, 15]), np.array([10, 16])) == pytest.approx([2.7136, 3.6380], abs=5e-5)


def test_group_informed_consensus_is_the_root_of_the_product() -> None:
    agree, seen = np.array([[18, 18], [4, 27]]), np.array([[20, 20], [30, 30]])
    assert group_informed_consensus(agree, seen) ** 2 == pytest.approx([0.1349, 0.7557], abs=5e-5)


@pytest.mark.parametrize("conversation", polis_site.over_conversations(*polis_site.PLANTED, *polis_site.REAL))
def test_each_formula_of_the_published_groups_is_what_plain_arithmetic_gives(conversation: str) -> None:
    votes, groups, plain = published(conversation)
    tallies = Tallies.of(votes, np.array([groups.get(person, -1) for person in votes.people]), plain.groups)
    seen, found = tallies.seen, representativeness(tallies)
    computed = {
        (formula, vote): formula(some, seen)
        for vote, some in ((AGREE, tallies.agree), (DISAGREE, tallies.disagree))
        for formula in (probability, probability_test, ratio, ratio_test)
    }
    for group, (index, post) in product(range(plain.groups), enumerate(votes.posts)):
        for (formula, vote), values in computed.items():
            expected = getattr(plain, formula.__name__)(group, post, vote)
            assert values[group, index] == pytest.approx(expected, abs=1e-6)
        assert found.score[group, index] == pytest.approx(plain.score(group, post), abs=1e-6)
        assert found.significant[group, index] == plain.is_typical(group, post)


@pytest.mark.parametrize("conversation", polis_site.over_conversations(*polis_site.PLANTED, *polis_site.REAL))
def test_what_is_said_of_the_published_groups_is_what_plain_arithmetic_gives(conversation: str) -> None:
    votes, groups, plain = published(conversation)
    found = describe(votes, groups)
    for post in votes.posts:
        assert found.consensus[post] == pytest.approx(plain.consensus(post), abs=1e-6)
    for group, post in product(range(plain.groups), votes.posts):
        cast = tuple(plain.cast[group, post, vote] for vote in (1, 0, -1))
        assert found.counts.get((group, post)) == (cast if any(cast) else None)
    for group in range(plain.groups):
        best = sorted(
            (post for post in votes.posts if plain.is_typical(group, post) and (group, post) in found.counts),
            key=lambda post: (-plain.score(group, post), post),
        )[:TYPICAL]
        said = found.typical[group]
        assert [one.post for one in said] == best
        assert [one.agrees for one in said] == [plain.direction(group, post) == AGREE for post in best]
        assert [one.score for one in said] == pytest.approx([plain.score(group, post) for post in best], abs=1e-6)
    shared, divides = plain.common_ground(), plain.division()
    assert len(shared) > LISTED < len(divides)
    assert [(one.post, one.agrees) for one in found.common_ground] == [said for said, _ in shared[:LISTED]]
    scores = [score for _, score in shared[:LISTED]]
    assert [one.score for one in found.common_ground] == pytest.approx(scores, abs=1e-6)
    assert list(found.division) == divides[:LISTED]


@pytest.mark.parametrize("seed", range(4))
def test_what_three_groups_share_and_what_divides_them_is_what_plain_arithmetic_gives(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where on many posts fewer than five of a group have voted."""
    monkeypatch.setattr(opinions, "LISTED", 100)
    random = np.random.default_rng(seed)
    groups = {person: person % 3 for person in range(36)}
    of_person = [*groups.values()]
    leaning, voting = random.choice([-1.2, 0.0, 1.2], (3, 300)), random.uniform(0.2, 1, (3, 300))
    values = np.clip(np.rint(random.normal(leaning[of_person])), DISAGREE, AGREE).astype(int)
    voted = np.argwhere(random.random(values.shape) < voting[of_person]).tolist()
    cast = [(person, post, int(values[person, post])) for person, post in voted]
    found, plain = describe(VoteTable.of(cast), groups), Plain(Counter((groups[who], *vote) for who, *vote in cast), 3)
    shared = {(one.post, one.agrees): one.score for one in found.common_ground}
    assert shared == pytest.approx(dict(plain.common_ground()), abs=1e-6)
    assert {agrees for _, agrees in shared} == {True, False}
    assert list(shared.values()) == sorted(shared.values(), reverse=True)
    assert list(found.division) == plain.division() != []


votes_on_posts = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 6), st.sampled_from([1, 0, -1])),
    max_size=120,
    unique_by=lambda vote: vote[:2],
)


@given(votes_on_posts, st.randoms(use_true_random=False))
def test_statistics_are_in_their_ranges_and_do_not_depend_on_the_order_of_votes(
    cast: list[tuple[int, int, int]], random: Random
) -> None:
    groups = {person: person % 3 for person in range(31)}
    mixed = list(cast)
    random.shuffle(mixed)
    found = describe(VoteTable.of(cast), groups)
    assert describe(VoteTable.of(mixed), groups) == found
    assert all(0 < value < 1 for value in found.consensus.values())
    assert all(0.5 < one.score < 1 for one in found.common_ground)
    assert all(one.score > 0 for typical in found.typical.values() for one in typical)
    assert not set(found.division) & {one.post for one in found.common_ground}


def test_who_is_in_no_group_is_not_counted() -> None:
    votes = VoteTable.of([(1, 5, 1), (2, 5, -1), (3, 5, 0), (4, 5, 1)])
    tallies = Tallies.of(votes, np.array([0, 1, 1, -1]), 2)
    assert (tallies.agree.tolist(), tallies.passes.tolist(), tallies.disagree.tolist()) == (
        [[1], [0]], [[0], [1]], [[0], [1]],
    )  # fmt: skip


def test_a_group_too_small_to_describe_counts_for_nothing() -> None:
    cast = [(person, post, 1 if (person < 10) == (post < 3) else -1) for person in range(20) for post in range(6)]
    few = [(person, post, 0) for person in range(20, 24) for post in range(6)]
    groups = {person: person // 10 for person in range(24)}
    assert describe(VoteTable.of(cast + few), groups) == describe(VoteTable.of(cast), groups)
