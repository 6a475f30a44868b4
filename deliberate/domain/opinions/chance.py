"""Whether votes fall into groups about as clearly when they are dealt out by chance: a permutation test of a
division."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from deliberate.domain.opinions.ballots import VoteTable
from deliberate.domain.opinions.clustering import cluster
from deliberate.domain.opinions.projection import project

# So many dealings, fewer of very many votes: each costs as much as finding the groups did. The silhouettes of dealings
# differ by 0.15 among 50 people and by less among more, so that a tenth above the greatest is out of their reach.
_DEALINGS = 5
_DEALT = 1_000_000
_CLEARLY = 0.1


def dealt_anew(votes: VoteTable, seed: int) -> VoteTable:
    """The votes on each post dealt out among those who voted on it: as many of each kind, by the same people, and
    nothing that they have in common with each other."""
    # Numbers of 16 bits are sorted fastest.
    post = votes.post.astype(np.uint16) if len(votes.posts) < 1 << 16 else votes.post
    order = np.argsort(post, kind="stable")
    dealt = votes.value[order]
    random = np.random.default_rng(seed)
    for on_one_post in np.split(dealt, np.cumsum(np.bincount(post, minlength=1))[:-1]):
        random.shuffle(on_one_post)
    value = np.empty_like(dealt)
    value[order] = dealt
    return VoteTable(votes.people, votes.posts, votes.person, votes.post, value)


def may_be_chance(votes: VoteTable, placed: NDArray[np.int64], silhouette: float, most: int, least: int) -> bool:
    """Whether in any of a few dealings these people (positions) divide nearly as clearly, into at most `most` clusters:
    a permutation test with a sample of permutations (Dwass, 'Modified randomization tests for nonparametric
    hypotheses', 1957) of the best division's `silhouette`, -1 to 1; `least` as in `cluster`.

    It tells groups from people who vote independently of each other, however alike most of them vote: where nearly all
    posts are agreed with, the one that is not divides people clearly. It does not tell groups from people who lie along
    one line without gaps, whose votes do hang together.
    """
    dealings = max(1, min(_DEALINGS, _DEALT // max(len(votes.value), 1)))
    return any(
        cluster(project(dealt_anew(votes, seed), placed).places, most, least).silhouette > silhouette - _CLEARLY
        for seed in range(dealings)
    )
