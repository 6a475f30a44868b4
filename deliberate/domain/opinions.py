"""Opinion groups, what is typical of each, what all agree on and what divides them (Small et al., 'Polis: Scaling
deliberation by mapping high dimensional opinion spaces', 2021). Deterministic; says so when no groups can be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from deliberate.domain.ballots import VoteTable
from deliberate.domain.clustering import cluster
from deliberate.domain.group_statistics import (
    SIGNIFICANT,
    Representativeness,
    Tallies,
    group_informed_consensus,
    probability,
    probability_test,
    representativeness,
)
from deliberate.domain.projection import project

# Who voted on fewer posts (or on fewer than all, where there are fewer) is not placed.
MIN_VOTES = 7
MIN_PEOPLE = 20
# What a smaller group holds would come close to telling what single people voted.
MIN_DESCRIBED = 5
MOST_GROUPS = 5
TYPICAL = 5
LISTED = 10
# Votes without any groups were made 2,400 times, by people who vote independently and by people spread along one line.
# From 50 people and 20 posts on 8 of 800 reached a silhouette of 0.5, the highest 0.52; on less 44 of 1,600 did, and 1
# reached 0.6. The real conversations in the tests reach 0.54 and 0.61, with each post's votes dealt out anew 0.39.
WEAK_SILHOUETTE = 0.5
WEAK_ON_LITTLE = 0.6
FEW_PEOPLE = 50
FEW_POSTS = 20


@dataclass(frozen=True)
class Typical:
    """A post that tells a group from the others, by its agreeing or disagreeing with it."""

    post: int
    agrees: bool
    score: float


@dataclass(frozen=True)
class Group:
    """`people` are ids; `typical` is empty for a group of fewer than MIN_DESCRIBED."""

    number: int
    people: tuple[int, ...]
    typical: tuple[Typical, ...]


@dataclass(frozen=True)
class CommonGround:
    """A post that all agree or all disagree with; `score` 0 to 1."""

    post: int
    agrees: bool
    score: float


@dataclass(frozen=True)
class Description:
    """The statistics of given groups."""

    typical: dict[int, tuple[Typical, ...]] = field(default_factory=dict)
    common_ground: tuple[CommonGround, ...] = ()
    division: tuple[int, ...] = ()
    # Group-informed consensus by post.
    consensus: dict[int, float] = field(default_factory=dict)
    # (group, post) -> agree, pass, disagree, of groups that are described.
    counts: dict[tuple[int, int], tuple[int, int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Opinions:
    """`why_none` is a sentence for readers when `groups` is empty. `places` has a row for each id in `placed`."""

    groups: tuple[Group, ...]
    why_none: str
    silhouette: float
    placed: tuple[int, ...]
    places: NDArray[np.float64]
    common_ground: tuple[CommonGround, ...]
    division: tuple[int, ...]
    consensus: dict[int, float]
    extremity: dict[int, float]
    counts: dict[tuple[int, int], tuple[int, int, int]]


def find_groups(votes: VoteTable, earlier: Mapping[int, int] | None = None) -> Opinions:
    """`earlier` is the number of each person's group in the last computation: groups with mostly the same members keep
    their numbers."""
    enough = _with_enough_votes(votes)
    placed = tuple(int(votes.people[index]) for index in enough.tolist())
    found = project(votes, enough)
    extremity = dict(zip(map(int, votes.posts), found.extremity().tolist(), strict=True))
    silhouette, group = 0.0, dict[int, int]()
    why_none = ""
    if len(placed) < MIN_PEOPLE:
        enough_of_them = f"{_people(len(placed))} voted on {_posts(_needed(votes))} or more"
        why_none = f"{enough_of_them}; groups are looked for from {MIN_PEOPLE} on."
    else:
        clusters = cluster(found.places, MOST_GROUPS, MIN_DESCRIBED)
        silhouette = clusters.silhouette
        asked = asked_silhouette(len(placed), len(votes.posts))
        if silhouette < asked:
            why_none = (
                f"People do not fall into clear groups: the best division scores {silhouette:.2f}, "
                f"and {asked} is asked for, since votes without any groups rarely score more."
            )
        elif (clusters.sizes() >= MIN_DESCRIBED).sum() < 2:
            why_none = f"All but a few people vote alike; a group is told from {MIN_DESCRIBED} people on."
        else:
            group = _numbered(dict(zip(placed, clusters.label.tolist(), strict=True)), earlier or {})
    described = describe(votes, group)
    numbers = sorted(set(group.values()))
    members: dict[int, list[int]] = {number: [] for number in numbers}
    for person, number in group.items():
        members[number].append(person)
    return Opinions(
        groups=tuple(Group(one, tuple(members[one]), described.typical.get(one, ())) for one in numbers),
        why_none=why_none,
        silhouette=silhouette,
        placed=placed,
        places=found.places,
        common_ground=described.common_ground if numbers else _consensus(votes),
        division=described.division,
        consensus=described.consensus,
        extremity=extremity,
        counts=described.counts,
    )


def asked_silhouette(people: int, posts: int) -> float:
    """What so many people with enough votes must reach, so that it is not by chance."""
    return WEAK_ON_LITTLE if people < FEW_PEOPLE or posts < FEW_POSTS else WEAK_SILHOUETTE


def describe(votes: VoteTable, group: Mapping[int, int]) -> Description:
    """The statistics of these groups (person -> number). Those of fewer than MIN_DESCRIBED people count for nothing."""
    sizes: dict[int, int] = {}
    for number in group.values():
        sizes[number] = sizes.get(number, 0) + 1
    numbers = sorted(number for number, size in sizes.items() if size >= MIN_DESCRIBED)
    if len(numbers) < 2:
        return Description()
    row = {number: index for index, number in enumerate(numbers)}
    of_person = np.array([row.get(group.get(int(person), -1), -1) for person in votes.people], dtype=np.int64)
    tallies = Tallies.of(votes, of_person, len(numbers))
    found = representativeness(tallies)
    agreed = group_informed_consensus(tallies.agree, tallies.seen)
    ids = [int(post) for post in votes.posts]
    return Description(
        typical={number: _typical(found, index, ids) for number, index in row.items()},
        common_ground=_common_ground(tallies, agreed, ids),
        division=_division(tallies, ids),
        consensus=dict(zip(ids, agreed.tolist(), strict=True)),
        counts=_counts(tallies, numbers, ids),
    )


def _needed(votes: VoteTable) -> int:
    return min(MIN_VOTES, len(votes.posts))


def _with_enough_votes(votes: VoteTable) -> NDArray[np.int64]:
    """Positions of those who are placed."""
    own = np.bincount(votes.person, minlength=len(votes.people))
    return np.flatnonzero((own >= _needed(votes)) & (own > 0))


def _numbered(cluster_of: Mapping[int, int], earlier: Mapping[int, int]) -> dict[int, int]:
    """Cluster labels as stable numbers: matched to the earlier ones by members, else the largest first."""
    sizes: dict[int, int] = {}
    for label in cluster_of.values():
        sizes[label] = sizes.get(label, 0) + 1
    # Of equally large ones that with the first person.
    labels = sorted(sizes, key=lambda label: -sizes[label])
    before = sorted(set(earlier.values()))
    overlap = np.zeros((len(labels), len(before)))
    for person, label in cluster_of.items():
        if person in earlier:
            overlap[labels.index(label), before.index(earlier[person])] += 1
    number: dict[int, int] = {}
    if before:
        from scipy.optimize import linear_sum_assignment

        for row, column in zip(*linear_sum_assignment(-overlap), strict=True):
            if overlap[row, column]:
                number[labels[row]] = before[column]
    free = (one for one in range(len(labels) + len(before)) if one not in set(number.values()))
    for label in labels:
        if label not in number:
            number[label] = next(free)
    return {person: number[label] for person, label in cluster_of.items()}


def _counts(tallies: Tallies, numbers: list[int], ids: list[int]) -> dict[tuple[int, int], tuple[int, int, int]]:
    found: dict[tuple[int, int], tuple[int, int, int]] = {}
    for index, number in enumerate(numbers):
        agree, passes, disagree = tallies.agree[index], tallies.passes[index], tallies.disagree[index]
        each = zip(agree.tolist(), passes.tolist(), disagree.tolist(), strict=True)
        found.update(zip([(number, post) for post in ids], each, strict=True))
    return found


def _typical(found: Representativeness, group: int, ids: list[int]) -> tuple[Typical, ...]:
    score = np.where(found.significant[group], found.score[group], -np.inf)
    best = np.argsort(-score, kind="stable")[:TYPICAL]
    return tuple(
        Typical(ids[post], bool(found.agrees[group, post]), float(score[post])) for post in best if score[post] > 0
    )


def _common_ground(tallies: Tallies, agreed: NDArray[np.float64], ids: list[int]) -> tuple[CommonGround, ...]:
    """Where every group tends the same way, and all together do so beyond chance."""
    seen = tallies.seen
    together = tallies.everybody()
    found = []
    for agrees, some, score in (
        (True, tallies.agree, agreed),
        (False, tallies.disagree, group_informed_consensus(tallies.disagree, seen)),
    ):
        total = (together.agree if agrees else together.disagree)[0]
        all_tend = (probability(some, seen) > 0.5).all(axis=0)
        beyond_chance = probability_test(total, together.seen[0]) > SIGNIFICANT
        found += [
            CommonGround(ids[post], agrees, float(score[post])) for post in np.flatnonzero(all_tend & beyond_chance)
        ]
    return tuple(sorted(found, key=lambda one: (-one.score, one.post))[:LISTED])


def _division(tallies: Tallies, ids: list[int]) -> tuple[int, ...]:
    """Posts that one group tends to agree with and another does not, the widest apart first."""
    agreed = probability(tallies.agree, tallies.seen)
    apart = agreed.max(axis=0) - agreed.min(axis=0)
    divides = (agreed.max(axis=0) > 0.5) & (probability(tallies.disagree, tallies.seen).max(axis=0) > 0.5)
    order = np.argsort(-apart, kind="stable")
    return tuple(ids[post] for post in order if divides[post])[:LISTED]


def _consensus(votes: VoteTable) -> tuple[CommonGround, ...]:
    """Without groups: what everybody tends to, beyond chance, by probability times its test."""
    tallies = Tallies.of(votes, np.zeros(len(votes.people), dtype=np.int64), 1)
    seen = tallies.seen[0]
    found = []
    for agrees, some in ((True, tallies.agree[0]), (False, tallies.disagree[0])):
        likely, test = probability(some, seen), probability_test(some, seen)
        for post in np.flatnonzero((likely > 0.5) & (test > SIGNIFICANT)).tolist():
            one = CommonGround(int(votes.posts[post]), agrees, float(likely[post]))
            found.append((-likely[post] * test[post], one.post, one))
    return tuple(one for *_, one in sorted(found, key=lambda entry: entry[:2])[:LISTED])


def _people(count: int) -> str:
    return "Only 1 person has" if count == 1 else f"Only {count} people have" if count else "Nobody has"


def _posts(count: int) -> str:
    return "1 post" if count == 1 else f"{count} posts"
