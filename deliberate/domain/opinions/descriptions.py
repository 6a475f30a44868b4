"""What is typical of given groups, what all of them agree on and what divides them (Small et al., 'Polis: Scaling
deliberation by mapping high dimensional opinion spaces', 2021)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from deliberate.domain.opinions.ballots import VoteTable
from deliberate.domain.opinions.disclosure import MIN_DESCRIBED, Votes
from deliberate.domain.opinions.statistics import (
    SIGNIFICANT,
    Representativeness,
    Tallies,
    group_informed_consensus,
    probability,
    probability_test,
    representativeness,
)

TYPICAL = 5
LISTED = 10


@dataclass(frozen=True)
class Typical:
    """A post that tells a group from the others, by its agreeing or disagreeing with it; `score` as in
    `representativeness`, above 0, comparable within a group only."""

    post: int
    agrees: bool
    score: float


@dataclass(frozen=True)
class CommonGround:
    """A post that all agree or all disagree with; `score` 0 to 1."""

    post: int
    agrees: bool
    score: float


@dataclass(frozen=True)
class Description:
    """The statistics of given groups; all empty where fewer than two have MIN_DESCRIBED people."""

    # By the number of the group, the highest score first, at most TYPICAL.
    typical: dict[int, tuple[Typical, ...]] = field(default_factory=dict)
    # The highest score first, and what divides most first; at most LISTED of each.
    common_ground: tuple[CommonGround, ...] = ()
    division: tuple[int, ...] = ()
    # Group-informed consensus by post, 0 to 1.
    consensus: dict[int, float] = field(default_factory=dict)
    # (group, post) -> agree, pass, disagree, where anybody of the group voted: not to be told as they are.
    counts: dict[tuple[int, int], Votes] = field(default_factory=dict)


def describe(votes: VoteTable, group: Mapping[int, int]) -> Description:
    """The statistics of these groups (person -> number), with the formulas of `statistics` (Small et al. 2021).
    Groups of fewer than MIN_DESCRIBED people count for nothing, nor does who is in none."""
    sizes: dict[int, int] = {}
    for number in group.values():
        sizes[number] = sizes.get(number, 0) + 1
    numbers = sorted(number for number, size in sizes.items() if size >= MIN_DESCRIBED)
    if len(numbers) < 2:
        return Description()
    row = {number: index for index, number in enumerate(numbers)}
    of_person = np.array([row.get(group.get(int(person), -1), -1) for person in votes.people], dtype=np.int64)
    tallies = Tallies.of(votes, of_person, len(numbers))
    representative = representativeness(tallies)
    agreed = group_informed_consensus(tallies.agree, tallies.seen)
    ids = [int(post) for post in votes.posts]
    return Description(
        typical={number: _typical(representative, tallies.seen[index], index, ids) for number, index in row.items()},
        common_ground=_common_ground(tallies, agreed, ids),
        division=_division(tallies, ids),
        consensus=dict(zip(ids, agreed.tolist(), strict=True)),
        counts=_counts(tallies, numbers, ids),
    )


def _counts(tallies: Tallies, numbers: list[int], ids: list[int]) -> dict[tuple[int, int], Votes]:
    counts: dict[tuple[int, int], Votes] = {}
    for index, number in enumerate(numbers):
        agree, passes, disagree = tallies.agree[index], tallies.passes[index], tallies.disagree[index]
        each = zip(agree.tolist(), passes.tolist(), disagree.tolist(), strict=True)
        counts |= {(number, post): votes for post, votes in zip(ids, each, strict=True) if any(votes)}
    return counts


def _typical(
    representative: Representativeness, seen: NDArray[np.int64], group: int, ids: list[int]
) -> tuple[Typical, ...]:
    score = np.where(representative.significant[group] & (seen >= MIN_DESCRIBED), representative.score[group], -np.inf)
    best = np.argsort(-score, kind="stable")[:TYPICAL]
    return tuple(
        Typical(ids[post], bool(representative.agrees[group, post]), float(score[post]))
        for post in best
        if score[post] > 0
    )


def _common_ground(tallies: Tallies, agreed: NDArray[np.float64], ids: list[int]) -> tuple[CommonGround, ...]:
    """Where every group tends the same way, and all together do so beyond chance; of what enough of each voted on."""
    seen = tallies.seen
    enough = (seen >= MIN_DESCRIBED).all(axis=0)
    together = tallies.everybody()
    statements = []
    for agrees, some, score in (
        (True, tallies.agree, agreed),
        (False, tallies.disagree, group_informed_consensus(tallies.disagree, seen)),
    ):
        total = (together.agree if agrees else together.disagree)[0]
        all_tend = (probability(some, seen) > 0.5).all(axis=0)
        beyond_chance = probability_test(total, together.seen[0]) > SIGNIFICANT
        shared = np.flatnonzero(enough & all_tend & beyond_chance)
        statements += [CommonGround(ids[post], agrees, float(score[post])) for post in shared]
    return tuple(sorted(statements, key=lambda statement: (-statement.score, statement.post))[:LISTED])


def _division(tallies: Tallies, ids: list[int]) -> tuple[int, ...]:
    """Posts that one group tends to agree with and another to disagree with, the widest apart first: the greatest less
    the least probability of agreeing, of groups of which enough voted on it."""
    enough = tallies.seen >= MIN_DESCRIBED
    agreed = probability(tallies.agree, tallies.seen)
    disagreed = np.where(enough, probability(tallies.disagree, tallies.seen), 0)
    most, least = np.where(enough, agreed, 0).max(axis=0), np.where(enough, agreed, 1).min(axis=0)
    apart = most - least
    divides = (most > 0.5) & (disagreed.max(axis=0) > 0.5)
    order = np.argsort(-apart, kind="stable")
    return tuple(ids[post] for post in order if divides[post])[:LISTED]


def consensus(votes: VoteTable) -> tuple[CommonGround, ...]:
    """Without groups: what enough people voted on and tend to beyond chance, by probability times its test."""
    tallies = Tallies.of_everybody(votes)
    seen = tallies.seen[0]
    ranked = []
    for agrees, some in ((True, tallies.agree[0]), (False, tallies.disagree[0])):
        likely, test = probability(some, seen), probability_test(some, seen)
        for post in np.flatnonzero((likely > 0.5) & (test > SIGNIFICANT) & (seen >= MIN_DESCRIBED)).tolist():
            statement = CommonGround(int(votes.posts[post]), agrees, float(likely[post]))
            ranked.append((-likely[post] * test[post], statement.post, statement))
    return tuple(statement for *_, statement in sorted(ranked, key=lambda entry: entry[:2])[:LISTED])
