"""Seconds and memory of bridging for up to a million votes, and how they grow."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.benchmarks.processes import PEAK, medians, run

pytestmark = pytest.mark.benchmark

# Two camps; a few people and posts have most of the votes, as on real sites. Made by another process than the one that
# is measured.
PLANT = """
import sys
import numpy as np

count, people, posts = map(int, sys.argv[1:4])
random = np.random.default_rng(1)
def drawn(many):
    share = random.pareto(1.5, many) + 0.2
    return random.choice(many, 2 * count, p=share / share.sum())
pairs = np.unique(drawn(people) * posts + drawn(posts))
pairs = random.permutation(pairs)[:count]
person, post = pairs // posts, pairs % posts
camp, side, liked = (random.choice(among, many) for among, many in (([-1, 1], people), ([-1, 0, 1], posts),
                                                                    ([-1, 1], posts)))
chance = 0.5 + 0.35 * camp[person] * side[post] + 0.25 * (side[post] == 0) * liked[post]
value = np.where(random.random(len(pairs)) < 0.15, 0, np.where(random.random(len(pairs)) < chance, 1, -1))
for name, array in (("person", person.astype(np.int32)), ("post", post.astype(np.int32)),
                    ("value", value.astype(np.int8))):
    np.save(f"{sys.argv[4]}/{name}.npy", array)
print(len(pairs), len(np.unique(person)), len(np.unique(post)))
"""

OURS = (
    PEAK
    + """
import sys, time
import numpy as np
from deliberate.domain.opinions.ballots import VoteTable
from deliberate.domain.opinions.bridging import bridge

person, post, value = (np.load(f"{sys.argv[1]}/{name}.npy") for name in ("person", "post", "value"))
votes = VoteTable(range(person.max() + 1), range(post.max() + 1), person, post, value)
before, begin = peak(), time.perf_counter()
found = bridge(votes)
print(time.perf_counter() - begin, before, peak(), found.loss)
"""
)


class Measured(NamedTuple):
    """Seconds of the computation, MiB before it and at most, and the minimum it found."""

    seconds: float
    before: float
    most: float
    loss: float


def test_a_million_votes_take_less_than_half_a_minute_and_400_mib(tmp_path: Path) -> None:
    """And less than ten times as long as a tenth of them: the more votes there are, the fewer starts are tried."""
    print(f"\n{'votes':>9} {'people':>7} {'posts':>6} {'seconds':>8} {'MiB':>5} {'before':>7} {'loss':>8}")
    found = []
    for shape in ((100_000, 5_000, 1_000), (300_000, 10_000, 2_000), (1_000_000, 20_000, 4_000)):
        votes, people, posts = run(sys.executable, PLANT, *shape, tmp_path)
        one = Measured(*medians(sys.executable, OURS, tmp_path))
        found.append(one)
        size = f"{votes:9,.0f} {people:7,.0f} {posts:6,.0f}"
        print(f"{size} {one.seconds:8.2f} {one.most:5.0f} {one.before:7.0f} {one.loss:8.5f}", flush=True)
    print(f"ten times the votes: {found[-1].seconds / found[0].seconds:.1f} times the seconds")
    assert found[-1].seconds < 30
    assert found[-1].most <= 400
    assert found[-1].seconds <= 10 * found[0].seconds
