"""Opinion groups, what is typical of each, what all agree on and what divides them (Small et al., 'Polis: Scaling
deliberation by mapping high dimensional opinion spaces', 2021). Deterministic; says so when no groups can be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from deliberate.domain.ballots import VoteTable
from deliberate.domain.clustering import cluster, project
from deliberate.domain.group_statistics import (
    SIGNIFICANT,
    Tallies,
    group_informed_consensus,
    probability,
    probability_test,
    representativeness,
)

# Who voted on fewer posts (or on fewer than all, where there are fewer) is not placed.
MIN_VOTES = 7
MIN_PEOPLE = 20
# What a smaller group holds would come close to telling what single people voted.
MIN_DESCRIBED = 5
MOST_GROUPS = 5
TYPICAL = 5
LISTED = 10
# Of 400 sets of votes without any groups (20 to 400 people, 7 to 80 posts) 2 in 100 gave clusters with a greater
# silhouette; with each post's votes dealt out anew, the real conversations in the tests gave 0.32 to 0.36.
WEAK_SILHOUETTE = 0.5


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
    enough, table = _with_enough_votes(votes)
    placed = tuple(int(votes.people[index]) for index in enough.tolist())
    found = project(table)
    extremity = dict(zip(map(int, votes.posts), np.hypot(*found.components.T).tolist(), strict=True))
    silhouette, group = 0.0, dict[int, int]()
    why_none = ""
    if len(placed) < MIN_PEOPLE:
        enough_of_them = f"{_people(len(placed))} voted on {_posts(_needed(votes))} or more"
        why_none = f"{enough_of_them}; groups are looked for from {MIN_PEOPLE} on."
    else:
        clusters = cluster(found.places, MOST_GROUPS)
        silhouette = clusters.silhouette
        sizes = np.bincount(clusters.label)
        if silhouette < WEAK_SILHOUETTE:
            why_none = (
                f"People do not fall into clear groups: the best division scores {silhouette:.2f}, "
                f"and {WEAK_SILHOUETTE} is asked for, since votes without any groups rarely score more."
            )
        elif (sizes >= MIN_DESCRIBED).sum() < 2:
            why_none = f"All but a few people vote alike; a group is told from {MIN_DESCRIBED} people on."
        else:
            group = _numbered(dict(zip(placed, clusters.label.tolist(), strict=True)), earlier or {})
    described = describe(votes, group)
    numbers = sorted(set(group.values()))
    members = {number: tuple(person for person in placed if group[person] == number) for number in numbers}
    return Opinions(
        groups=tuple(Group(one, members[one], described.typical.get(one, ())) for one in numbers),
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
    of_vote = of_person[votes.person]
    used = of_vote >= 0
    posts = len(votes.posts)
    tallies = Tallies.of(of_vote[used], votes.post[used], votes.value[used], len(numbers), posts)
    agreed = group_informed_consensus(tallies.agree, tallies.seen)
    ids = [int(post) for post in votes.posts]
    return Description(
        typical={number: _typical(tallies, index, ids) for number, index in row.items()},
        common_ground=_common_ground(tallies, agreed, ids),
        division=_division(tallies, ids),
        consensus=dict(zip(ids, agreed.tolist(), strict=True)),
        counts={
            (number, ids[post]): (
                int(tallies.agree[index, post]),
                int(tallies.passes[index, post]),
                int(tallies.disagree[index, post]),
            )
            for number, index in row.items()
            for post in range(posts)
        },
    )


def _needed(votes: VoteTable) -> int:
    return min(MIN_VOTES, len(votes.posts))


def _with_enough_votes(votes: VoteTable) -> tuple[NDArray[np.int64], VoteTable]:
    """Positions of those who are placed, and the table of their votes; all posts stay in it."""
    own = np.bincount(votes.person, minlength=len(votes.people))
    chosen = np.flatnonzero((own >= _needed(votes)) & (own > 0))
    position = np.full(len(votes.people), -1, dtype=np.int32)
    position[chosen] = np.arange(len(chosen), dtype=np.int32)
    person = position[votes.person]
    used = person >= 0
    people = [votes.people[index] for index in chosen.tolist()]
    return chosen, VoteTable(people, votes.posts, person[used], votes.post[used], votes.value[used])


def _numbered(cluster_of: Mapping[int, int], earlier: Mapping[int, int]) -> dict[int, int]:
    """Cluster labels as stable numbers: matched to the earlier ones by members, else the largest first."""
    from scipy.optimize import linear_sum_assignment

    sizes: dict[int, int] = {}
    for label in cluster_of.values():
        sizes[label] = sizes.get(label, 0) + 1
    labels = sorted(sizes, key=lambda label: (-sizes[label], label))
    before = sorted(set(earlier.values()))
    overlap = np.zeros((len(labels), len(before)))
    for person, label in cluster_of.items():
        if person in earlier:
            overlap[labels.index(label), before.index(earlier[person])] += 1
    number: dict[int, int] = {}
    if before:
        for row, column in zip(*linear_sum_assignment(-overlap), strict=True):
            if overlap[row, column]:
                number[labels[row]] = before[column]
    free = (one for one in range(len(labels) + len(before)) if one not in set(number.values()))
    for label in labels:
        if label not in number:
            number[label] = next(free)
    return {person: number[label] for person, label in cluster_of.items()}


def _typical(tallies: Tallies, group: int, ids: list[int]) -> tuple[Typical, ...]:
    found = representativeness(tallies)
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
    posts = len(votes.posts)
    tallies = Tallies.of(np.zeros(len(votes.post), dtype=np.int64), votes.post, votes.value, 1, posts)
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
