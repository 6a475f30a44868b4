"""Votes that hang together by nothing but chance: what a division of people is compared with."""

from __future__ import annotations

import numpy as np

from deliberate.domain.opinions.ballots import VoteTable


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
