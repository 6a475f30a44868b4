"""Who belongs together, and whether that can be told; if not, why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deliberate.domain.opinions.ballots import VoteTable
from deliberate.domain.opinions.clustering import parted
from deliberate.domain.opinions.disclosure import MIN_DESCRIBED
from deliberate.domain.opinions.stability import Agreement, Halves
from deliberate.domain.opinions.thresholds import (
    CLEARLY_BETTER,
    HALF_VOTES,
    MIN_AGREEMENT,
    MIN_PEOPLE,
    MIN_POSTS,
    MIN_VOTES,
    least_of,
)
from deliberate.domain.words import Say, Sayable, say, say_many

MOST_GROUPS = 5


@dataclass(frozen=True)
class Division:
    """A `label` for each place: from 0 for those in a group, -1 for those apart. No `label` where `why_none` says why
    nobody is divided."""

    label: NDArray[np.int64] | None = None
    why_none: Sayable = ""
    agreement: Agreement | None = None


def divided(votes: VoteTable, places: NDArray[np.float64]) -> Division:
    if why_none := _too_little(votes, len(places)):
        return Division(why_none=why_none)
    halves = Halves(votes)
    if not halves.are_enough:
        return Division(why_none=_too_few_on_halves(halves.people))
    labels = ((count, parted(places, count)) for count in range(2, MOST_GROUPS + 1))
    grouped = [(count, _grouped(places, label)) for count, label in labels if label is not None]
    grouped = [(count, label) for count, label in grouped if label.max(initial=-1) >= 1]
    if not grouped:
        return Division(
            why_none=say(
                "All but a few people vote alike; a group is told from %(least)d people on.",
                least=least_of(len(places)),
            )
        )
    best, best_label = grouped[0]
    found = halves.agreement(best)
    for count, label in grouped[1:]:
        if _is_better(more := halves.agreement(count), found):
            best, best_label, found = count, label, more
    agreement = Agreement(found, halves.by_chance(best), halves.people)
    if found >= MIN_AGREEMENT and found > agreement.by_chance:
        return Division(best_label, agreement=agreement)
    return Division(
        why_none=say(
            "Sorted by one half of the posts, people do not fall into the same groups as by the other half "
            "(%(found)s; by chance %(chance)s; groups are told from %(asked).2f on).",
            found=agreement.found_down,
            chance=agreement.chance_up,
            asked=MIN_AGREEMENT,
        ),
        agreement=agreement,
    )


def _is_better(more: float, found: float) -> bool:
    """Whether an agreement on more groups is to be preferred. Of three camps any two can be taken for one, on which
    both halves may agree so well that nothing can be clearly better: then as well is enough."""
    as_good_as_can_be = 1 - CLEARLY_BETTER
    return more >= found + CLEARLY_BETTER or min(more, found) >= as_good_as_can_be


def _grouped(places: NDArray[np.float64], label: NDArray[np.int64]) -> NDArray[np.int64]:
    """Labels from 0 of the parts that are large enough to be groups. The people of a part of fewer than MIN_DESCRIBED
    have joined the nearest of them: told apart, such a part's votes could be had by subtracting all others from the
    totals. Those of other parts are in none, -1."""
    sizes = np.bincount(label)
    large = np.flatnonzero(sizes >= least_of(len(places)))
    if not large.size:
        return np.full(len(places), -1)
    number = np.full(len(sizes), -1)
    number[large] = np.arange(len(large))
    grouped = number[label]
    centres = np.array([places[label == at].mean(axis=0) for at in large])
    few = np.flatnonzero(sizes[label] < MIN_DESCRIBED)
    grouped[few] = np.argmin(((places[few, None] - centres) ** 2).sum(axis=2), axis=1)
    return grouped


def _needed(votes: VoteTable) -> int:
    return min(MIN_VOTES, len(votes.posts))


def with_enough_votes(votes: VoteTable) -> NDArray[np.int64]:
    """Positions of those who are placed."""
    own = np.bincount(votes.person, minlength=len(votes.people))
    return np.flatnonzero((own >= _needed(votes)) & (own > 0))


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


def _too_few_on_halves(people: int) -> Say:
    if not people:
        return say(
            "Nobody has voted on %(votes)d posts of each half of them, by which groups are told; it takes "
            "%(least)d people.",
            votes=HALF_VOTES,
            least=MIN_PEOPLE,
        )
    return say_many(
        "Only %(num)d person has voted on %(votes)d posts of each half of them, by which groups are told; it "
        "takes %(least)d people.",
        "Only %(num)d people have voted on %(votes)d posts of each half of them, by which groups are told; it "
        "takes %(least)d people.",
        people,
        votes=HALF_VOTES,
        least=MIN_PEOPLE,
    )


def _posts(count: int) -> Say:
    return say_many("%(num)d post", "%(num)d posts", count)
