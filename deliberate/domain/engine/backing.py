"""One voice per person: what the votes of people put behind replies.

Who agrees with several replies that do the same to the same post divides one voice among them, so that fifty replies by
four people weigh as four people do. What a person adds depends on that person's votes alone: a change of one vote is
what the person added after it, less what they added before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from deliberate.domain.engine.verdicts import grants
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Polarity
from deliberate.domain.nodes import VOICE, Backing

if TYPE_CHECKING:  # arrays are loaded where there are votes to be put behind replies
    import numpy as np
    from numpy.typing import NDArray

    from deliberate.domain.opinions.ballots import VoteTable

    _Ints: TypeAlias = NDArray[np.int64]

# A reply and what it acts on.
Edge: TypeAlias = tuple[int, int]


def edges_into(graph: Graph, posts: Iterable[int]) -> list[Edge]:
    """Whatever acts on these posts."""
    return [(reply, post) for post in posts for reply in graph.acting_on(post)]


def backings(graph: Graph, votes: VoteTable, edges: Collection[Edge]) -> dict[Edge, Backing]:
    """What these votes put behind replies. Among `edges` is whatever acts on a post that one of them leads to.

    Linear in votes and edges but for the sorting of votes.
    """
    import numpy as np

    listed = list(edges)
    if not listed or not len(votes.value):
        return dict.fromkeys(listed, Backing())
    position = {post: index for index, post in enumerate(votes.posts)}
    nowhere = len(votes.posts)
    source = np.array([position.get(reply, nowhere) for reply, _ in listed], dtype=np.int64)
    target = np.array([position.get(post, nowhere) for _, post in listed], dtype=np.int64)
    order = np.argsort(votes.post, kind="stable")
    starts = np.concatenate(([0], np.cumsum(np.bincount(votes.post, minlength=nowhere + 1))))
    first, counts = starts[source], starts[source + 1] - starts[source]
    edge = np.repeat(np.arange(len(listed)), counts)
    rows = order[np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())]
    person, value = votes.person[rows].astype(np.int64), votes.value[rows]
    polarity = _polarities(graph, listed)
    voice = _voices(_sides(listed, polarity)[edge], edge, person, value, len(votes.people), len(listed))
    holding = _value_on(votes, target[edge], person) == _holding(graph, listed, polarity)[edge]
    agree, disagree = (np.bincount(edge[holding & (value == vote)], minlength=len(listed)) for vote in (1, -1))
    return dict(zip(listed, map(Backing, voice.tolist(), agree.tolist(), disagree.tolist()), strict=True))


def backings_by(graph: Graph, votes: Mapping[int, int], edges: Collection[Edge]) -> dict[Edge, Backing]:
    """The same of one person's votes by post (1, 0, -1), which arrays would take longer for."""
    acting = {post: graph.acting_on(post) for post in {post for _, post in edges}}
    sides = {(reply, post): (post, acting[post][reply]) for reply, post in edges}
    agrees = Counter(side for (reply, _), side in sides.items() if votes.get(reply) == 1)
    put = {}
    for (reply, post), side in sides.items():
        vote, holds = votes.get(reply), -1 if grants(graph.nodes[reply], side[1]) else 1
        is_told = votes.get(post, 0) == holds
        voice = round(VOICE / agrees[side]) if vote == 1 else 0
        put[reply, post] = Backing(voice, int(is_told and vote == 1), int(is_told and vote == -1))
    return put


def _polarities(graph: Graph, edges: list[Edge]) -> list[Polarity]:
    """What each reply does to what it acts on."""
    acting = {post: graph.acting_on(post) for post in {post for _, post in edges}}
    return [acting[post][reply] for reply, post in edges]


def _sides(edges: list[Edge], polarities: list[Polarity]) -> _Ints:
    """For each edge a number that it shares with those that do the same to the same post."""
    import numpy as np

    numbers: dict[tuple[int, Polarity], int] = {}
    sides = ((post, polarity) for (_, post), polarity in zip(edges, polarities, strict=True))
    return np.array([numbers.setdefault(side, len(numbers)) for side in sides])


def _holding(graph: Graph, edges: list[Edge], polarities: list[Polarity]) -> _Ints:
    """How those vote on a post who hold what a reply to it is about: who denies the point, where it is granted."""
    import numpy as np

    acting = zip(edges, polarities, strict=True)
    return np.array([-1 if grants(graph.nodes[reply], polarity) else 1 for (reply, _), polarity in acting])


def _voices(side: _Ints, edge: _Ints, person: _Ints, value: NDArray[np.int8], people: int, edges: int) -> _Ints:
    """By edge the sum over those who agree with its reply, each their part of a voice."""
    import numpy as np

    agrees = value == 1
    _, where, number = np.unique(side[agrees] * people + person[agrees], return_inverse=True, return_counts=True)
    voice: _Ints = np.zeros(edges, dtype=np.int64)
    np.add.at(voice, edge[agrees], np.rint(VOICE / number[where]).astype(np.int64))
    return voice


def _value_on(votes: VoteTable, post: _Ints, person: _Ints) -> _Ints:
    """How each person voted on a post (position); 0 also for who did not."""
    import numpy as np

    people = len(votes.people)
    keys = votes.post.astype(np.int64) * people + votes.person
    order = np.argsort(keys, kind="stable")
    wanted = post * people + person
    at = np.searchsorted(keys, wanted, sorter=order).clip(max=len(keys) - 1)
    found = order[at]
    values: _Ints = np.where(keys[found] == wanted, votes.value[found], 0).astype(np.int64)
    return values
