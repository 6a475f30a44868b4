"""The votes of one proposal as a table for the argument engine."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import ColumnElement, String, case, cast, func, literal, select
from sqlalchemy.orm import Session

from deliberate.domain.graph import Graph
from deliberate.domain.places import OnPassage, OnPost, OnProposal
from deliberate.models import Choice, Post, Vote
from deliberate.queries.graphs import among, counted_on, load_graph

if TYPE_CHECKING:  # arrays are loaded where votes are: no page needs them
    import numpy as np
    from numpy.typing import NDArray

    from deliberate.domain.opinions.ballots import VoteTable

    _Ints: TypeAlias = NDArray[np.int64]

# A person's id and what they chose as one number.
_SHIFT = 4
_CODED = Vote.person_id * _SHIFT + case((Vote.choice == Choice.AGREE, 2), (Vote.choice == Choice.PASS, 1), else_=0)
# Votes of other people than the post's author, on the question that it asks now.
_COUNTS = (Vote.person_id != Post.author_id) & (Vote.label == Post.label)


def load_votes(session: Session, proposal_id: int) -> VoteTable:
    """Everybody's votes on the visible posts that voters are asked about: four statements, and one more where posts
    were merged."""
    return votes_in(session, proposal_id, load_graph(session, proposal_id))


def votes_in(session: Session, proposal_id: int, graph: Graph) -> VoteTable:
    """The same beside the graph of the whole proposal, in one statement, or two where posts were merged."""
    return _table(session, graph, counted_on(graph), Post.proposal_id == proposal_id)


def votes_on(session: Session, graph: Graph, posts: Collection[int]) -> VoteTable:
    """Everybody's votes on these posts of a graph, in one statement, or two where posts were merged into them."""
    counted = {member: post for post in posts for member in (post, *graph.merged_into(post))}
    return _table(session, graph, counted, among(counted))


def place_of(post: type[Post]) -> ColumnElement[str]:
    """Where a post, or an alias of it, stands, as votes remember it (`Post.voted_at`)."""
    return case(
        (post.parent_id.is_not(None), literal(str(OnPost(""))) + cast(post.parent_id, String)),
        ((post.anchor.is_not(None)) & (post.reworded_in == 1), literal(str(OnPassage(""))) + post.anchor),
        (
            post.anchor.is_not(None),
            literal(str(OnPassage(""))) + post.anchor + literal("@") + cast(post.reworded_in, String),
        ),
        else_=str(OnProposal()),
    )


def _table(session: Session, graph: Graph, counted: Mapping[int, int], where: ColumnElement[bool]) -> VoteTable:
    """`counted` has for each post the one that votes on it count for.

    A vote on a merged post counts for the kept one; of several by one person the one cast on the kept post itself
    counts, else the latest, as in its tally. The same votes are the same table, whatever the order of rows.
    """
    import numpy as np

    from deliberate.domain.opinions.ballots import VoteTable

    own_post, own_coded = _own(session, where, {id for id, kept in counted.items() if id == kept})
    merged_post, merged_coded = _merged(session, graph, where, {id: kept for id, kept in counted.items() if id != kept})
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


def _own(session: Session, where: ColumnElement[bool], posts: Collection[int]) -> tuple[_Ints, _Ints]:
    """The votes on these posts themselves. A post's votes come as one text: an object for each vote would take most of
    the time."""
    import numpy as np

    voted = func.aggregate_strings(cast(_CODED, String), ",")
    rows = session.execute(
        select(Vote.post_id, voted)
        .join(Post, Post.id == Vote.post_id)
        .where(where, _COUNTS)
        .group_by(Vote.post_id)
        .order_by(Vote.post_id)
    )
    of_post = {post: np.sort(np.fromstring(text, np.int64, sep=",")) for post, text in rows if post in posts}
    if not of_post:
        return _empty()
    sizes = [len(votes) for votes in of_post.values()]
    return np.repeat(np.array(list(of_post), dtype=np.int64), sizes), np.concatenate(list(of_post.values()))


def _merged(session: Session, graph: Graph, where: ColumnElement[bool], kept: Mapping[int, int]) -> tuple[_Ints, _Ints]:
    """The votes on posts that were merged, as votes on the kept ones, the earliest first."""
    import numpy as np

    if not kept:
        return _empty()
    rows = session.execute(
        select(Vote.post_id, _CODED, Vote.person_id, Vote.label)
        .join(Post, Post.id == Vote.post_id)
        .where(where, Post.merged_into_id.is_not(None), Vote.person_id != Post.author_id)
        .order_by(Vote.cast, Vote.post_id)
    )
    votes = []
    for post, coded, person, label in rows:
        if post in kept and (on := graph.nodes[kept[post]]).author != person and on.label is label:
            votes.append((on.id, coded))
    posts, codes = np.array(votes, dtype=np.int64).reshape(-1, 2).T
    return posts, codes


def _empty() -> tuple[_Ints, _Ints]:
    import numpy as np

    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
