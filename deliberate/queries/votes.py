"""The votes of one proposal as a table for the argument engine."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import String, case, cast, func, select
from sqlalchemy.orm import Session

from deliberate.domain.opinions.ballots import VoteTable
from deliberate.models import Choice, Post, Vote
from deliberate.queries.graphs import counted_on, load_graph

_Ints = NDArray[np.int64]

# A person's id and what they chose as one number.
_SHIFT = 4
_CODED = Vote.person_id * _SHIFT + case((Vote.choice == Choice.AGREE, 2), (Vote.choice == Choice.PASS, 1), else_=0)


def load_votes(session: Session, proposal_id: int) -> VoteTable:
    """Everybody's votes on the visible posts that voters are asked about: four statements, and one more where posts
    were merged.

    A vote on a merged post counts for the kept one; of several by one person the one cast on the kept post itself
    counts, else the latest, as in its tally. The same votes are the same table, whatever the order of rows.
    """
    counted = counted_on(load_graph(session, proposal_id))
    own_post, own_coded = _own(session, proposal_id, {id for id, kept in counted.items() if id == kept})
    merged_post, merged_coded = _merged(session, proposal_id, {id: kept for id, kept in counted.items() if id != kept})
    # The last of a person on a post counts.
    post, coded = np.concatenate([merged_post, own_post]), np.concatenate([merged_coded, own_coded])
    posts, post_index = np.unique(post, return_inverse=True)
    people, person_index = np.unique(coded // _SHIFT, return_inverse=True)
    if len(merged_post):
        place = post_index.astype(np.int64) * len(people) + person_index
        used = len(place) - 1 - np.unique(place[::-1], return_index=True)[1]
        post_index, person_index, coded = post_index[used], person_index[used], coded[used]
    return VoteTable(
        people.tolist(),
        posts.tolist(),
        person_index.astype(np.int32),
        post_index.astype(np.int32),
        (coded % _SHIFT - 1).astype(np.int8),
    )


def _own(session: Session, proposal_id: int, posts: Collection[int]) -> tuple[_Ints, _Ints]:
    """The votes on these posts themselves. A post's votes come as one text: an object for each vote would take most of
    the time."""
    voted = func.aggregate_strings(cast(_CODED, String), ",")
    rows = session.execute(
        select(Vote.post_id, voted)
        .join(Post, Post.id == Vote.post_id)
        .where(Post.proposal_id == proposal_id)
        .group_by(Vote.post_id)
        .order_by(Vote.post_id)
    )
    of_post = {post: np.sort(np.fromstring(text, np.int64, sep=",")) for post, text in rows if post in posts}
    if not of_post:
        return _empty()
    sizes = [len(votes) for votes in of_post.values()]
    return np.repeat(np.array(list(of_post), dtype=np.int64), sizes), np.concatenate(list(of_post.values()))


def _merged(session: Session, proposal_id: int, kept: Mapping[int, int]) -> tuple[_Ints, _Ints]:
    """The votes on posts that were merged, as votes on the kept ones, the earliest first."""
    if not kept:
        return _empty()
    rows = session.execute(
        select(Vote.post_id, _CODED)
        .join(Post, Post.id == Vote.post_id)
        .where(Post.proposal_id == proposal_id, Post.merged_into_id.is_not(None))
        .order_by(Vote.cast, Vote.post_id)
    )
    votes = [(kept[post], coded) for post, coded in rows if post in kept]
    post, coded = np.array(votes, dtype=np.int64).reshape(-1, 2).T
    return post, coded


def _empty() -> tuple[_Ints, _Ints]:
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
