"""Sixty pairs of points such as people raise on the seeds, in our own words: thirty that say the same in other words,
thirty that do not, though they are about one proposal and most of them about one thing in it.

One half was there to choose weights and thresholds by; the other was written at the same time, and is there to see what
they are worth.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple


class Pair(NamedTuple):
    """Of the proposal with this slug. `said` stands on the passage `at` when `draft` is written on the passage `on`."""

    half: str
    alike: bool
    proposal: str
    at: str
    said: str
    on: str
    draft: str


def _read() -> list[Pair]:
    with Path(__file__).with_suffix(".tsv").open(encoding="utf-8", newline="") as file:
        return [Pair(**{**row, "alike": row["alike"] == "yes"}) for row in csv.DictReader(file, delimiter="\t")]


PAIRS = _read()
HALVES = ("chosen by", "held out")
