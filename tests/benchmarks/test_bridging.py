"""How long bridging takes for a million votes, and how that grows."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.benchmark

# Two camps; a few people and posts have most of the votes, as on real sites.
CHILD = """
import resource, sys, time
import numpy as np
from deliberate.domain.ballots import VoteTable
from deliberate.domain.bridging import bridge

count, people, posts = map(int, sys.argv[1:])
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
votes = VoteTable(range(people), range(posts), person.astype(np.int32), post.astype(np.int32), value.astype(np.int8))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begin = time.perf_counter()
found = bridge(votes)
seconds = time.perf_counter() - begin
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(len(pairs), len(np.unique(person)), len(np.unique(post)), seconds, before / 1024, after / 1024, found.loss)
"""


def measured(votes: int, people: int, posts: int) -> list[float]:
    """Votes, people, posts, seconds, MiB before and at most, loss; in a process of its own."""
    said = subprocess.run(
        [sys.executable, "-c", CHILD, str(votes), str(people), str(posts)], capture_output=True, text=True, check=True
    )
    return [float(word) for word in said.stdout.split()]


def test_a_million_votes_take_less_than_half_a_minute() -> None:
    rows = [measured(100_000, 5_000, 1_000), measured(300_000, 10_000, 2_000), measured(1_000_000, 20_000, 4_000)]
    print(f"\n{'votes':>9} {'people':>7} {'posts':>6} {'seconds':>8} {'MiB':>5} {'before':>7} {'loss':>8}")
    for votes, people, posts, seconds, before, most, loss in rows:
        print(f"{votes:9.0f} {people:7.0f} {posts:6.0f} {seconds:8.2f} {most:5.0f} {before:7.0f} {loss:8.5f}")
    print(f"ten times the votes: {rows[-1][3] / rows[0][3]:.1f} times the seconds")
    assert rows[-1][3] < 30
