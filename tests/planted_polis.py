"""Conversations as Polis publishes them, made up: who thinks like whom is known, and published as their groups."""

from __future__ import annotations

import csv
from functools import cache
from io import StringIO
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# What each comment is, in turn: each camp is for or against it, all are for it, all are against it, opinions are mixed.
DIVIDES, FOR, AGAINST, MIXED = "divides", "for", "against", "mixed"
_KINDS = (DIVIDES, FOR, DIVIDES, DIVIDES, AGAINST, DIVIDES, MIXED)
_VERBS = ("pay for", "do without", "ask everybody about", "leave to the county", "begin with", "lend out", "draw")
_THINGS = (
    "a second ferry",
    "lamps on the mill path, also in summer",
    "the open-air pool",
    "“market Sundays”",
    "the old school, with its yard and both of its sheds,\nas the children who are at the new one have asked",
    "quiet streets",
    "trees along the quay, " * 9 + "wherever they do not hide a sign",
)
_ENOUGH = 7


class Camps(NamedTuple):
    topic: str
    people: int
    camps: int
    seed: int


CONVERSATIONS = {
    "two-camps": Camps("What should the town do next?", 150, 2, 1),
    "three-camps": Camps("What is the old school for?", 180, 3, 2),
}


@cache
def files(conversation: str) -> dict[str, str]:
    """By name the files of a folder of Polis' open data."""
    topic, people, camps, seed = CONVERSATIONS[conversation]
    random = np.random.default_rng(seed)
    bodies = [f"The town should {verb} {thing}." for thing, verb in product(_THINGS, _VERBS)]
    kinds = [_KINDS[at % len(_KINDS)] for at in range(len(bodies))]
    camp = random.integers(0, camps, people)
    votes = _votes(random, camp, kinds)
    # Not everybody who came has voted, and not every comment was let through.
    numbers = [3 * at + at % 2 for at in range(people)]
    authors = [numbers[-1] + 1, *random.choice(numbers, len(bodies) - 1).tolist()]
    shown = [at % 12 != 11 for at in range(len(bodies))]
    return {
        "participants-votes.csv": _table(
            ["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", *range(len(bodies))],
            *(_participant(number, own, row, authors) for number, own, row in zip(numbers, camp, votes, strict=True)),
        ),
        # The last has been deleted; its votes are still there.
        "comments.csv": _table(
            ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"],
            *(
                [1_500_000_000_000 + at, "", at, authors[at], 0, 0, 1 if shown[at] else -1, bodies[at]]
                for at in reversed(range(len(bodies) - 1))
            ),
        ),
        "summary.csv": _table(["topic", topic], ["voters", people], ["conversation-description"]),
    }


def _votes(random: np.random.Generator, camp: NDArray[np.int64], kinds: list[str]) -> NDArray[np.float64]:
    """People x comments: 1 agree, 0 pass, -1 disagree, nan not seen. Who came late saw the first comments only."""
    camps, posts = camp.max() + 1, len(kinds)
    for_all = {FOR: 1.0, AGAINST: -1.0}
    taste = random.permuted(np.resize([1.0, -1.0], (camps, posts)), axis=0)
    taste = np.array([[for_all.get(kind, own) for kind, own in zip(kinds, row, strict=True)] for row in taste])
    sure = np.array([0.5 if kind == MIXED else 0.88 for kind in kinds])
    votes = np.where(random.random((len(camp), posts)) < sure, taste[camp], -taste[camp])
    votes[random.random(votes.shape) < 0.08] = 0
    stays = np.maximum(random.beta(1.5, 0.7, len(camp)) * posts, 3)
    votes[np.arange(posts) > stays[:, None]] = np.nan
    return votes


def _participant(number: int, camp: int, votes: NDArray[np.float64], authors: list[int]) -> list[object]:
    """Nobody is in a group who voted on little."""
    cells = ["" if np.isnan(vote) else int(vote) for vote in votes]
    cast = len(cells) - cells.count("")
    group = camp if cast >= _ENOUGH else ""
    return [number, group, authors.count(number), cast, cells.count(1), cells.count(-1), *cells]


def _table(*rows: list[object]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
