"""Opinion groups of 10,000 people and 500 posts beside red-dwarf 0.4.0, and how ours grow to ten times the votes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from tests import polis_site
from tests.benchmarks import peers
from tests.benchmarks.processes import PEAK, medians, run
from tests.polis import adjusted_rand, compared

pytestmark = pytest.mark.benchmark

# Three groups. Some people vote on nearly everything, some on a handful; eight in ten votes are as their group's taste.
# The votes come post by post, as from the database. They are made by another process than the one that is measured.
PLANT = """
import sys
import numpy as np

people, posts, density = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
random = np.random.default_rng(1)
group = random.integers(0, 3, people)
taste = random.choice(np.array([-1, 1], dtype=np.int8), (3, posts))
share = random.beta(2 * density, 2 - 2 * density, people).astype(np.float32)
parts = []
for at in range(0, people, 2_000):
    own = share[at : at + 2_000, None]
    person, post = np.nonzero(random.random((len(own), posts), dtype=np.float32) < own)
    person += at
    chance = random.random(len(person), dtype=np.float32)
    value = taste[group[person], post] * np.select([chance < 0.1, chance < 0.28], [0, -1], 1)
    parts.append((person.astype(np.int32), post.astype(np.int32), value.astype(np.int8)))
person, post, value = (np.concatenate(one) for one in zip(*parts))
order = np.argsort(post, kind="stable")
for name, array in (("person", person[order]), ("post", post[order]), ("value", value[order]), ("planted", group)):
    np.save(f"{sys.argv[4]}/{name}.npy", array)
"""

OURS = (
    PEAK
    + """
import sys, time
import numpy as np
import deliberate.domain.opinions.groups as opinions
from deliberate.domain.opinions import dividing
from deliberate.domain.opinions.ballots import VoteTable

class Timed(dividing.Halves):
    seconds = 0.0

def timed(method):
    def run(*arguments):
        begin = time.perf_counter()
        found = method(*arguments)
        Timed.seconds += time.perf_counter() - begin
        return found
    return run

for name in ("__init__", "agreement", "by_chance"):
    setattr(Timed, name, timed(getattr(dividing.Halves, name)))
dividing.Halves = Timed

person, post, value = (np.load(f"{sys.argv[1]}/{name}.npy") for name in ("person", "post", "value"))
votes = VoteTable(range(len(np.load(f"{sys.argv[1]}/planted.npy"))), range(post.max() + 1), person, post, value)
before, begin = peak(), time.perf_counter()
found = opinions.find_groups(votes)
seconds, most = time.perf_counter() - begin, peak()
label = np.full(person.max() + 1, -1)
for group in found.groups:
    label[list(group.people)] = group.number
np.save(sys.argv[2], label)
print(seconds, before, most, Timed.seconds)
"""
)

# It takes a list of dictionaries; making that is not counted. The numbers of threads are what each finds.
THEIRS = (
    PEAK
    + """
import sys, time
import numpy as np
from reddwarf.implementations.polis import run_pipeline

person, post, value = (np.load(f"{sys.argv[1]}/{name}.npy").tolist() for name in ("person", "post", "value"))
votes = [{"participant_id": a, "statement_id": b, "vote": c} for a, b, c in zip(person, post, value)]
people = max(person) + 1
del person, post, value
before, begin = peak(), time.perf_counter()
found = run_pipeline(votes=votes, random_state=1)
seconds, most = time.perf_counter() - begin, peak()
label = np.full(people, -1)
chosen = found.participants_df["cluster_id"].dropna()
label[chosen.index.to_numpy()] = chosen.to_numpy(dtype=int)
np.save(sys.argv[2], label)
print(seconds, before, most, 0.0)
"""
)


class Measured(NamedTuple):
    """Seconds of the computation, MiB before it and at most, how many of the seconds were for comparing halves of the
    posts, and how alike the groups are to the planted ones."""

    seconds: float
    before: float
    most: float
    halves: float
    likeness: float


def plant(folder: Path, people: int, posts: int, density: float) -> int:
    """Writes the votes; their number."""
    run(sys.executable, PLANT, people, posts, density, folder)
    return len(np.load(folder / "value.npy", mmap_mode="r"))


def measured(python: str | Path, program: str, folder: Path) -> Measured:
    """The median of three processes of its own."""
    numbers = medians(python, program, folder, folder / "found.npy")
    found, planted = np.load(folder / "found.npy"), np.load(folder / "planted.npy")
    placed = np.flatnonzero(found >= 0)
    likeness = adjusted_rand(found[placed].tolist(), planted[placed].tolist())
    return Measured(*numbers, likeness)


def row(name: str, votes: int, one: Measured) -> str:
    time, memory = f"{one.seconds:8.3f} {one.halves:8.3f}", f"{one.most:6.0f} {one.before:7.0f}"
    return f"{name:20} {votes:11,} {time} {memory} {one.likeness:9.3f}"


HEADER = f"\n{'':20} {'votes':>11} {'seconds':>8} {'halves':>8} {'MiB':>6} {'before':>7} {'likeness':>9}"


def test_groups_take_a_tenth_of_red_dwarfs_time_with_halves_the_whole_and_400_mib(tmp_path: Path) -> None:
    votes = plant(tmp_path, 10_000, 500, 0.4)
    ours, theirs = measured(sys.executable, OURS, tmp_path), measured(peers.python(), THEIRS, tmp_path)
    print(HEADER, row("ours", votes, ours), row("red-dwarf", votes, theirs), sep="\n")
    alone = ours.seconds - ours.halves
    print(
        f"red-dwarf takes {theirs.seconds / alone:.1f} times as long, {theirs.seconds / ours.seconds:.1f} with halves"
    )
    assert ours.likeness >= 0.95
    assert alone <= theirs.seconds / 10
    assert ours.seconds <= theirs.seconds
    assert ours.most <= 400


def test_ten_times_the_votes_take_at_most_thirty_times_as_long(tmp_path: Path) -> None:
    """More than ten times: the table of 10,000 people fits into the processor's cache."""
    print(HEADER)
    found = []
    for people, posts, density in ((10_000, 500, 0.4), (30_000, 1_000, 0.2), (100_000, 2_000, 0.1)):
        votes = plant(tmp_path, people, posts, density)
        found.append(measured(sys.executable, OURS, tmp_path))
        print(row(f"{people:,} x {posts:,}", votes, found[-1]), flush=True)
    # The more posts there are, the less the few votes tell that most people have cast.
    assert min(one.likeness for one in found) >= 0.9
    assert found[-1].seconds <= 30 * found[0].seconds


@pytest.mark.parametrize("conversation", polis_site.over_conversations(*polis_site.REAL))
def test_real_groups_beside_the_published_ones(conversation: str) -> None:
    ours, published = compared(conversation)
    sizes = [np.bincount(one).tolist() for one in (ours, published)]
    print(
        f"\n{conversation}: adjusted Rand index {adjusted_rand(ours, published):.3f}, sizes {sizes[0]} and {sizes[1]}"
    )
