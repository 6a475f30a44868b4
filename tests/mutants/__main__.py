"""`make mutants`: the share of small changes to the code that make a test fail.

A change to what nearly every test runs would cost all of them each time: it counts as not noticed when the quickest of
them, `--most` seconds together, pass. So the share printed is one that more time could only raise.

Ends with 1 when less than 92 % are killed of those that are not listed as equivalent, when more than 5 % are listed, or
when one is killed that is listed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections.abc import Collection, Sequence
from functools import partial

from tests.mutants.covering import covering
from tests.mutants.equivalents import LIST, Key, equivalents
from tests.mutants.mutations import Mutant, mutants, sample

LEAST_KILLED = 0.92
MOST_EQUIVALENT = 0.05


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--size", type=int, default=300, help="how many changes are tried")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("--jobs", type=int, default=1, help="how many at a time")
    parser.add_argument("--most", type=float, default=60, help="seconds of the processor that tests may take for each")
    asked = parser.parse_args(arguments)
    tried = sample(mutants(), asked.size, asked.seed)
    covering()  # read once, before there are processes that need it
    listed, survivors = equivalents(LIST.read_text("utf-8")), []
    with multiprocessing.get_context("fork").Pool(asked.jobs) as pool:
        for mutant, dead in zip(tried, pool.imap(partial(is_killed, most=asked.most), tried), strict=True):
            if not dead:
                survivors.append(mutant)
            if dead is (mutant.key in listed):
                tell(mutant, "a test notices what is listed as equivalent" if dead else "survives")
            else:
                print(".", end="", flush=True)
    return report(tried, survivors, listed)


def is_killed(mutant: Mutant, most: float) -> bool:
    return covering().kills(mutant, most)


def tell(mutant: Mutant, what: str) -> None:
    print(
        f"\n{mutant.file}:{mutant.lines.start}: {what}\n{mutant.where}\n- {mutant.before}\n+ {mutant.after}", flush=True
    )


def report(tried: Sequence[Mutant], survivors: Sequence[Mutant], listed: Collection[Key]) -> int:
    """Prints the share that was killed; gives the exit code."""
    equivalent = [mutant for mutant in tried if mutant.key in listed]
    others = [mutant for mutant in tried if mutant.key not in listed]
    killed = sum(mutant not in survivors for mutant in others)
    print(f"\n{killed} of {len(others)} are killed: {killed / len(others):.1%}, of at least {LEAST_KILLED:.0%}.")
    print(f"{len(equivalent)} of {len(tried)} are listed as equivalent: at most {MOST_EQUIVALENT:.0%}.")
    too_many = len(equivalent) > MOST_EQUIVALENT * len(tried)
    return int(killed < LEAST_KILLED * len(others) or too_many or not {*equivalent} <= {*survivors})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
