"""What standings cost: a million edges beside a matrix product, a tree beside a plain loop, a vote beside a vote."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from random import Random
from statistics import median
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.engine import standing
from deliberate.domain.engine.assessment import Forum, Rules, assess
from deliberate.domain.engine.gradual import solve
from deliberate.domain.engine.ranges import with_ranges
from deliberate.domain.engine.standing import Standing, standings
from deliberate.domain.engine.walk import Walked, walked
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.nodes import VOICE, Backing, Link, Node, State
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory
from tests.growing import grow

pytestmark = pytest.mark.benchmark

Integers = NDArray[np.int64]
Parents = dict[int, int | None]


def timed(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def seconds(act: Callable[[], object], rounds: int = 9) -> float:
    """The median of some runs after one that is not counted."""
    return median([timed(act) for _ in range(rounds + 1)][1:])


def computed(act: Callable[[], object], rounds: int = 999) -> float:
    """The fastest of some runs: what is computed, without what else the machine does meanwhile."""
    return min(timed(act) for _ in range(rounds))


def up(parents: Parents, post: int | None) -> Iterator[int]:
    """From a post up to the root of its branch."""
    while post is not None:
        yield post
        post = parents[post]


def deepest(parents: Parents, posts: Iterable[int]) -> int:
    return max(posts, key=lambda post: sum(1 for _ in up(parents, post)))


def tree(random: np.random.Generator, posts: int) -> tuple[Integers, Integers]:
    """Each post replies to an earlier one."""
    source = np.arange(1, posts)
    return source, (random.random(posts - 1) * source).astype(np.int64)


def test_a_million_edges() -> None:
    random = np.random.default_rng(1)
    posts, edges = 300_000, 1_000_000
    source, target = tree(random, posts)
    ends = np.sort(random.integers(0, posts, (edges - posts + 1, 2)), axis=1)
    ends[ends[:, 0] == ends[:, 1], 1] += 1
    ends %= posts
    ends.sort(axis=1)
    source, target = np.concatenate((source, ends[:, 1])), np.concatenate((target, ends[:, 0]))
    mixed = random.permutation(edges)
    source, target = source[mixed], target[mixed]
    weight, base = random.uniform(-1, 1, edges), random.random(posts)
    matrix = csr_array((weight, (target, source)), shape=(posts, posts))
    edges_of = source, target, weight
    low, high = np.maximum(base - 0.1, 0), np.minimum(base + 0.1, 1)

    # In turn: how fast the machine is changes from one second to the next.
    rounds = [
        (
            seconds(lambda: matrix @ base, 3),
            seconds(lambda: solve(base, *edges_of, conviction=True), 1),
            seconds(lambda: with_ranges(low, base, high, *edges_of, conviction=True), 1),
        )
        for _ in range(15)
    ]
    product, whole, both = (median(column) for column in zip(*rounds, strict=True))
    ratio, with_both = (median(taken[at] / taken[0] for taken in rounds) for at in (1, 2))
    print(f"\n1,000,000 edges: {whole * 1e3:.0f} ms, {ratio:.1f} products of {product * 1e3:.1f} ms; aim 20")
    print(f"with the range of each: {both * 1e3:.0f} ms, {with_both:.1f} products")
    assert ratio <= 30
    assert with_both <= 60


def a_long_thread(random: Random, posts: int, edges: int) -> tuple[Graph, Parents]:
    """Replies to earlier posts, and links from posts without replies to posts with some."""

    def votes() -> dict[str, Any]:
        agree, disagree = random.randrange(9), random.randrange(9)
        # As it is read from the database.
        return {"agree": agree, "disagree": disagree, "backing": Backing(agree * VOICE)}

    labels = (Label.OBJECTION, Label.REBUTTAL, Label.SAFEGUARD, Label.SUPPORT)
    parents: Parents = {post: random.randrange(post) if post else None for post in range(posts)}
    inner = sorted({parent for parent in parents.values() if parent is not None})
    leaves = sorted(parents.keys() - set(inner))
    nodes = [Node(post, random.choice(labels), post % 999, parent, **votes()) for post, parent in parents.items()]
    links = [
        Link(random.choice(leaves), random.choice(inner), random.choice((Polarity.ATTACK, Polarity.SUPPORT)))
        for _ in range(edges - posts + 1)
    ]
    return Graph(nodes, links), parents


def part_around(graph: Graph, path: list[int]) -> tuple[list[Node], list[Link]]:
    """What is read of a thread for a vote: the path, and what replies and links to it."""
    on_path = set(path)
    links = [link for link in graph.links if link.target in on_path]
    read = {*path, *(reply.id for post in path for reply in graph.replies(post)), *(link.source for link in links)}
    return [graph.nodes[post] for post in sorted(read)], links


def a_vote_along_its_path() -> tuple[list[Node], list[Link], list[int], dict[int, Standing]]:
    """The part of a thread of a million edges that a vote on its deepest post is reckoned with, that path, and how the
    posts on it stand in the whole."""
    graph, parents = a_long_thread(Random(4), 300_000, 1_000_000)
    before = standings(graph)
    post = deepest(parents, (parent for parent in parents.values() if parent is not None))
    path = list(up(parents, post))
    graph = graph.with_nodes(
        node._replace(standing=before[id].value, low=before[id].low, high=before[id].high)
        for id, node in graph.nodes.items()
    )
    graph = graph.with_nodes([graph.nodes[post]._replace(agree=99, disagree=1)])
    whole = standings(graph)
    return *part_around(graph, path), path, {id: whole[id] for id in path}


def test_one_vote_is_reckoned_along_its_path_in_a_millisecond(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a graph made anew each time, as it is after reading it."""
    nodes, links, path, expected = a_vote_along_its_path()
    gc.collect()
    walking: list[Callable[[], Walked | None]] = []

    def remember(*given: Any) -> Walked | None:
        walking.append(partial(walked, *given))
        return walking[-1]()

    with monkeypatch.context() as patched:
        patched.setattr(standing, "walked", remember)
        assert standings(Graph(nodes, links), only=path) == expected
    bare = computed(walking[0])
    took = computed(lambda: standings(Graph(nodes, links), only=path))
    more = computed(lambda: assess(Graph(nodes, links), Forum(1), Rules(), only=path))
    print(f"\na path of {len(path)} posts, in a graph of {len(nodes):,} posts and {len(links)} links that was read")
    print(f"standings {took * 1e3:.2f} ms, along edges {bare * 1e3:.2f}; with labels and statuses {more * 1e3:.2f}")
    assert took <= 0.001


def test_a_tree_beside_a_plain_loop() -> None:
    random = np.random.default_rng(3)
    posts = 100_000
    source, target = tree(random, posts)
    weight, base = random.uniform(-1, 1, posts - 1), random.random(posts)
    parents, weights, bases = target.tolist(), weight.tolist(), base.tolist()

    def sweep() -> list[float]:
        energy = [0.0] * posts
        for post in range(posts - 1, 0, -1):
            e, b = energy[post], bases[post]
            pull = e * e / (1 + e * e)
            energy[parents[post - 1]] += weights[post - 1] * (b - b * pull if e < 0 else b + (1 - b) * pull)
        return energy

    ours, plain = seconds(lambda: solve(base, source, target, weight)), seconds(sweep)
    print(f"\na tree of 100,000: {ours * 1e3:.0f} ms, a plain loop {plain * 1e3:.0f} ms, ratio {plain / ours:.1f}")
    assert ours < plain


def test_a_vote_in_a_large_thread_takes_at_most_twice_the_time_of_one_in_a_small_one(
    session: Session, cast: Cast
) -> None:
    """Database included; on the deepest objection of each, which is deeper in the larger one."""
    from deliberate.actions.voting import cast_vote
    from deliberate.models import Choice, Post

    sizes = (100, 10_000, 100_000)
    voted = {}
    for size in sizes:
        proposal = ProposalFactory()
        PostFactory(proposal=proposal, anchor="first")
        session.commit()
        grow(session, proposal, [cast.ada, cast.ben, cast.mo], size)
        rows = session.execute(
            select(Post.id, Post.parent_id, Post.label, Post.state).where(Post.proposal_id == proposal.id)
        ).all()
        parents: Parents = {id: parent for id, parent, _, _ in rows}
        shown = (id for id, _, label, state in rows if label is Label.OBJECTION and state is State.VISIBLE)
        voted[size] = deepest(parents, shown)
    # In turn: how fast the machine is changes from one second to the next.
    rounds = []
    for turn in range(32):
        cast_one = partial(cast_vote, session, cast.ben, choice=(Choice.AGREE, Choice.DISAGREE)[turn % 2])
        rounds.append([timed(partial(cast_one, voted[size])) for size in sizes])
    took = dict(zip(sizes, (median(column) for column in zip(*rounds[1:], strict=True)), strict=True))
    print("\na vote: " + ", ".join(f"{one * 1e3:.1f} ms of {size:,} posts" for size, one in took.items()))
    print(f"{took[10_000] / took[100]:.2f} and {took[100_000] / took[100]:.2f} times as long as of 100")
    assert max(took[10_000], took[100_000]) <= 2 * took[100]
