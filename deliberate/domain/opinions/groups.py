"""Opinion groups, what is typical of each, what all agree on and what divides them (Small et al., 'Polis: Scaling
deliberation by mapping high dimensional opinion spaces', 2021). Deterministic; says so when no groups can be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from deliberate.domain.opinions.ballots import VoteTable
from deliberate.domain.opinions.chance import may_be_chance
from deliberate.domain.opinions.clustering import Clusters, cluster
from deliberate.domain.opinions.disclosure import MIN_DESCRIBED, Votes
from deliberate.domain.opinions.projection import project
from deliberate.domain.opinions.statistics import (
    SIGNIFICANT,
    Representativeness,
    Tallies,
    group_informed_consensus,
    probability,
    probability_test,
    representativeness,
)
from deliberate.domain.opinions.thresholds import MIN_PEOPLE, MIN_POSTS, MIN_VOTES, asked_silhouette, rounded_down
from deliberate.domain.words import Say, Sayable, say, say_many

MOST_GROUPS = 5
TYPICAL = 5
LISTED = 10
# Once told, groups are told until they are weaker than asked for by this, so that they do not come and go.
_LEEWAY = 0.03
# Groups are lettered.
_NUMBERS = 26


@dataclass(frozen=True)
class Typical:
    """A post that tells a group from the others, by its agreeing or disagreeing with it; `score` as in
    `representativeness`, above 0, comparable within a group only."""

    post: int
    agrees: bool
    score: float


@dataclass(frozen=True)
class Group:
    """`people` are ids, at least MIN_DESCRIBED."""

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
    """The statistics of given groups; all empty where fewer than two have MIN_DESCRIBED people."""

    # By the number of the group, the highest score first, at most TYPICAL.
    typical: dict[int, tuple[Typical, ...]] = field(default_factory=dict)
    # The highest score first, and what divides most first; at most LISTED of each.
    common_ground: tuple[CommonGround, ...] = ()
    division: tuple[int, ...] = ()
    # Group-informed consensus by post, 0 to 1.
    consensus: dict[int, float] = field(default_factory=dict)
    # (group, post) -> agree, pass, disagree, where at least MIN_DESCRIBED of the group voted.
    counts: dict[tuple[int, int], Votes] = field(default_factory=dict)


@dataclass(frozen=True)
class Opinions:
    """`why_none` is a sentence for readers when `groups` is empty. `places` has a row for each id in `placed`.

    `silhouette` is -1 to 1; by post `consensus` is 0 to 1 and `extremity` how far from the centre of the plane somebody
    would stand who agrees with that post alone, 0 or more.
    """

    groups: tuple[Group, ...]
    why_none: Sayable
    silhouette: float
    placed: tuple[int, ...]
    places: NDArray[np.float64]
    common_ground: tuple[CommonGround, ...]
    division: tuple[int, ...]
    consensus: dict[int, float]
    extremity: dict[int, float]
    counts: dict[tuple[int, int], Votes]


@dataclass(frozen=True)
class Earlier:
    """What was found last time: the number of each person's group, where they stood, and whether groups were told."""

    group: Mapping[int, int] = field(default_factory=dict)
    place: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    told: bool = False


def find_groups(votes: VoteTable, earlier: Earlier | None = None) -> Opinions:
    """The groups and what they hold: people with min(MIN_VOTES, posts) votes or more, placed by `project`, in the 2 to
    MOST_GROUPS clusters with the best silhouette, if they are clearly apart and not by chance (Small et al. 2021; what
    is asked of them is ours). Those with mostly the members of an earlier one keep its number, and the plane lies as it
    did."""
    earlier = earlier or Earlier()
    enough = _with_enough_votes(votes)
    placed = tuple(int(votes.people[index]) for index in enough.tolist())
    projection = project(votes, enough, earlier.place)
    extremity = dict(zip(map(int, votes.posts), projection.extremity().tolist(), strict=True))
    silhouette, group = 0.0, dict[int, int]()
    if not (why_none := _too_little(votes, len(placed))):
        clusters = cluster(projection.places, MOST_GROUPS, MIN_DESCRIBED)
        silhouette = clusters.silhouette
        leeway = _LEEWAY if earlier.told else 0.0
        asked = asked_silhouette(len(placed), len(votes.posts)) - leeway
        if silhouette < asked:
            why_none = say(
                "People do not fall into clear groups: the best division scores %(score)s, and %(asked).2f is asked "
                "for.",
                score=rounded_down(silhouette),
                asked=asked,
            )
        elif (clusters.sizes() >= MIN_DESCRIBED).sum() < 2:
            why_none = say(
                "All but a few people vote alike; a group is told from %(least)d people on.", least=MIN_DESCRIBED
            )
        elif may_be_chance(votes, enough, silhouette + leeway, MOST_GROUPS, MIN_DESCRIBED):
            why_none = say(
                "People do not fall into clear groups: when the votes on each post are dealt out by chance among "
                "those who cast them, people divide about as clearly."
            )
        else:
            label = _without_small_ones(projection.places, clusters)
            group = _numbered(dict(zip(placed, label.tolist(), strict=True)), earlier.group)
    described = describe(votes, group)
    numbers = sorted(set(group.values()))
    members: dict[int, list[int]] = {number: [] for number in numbers}
    for person, number in group.items():
        members[number].append(person)
    return Opinions(
        groups=tuple(Group(number, tuple(members[number]), described.typical.get(number, ())) for number in numbers),
        why_none=why_none,
        silhouette=silhouette,
        placed=placed,
        places=projection.places,
        common_ground=described.common_ground if numbers else _consensus(votes),
        division=described.division,
        consensus=described.consensus,
        extremity=extremity,
        counts=described.counts,
    )


def _too_little(votes: VoteTable, placed: int) -> Sayable:
    """Why no groups are looked for, if so."""
    if placed < MIN_PEOPLE:
        return _too_few(placed, _posts(max(_needed(votes), 1)))
    if len(votes.posts) < MIN_POSTS:
        return say(
            "People have voted on %(posts)s only; groups are looked for from %(least)d on.",
            posts=_posts(len(votes.posts)),
            least=MIN_POSTS,
        )
    return ""


def describe(votes: VoteTable, group: Mapping[int, int]) -> Description:
    """The statistics of these groups (person -> number), with the formulas of `group_statistics` (Small et al. 2021).
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


def _needed(votes: VoteTable) -> int:
    return min(MIN_VOTES, len(votes.posts))


def _with_enough_votes(votes: VoteTable) -> NDArray[np.int64]:
    """Positions of those who are placed."""
    own = np.bincount(votes.person, minlength=len(votes.people))
    return np.flatnonzero((own >= _needed(votes)) & (own > 0))


def _without_small_ones(places: NDArray[np.float64], clusters: Clusters) -> NDArray[np.int64]:
    """Labels in which the people of a cluster of fewer than MIN_DESCRIBED have joined the nearest larger one: told
    apart, such a group's votes could be had by subtracting all others from the totals."""
    label = clusters.label.copy()
    large = np.flatnonzero(clusters.sizes() >= MIN_DESCRIBED)
    centres = np.array([places[label == number].mean(axis=0) for number in large])
    few = np.flatnonzero(~np.isin(label, large))
    label[few] = large[np.argmin(((places[few, None] - centres) ** 2).sum(axis=2), axis=1)]
    return label


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
    # A number that no group had before first.
    free = iter(sorted(set(range(_NUMBERS)) - set(number.values()), key=lambda n: (n in before, n)))
    for label in labels:
        if label not in number:
            number[label] = next(free)
    return {person: number[label] for person, label in cluster_of.items()}


def _counts(tallies: Tallies, numbers: list[int], ids: list[int]) -> dict[tuple[int, int], Votes]:
    counts: dict[tuple[int, int], Votes] = {}
    for index, number in enumerate(numbers):
        agree, passes, disagree = tallies.agree[index], tallies.passes[index], tallies.disagree[index]
        each = zip(agree.tolist(), passes.tolist(), disagree.tolist(), strict=True)
        counts |= {(number, post): votes for post, votes in zip(ids, each, strict=True) if sum(votes) >= MIN_DESCRIBED}
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


def _consensus(votes: VoteTable) -> tuple[CommonGround, ...]:
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


def _too_few(people: int, posts: Say) -> Say:
    if not people:
        return say(
            "Nobody has voted on %(posts)s or more; groups are looked for from %(least)d on.",
            posts=posts,
            least=MIN_PEOPLE,
        )
    return say_many(
        "Only %(num)d person has voted on %(posts)s or more; groups are looked for from %(least)d on.",
        "Only %(num)d people have voted on %(posts)s or more; groups are looked for from %(least)d on.",
        people,
        posts=posts,
        least=MIN_PEOPLE,
    )


def _posts(count: int) -> Say:
    return say_many("%(num)d post", "%(num)d posts", count)
