"""Votes with groups to find: planted ones, and those that are published for a conversation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from deliberate.domain.opinions.ballots import VoteTable
from deliberate.domain.opinions.groups import Opinions, find_groups
from deliberate.domain.opinions.stability import adjusted_rand as divisions_alike
from tests import polis_site

# People x posts: 1 agree, 0 pass, -1 disagree, nan where somebody has not voted.
Votes = NDArray[np.float64]


def table(matrix: Votes) -> VoteTable:
    person, post = np.nonzero(~np.isnan(matrix))
    return VoteTable.of(zip(person.tolist(), post.tolist(), matrix[person, post].astype(int).tolist(), strict=True))


def planted(
    people: int,
    posts: int,
    groups: int,
    share: float,
    seed: int,
    taste: Votes | None = None,
    truth: float = 0.9,
) -> tuple[Votes, list[int]]:
    """Groups of different tastes (groups x posts, drawn if not given), to which a vote is true with the chance `truth`,
    one vote in ten a pass; everybody votes on a share of the posts. Returns the votes and each person's group."""
    random = np.random.default_rng(seed)
    label = random.integers(0, groups, people)
    if taste is None:
        taste = random.choice([-1.0, 1.0], (groups, posts))
    matrix = np.where(random.random((people, posts)) < truth, taste[label], -taste[label]).astype(float)
    matrix[random.random((people, posts)) < 0.1] = 0
    matrix[random.random((people, posts)) > share] = np.nan
    return matrix, label.tolist()


def groups_of(found: Opinions) -> dict[int, int]:
    return {person: group.number for group in found.groups for person in group.people}


def same(one: Opinions, other: Opinions) -> bool:
    """Equal to the last digit."""
    names = [name for name in vars(one) if name != "places"]
    return np.array_equal(one.places, other.places) and all(getattr(one, n) == getattr(other, n) for n in names)


def compared(conversation: str) -> tuple[list[int], list[int]]:
    """Our group and the published one of each person who has both."""
    file = polis_site.votes_of(conversation)
    ours = groups_of(find_groups(file.votes))
    both = sorted(ours.keys() & file.groups.keys())
    return [ours[person] for person in both], [file.groups[person] for person in both]


def adjusted_rand(one: list[int], other: list[int]) -> float:
    """How alike two divisions of the same people are: 1 the same, 0 what chance gives."""
    return divisions_alike(np.array(one), np.array(other))
