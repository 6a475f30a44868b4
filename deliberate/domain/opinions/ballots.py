"""Who voted how on what, as arrays: what opinion groups and bridging are computed from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class VoteTable:
    """Votes by `people` on `posts`, both named by ids: `person[i]` and `post[i]` are positions in them.

    `value[i]` is 1 for agree, 0 for pass, -1 for disagree; who has not voted has no row. A person has at most one vote
    on a post. The three arrays have the same length: int32, int32, int8.
    """

    people: Sequence[int]
    posts: Sequence[int]
    person: NDArray[np.int32]
    post: NDArray[np.int32]
    value: NDArray[np.int8]

    @classmethod
    def of(cls, votes: Iterable[tuple[int, int, int]]) -> VoteTable:
        """From (person, post, value); people and posts are put in the order of their ids. Of several votes of one
        person on a post the last counts."""
        last = {(person, post): value for person, post, value in votes}
        rows = np.array([(*who, value) for who, value in last.items()], dtype=np.int64).reshape(-1, 3)
        people, person = np.unique(rows[:, 0], return_inverse=True)
        posts, post = np.unique(rows[:, 1], return_inverse=True)
        return cls(
            people.tolist(),
            posts.tolist(),
            person.astype(np.int32),
            post.astype(np.int32),
            rows[:, 2].astype(np.int8),
        )
