"""Processor time of the grounded labelling: how it grows, and beside formal-argumentation 0.3.0."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]

# Replies that attack what they reply to: late in a long thread, or anywhere in it and half as many attacks across;
# and attacks between any two.
DATA = """
import random, statistics, sys, time

shape, count, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
draw = random.Random(1)
if shape == "late replies":
    attacks = [(one, draw.randrange(max(0, one - 1000), one)) for one in range(1, count)]
elif shape == "replies and across":
    attacks = [(one, draw.randrange(one)) for one in range(1, count)]
    attacks += [(draw.randrange(count), draw.randrange(count)) for _ in range(count // 2)]
else:
    attacks = [(draw.randrange(count), draw.randrange(count)) for _ in range(count * 3 // 2)]

def timed(act):
    seconds = []
    for _ in range(rounds):
        begin = time.process_time()
        found = act()
        seconds.append(time.process_time() - begin)
    return statistics.median(seconds), min(seconds), found
"""

OURS = """
from deliberate.domain.engine.grounded import Extent, labelling

middle, fastest, labels = timed(lambda: labelling(range(count), attacks))
print(middle, fastest, sum(extent is Extent.IN for extent in labels.values()))
"""

# Its names are strings. `grounded_extension` is its fast way; `grounded_labelling` goes by the definition. Making the
# framework checks and copies the attacks, which ours does as it reads them.
THEIRS = """
from argumentation.core.dung import ArgumentationFramework, grounded_extension

arguments = frozenset(map(str, range(count)))
defeats = frozenset((str(attacker), str(attacked)) for attacker, attacked in attacks)
making, _, framework = timed(lambda: ArgumentationFramework(arguments, defeats))
middle, fastest, extension = timed(lambda: grounded_extension(framework))
print(middle, fastest, len(extension), making)
"""


def measured(python: str | Path, solver: str, shape: str, count: int, rounds: int = 5) -> list[float]:
    """Seconds of the median and of the fastest run, how many are in, what else it says; in a process of its own."""
    said = subprocess.run(
        [python, "-c", DATA + solver, shape, str(count), str(rounds)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [float(word) for word in said.stdout.split()]


def growth(shape: str) -> list[float]:
    """How many times as long each tenfold takes, by the fastest runs: other work on the machine disturbs them least."""
    sizes = (10_000, 100_000, 1_000_000)
    seconds = [measured(sys.executable, OURS, shape, count)[1] for count in sizes]
    found = [more / less for less, more in pairwise(seconds)]
    print(f"\n{shape}: " + ", ".join(f"{n:,} {one:.4f} s" for n, one in zip(sizes, seconds, strict=True)))
    print("ten times the arguments: " + ", ".join(f"{one:.1f} times the seconds" for one in found))
    return found


def test_ten_times_the_replies_take_about_ten_times_as_long() -> None:
    """More than ten at first, since 10,000 fit into a cache that 100,000 do not; the square would be a hundred."""
    at_first, then = growth("late replies")
    assert at_first < 40
    assert then < 15


@pytest.mark.parametrize("shape", ["replies and across", "any two"])
def test_attacks_across_everything_cost_more_once_the_cache_is_too_small(shape: str) -> None:
    """The steps grow tenfold (tests/domain); how long each takes depends on the cache, which 10,000 fit into."""
    assert max(growth(shape)) < 40


def test_a_hundred_thousand_take_less_time_than_in_formal_argumentation() -> None:
    from tests.benchmarks import peers

    print(f"\n{'100,000 arguments':20} {'ours':>8} {'theirs':>8} {'ratio':>6} {'with making its framework':>26}")
    ratios = []
    for shape in ("late replies", "replies and across", "any two"):
        ours, _, inside = measured(sys.executable, OURS, shape, 100_000)
        theirs, _, their_inside, making = measured(peers.python(), THEIRS, shape, 100_000)
        assert inside == their_inside
        ratios.append(theirs / ours)
        print(f"{shape:20} {ours:8.3f} {theirs:8.3f} {theirs / ours:6.1f} {(theirs + making) / ours:26.1f}")
    assert min(ratios) > 2
