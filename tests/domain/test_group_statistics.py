"""The formulas for given groups, against the vectors and against plain arithmetic on real votes."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from deliberate.domain.group_statistics import (
    Tallies,
    group_informed_consensus,
    probability,
    probability_test,
    ratio,
    ratio_test,
    representativeness,
)
from tests import polis_site


def test_probability_test() -> None:
    assert probability_test(np.array([9, 15]), np.array([10, 16])) == pytest.approx([2.7136, 3.6380], abs=5e-5)


def test_group_informed_consensus_is_the_root_of_the_product() -> None:
    agree, seen = np.array([[18, 18], [4, 27]]), np.array([[20, 20], [30, 30]])
    assert group_informed_consensus(agree, seen) ** 2 == pytest.approx([0.1349, 0.7557], abs=5e-5)


@pytest.mark.parametrize("conversation", ["canadian-electoral-reform", "scoop-hivemind.taxes"])
def test_the_statistics_of_the_published_groups_are_what_plain_arithmetic_gives(conversation: str) -> None:
    file = polis_site.votes_of(conversation)
    votes = file.votes
    group = np.array([file.groups.get(person, -1) for person in votes.people])[votes.person]
    used = group >= 0
    posts = len(votes.posts)
    tallies = Tallies.of(group[used], votes.post[used], votes.value[used], 2, posts)
    found = representativeness(tallies)
    for post in range(0, posts, 7):
        for own in (0, 1):
            one = votes.value[used & (group == own) & (votes.post == post)].tolist()
            rest = votes.value[used & (group == 1 - own) & (votes.post == post)].tolist()
            s, s_rest = len(one), len(rest)
            tests, scores = {}, {}
            for vote, counts in ((1, tallies.agree), (-1, tallies.disagree)):
                a, a_rest = one.count(vote), rest.count(vote)
                p = (a + a_rest + 2) / (s + s_rest + 2)
                spread = sqrt(max(p * (1 - p), 0) * (1 / (s + 1) + 1 / (s_rest + 1)))
                tests[vote] = ((a + 1) / (s + 1) - (a_rest + 1) / (s_rest + 1)) / spread if spread else 0.0
                alone = 2 * sqrt(s + 1) * ((a + 1) / (s + 1) - 0.5)
                times = ((a + 1) / (s + 2)) / ((a_rest + 1) / (s_rest + 2))
                scores[vote] = times * tests[vote] * (a + 1) / (s + 2) * alone
                assert ratio_test(counts, tallies.seen)[own, post] == pytest.approx(tests[vote], abs=1e-6)
                assert ratio(counts, tallies.seen)[own, post] == pytest.approx(times, abs=1e-6)
                assert probability(counts, tallies.seen)[own, post] == pytest.approx((a + 1) / (s + 2), abs=1e-6)
                assert probability_test(counts, tallies.seen)[own, post] == pytest.approx(alone, abs=1e-6)
            best = 1 if tests[1] > tests[-1] else -1
            assert found.agrees[own, post] == (best == 1)
            assert found.score[own, post] == pytest.approx(scores[best], abs=1e-6)
