"""Opinion groups, what is typical of each, what all agree on and what divides them (Small et al., 'Polis: Scaling
deliberation by mapping high dimensional opinion spaces', 2021). Deterministic; says so when no groups can be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from deliberate.domain.opinions.ballots import VoteTable
from deliberate.domain.opinions.descriptions import CommonGround, Typical, consensus, describe
from deliberate.domain.opinions.disclosure import Votes
from deliberate.domain.opinions.dividing import divided, with_enough_votes
from deliberate.domain.opinions.gaps import have_gap
from deliberate.domain.opinions.projection import project
from deliberate.domain.opinions.stability import Agreement
from deliberate.domain.words import Sayable

# Groups are lettered.
_NUMBERS = 26


@dataclass(frozen=True)
class Group:
    """`people` are ids, at least MIN_DESCRIBED."""

    number: int
    people: tuple[int, ...]
    typical: tuple[Typical, ...]


@dataclass(frozen=True)
class Opinions:
    """`why_none` is a sentence for readers when `groups` is empty. `places` has a row for each id in `placed`.

    `agreement` is of the division that was found, None where none was looked for. Where there are groups, `some_apart`
    is whether others vote together who are too few to be one, and `has_gap` whether any two groups have room between
    them. By post `consensus` is 0 to 1 and `extremity` how far from the centre of the plane somebody would stand who
    agrees with that post alone, 0 or more.
    """

    groups: tuple[Group, ...]
    why_none: Sayable
    agreement: Agreement | None
    some_apart: bool
    has_gap: bool
    placed: tuple[int, ...]
    places: NDArray[np.float64]
    common_ground: tuple[CommonGround, ...]
    division: tuple[int, ...]
    consensus: dict[int, float]
    extremity: dict[int, float]
    counts: dict[tuple[int, int], Votes]


@dataclass(frozen=True)
class Earlier:
    """What was found last time: the number of each person's group, and where they stood."""

    group: Mapping[int, int] = field(default_factory=dict)
    place: Mapping[int, tuple[float, float]] = field(default_factory=dict)


def find_groups(votes: VoteTable, earlier: Earlier | None = None) -> Opinions:
    """The groups and what they hold: people with min(MIN_VOTES, posts) votes or more, placed by `project` and parted in
    2 to MOST_GROUPS, if half of the posts parts them as the other half does (Small et al. 2021 for the places; what is
    asked of the parts is ours, by `stability`). A group is MIN_DESCRIBED people and a twentieth of those placed. Those
    with mostly the members of an earlier one keep its number, and the plane lies as it did."""
    earlier = earlier or Earlier()
    enough = with_enough_votes(votes)
    placed = tuple(int(votes.people[index]) for index in enough.tolist())
    projection = project(votes, enough, earlier.place)
    extremity = dict(zip(map(int, votes.posts), projection.extremity().tolist(), strict=True))
    division = divided(votes, projection.places)
    label = np.full(len(placed), -1) if division.label is None else division.label
    group = _numbered({id: at for id, at in zip(placed, label.tolist(), strict=True) if at >= 0}, earlier.group)
    described = describe(votes, group)
    numbers = sorted(set(group.values()))
    members: dict[int, list[int]] = {number: [] for number in numbers}
    for person, number in group.items():
        members[number].append(person)
    return Opinions(
        groups=tuple(Group(number, tuple(members[number]), described.typical.get(number, ())) for number in numbers),
        why_none=division.why_none,
        agreement=division.agreement,
        some_apart=len(group) < len(placed),
        has_gap=have_gap(projection.places, label),
        placed=placed,
        places=projection.places,
        common_ground=described.common_ground if numbers else consensus(votes),
        division=described.division,
        consensus=described.consensus,
        extremity=extremity,
        counts=described.counts,
    )


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
