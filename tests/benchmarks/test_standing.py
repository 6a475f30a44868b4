"""What standings cost: a million edges beside a matrix product, a tree beside a plain loop, a vote beside a vote."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sqlalchemy.orm import Session

from deliberate.domain.gradual import solve
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory
from tests.web.test_statements import grow

pytestmark = pytest.mark.benchmark

Integers = NDArray[np.int64]


def seconds(act: Callable[[], object], rounds: int = 9) -> float:
    found = []
    for _ in range(rounds + 1):
        begin = time.perf_counter()
        act()
        found.append(time.perf_counter() - begin)
    return median(found[1:])


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
    # In turn: how fast the machine is changes from one second to the next.
    rounds = [
        (seconds(lambda: matrix @ base, 3), seconds(lambda: solve(base, source, target, weight), 1)) for _ in range(15)
    ]
    product, whole = (median(column) for column in zip(*rounds, strict=True))
    ratio = median(solved / multiplied for multiplied, solved in rounds)
    print(f"\n1,000,000 edges: {whole * 1e3:.0f} ms, {ratio:.1f} products of {product * 1e3:.1f} ms")
    assert ratio < 60


def test_one_path_in_memory() -> None:
    """What a vote computes: about as many posts as a path has, and what acts on them."""
    random = np.random.default_rng(2)
    depth, beside = 16, 48
    source = np.concatenate((np.arange(1, depth), np.arange(depth, depth + beside)))
    target = np.concatenate((np.arange(depth - 1), random.integers(0, depth, beside)))
    weight, base = random.uniform(-1, 1, len(source)), random.random(depth + beside)
    took = seconds(lambda: solve(base, source, target, weight), 99)
    print(f"\na path of {depth} posts with {beside} beside it: {took * 1e3:.2f} ms")
    assert took < 0.005


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


def test_a_vote_in_a_large_thread_beside_one_in_a_small_one(session: Session, cast: Cast) -> None:
    from deliberate.actions.voting import cast_vote
    from deliberate.models import Choice

    took = {}
    for size in (100, 10_000):
        proposal = ProposalFactory()
        post = PostFactory(proposal=proposal, anchor="first")
        session.commit()
        grow(session, proposal, [cast.ada, cast.ben, cast.mo], size)
        session.commit()
        choices = [Choice.AGREE, Choice.DISAGREE]

        def vote(id: int = post.id, choices: list[Choice] = choices) -> None:
            choices.reverse()
            cast_vote(session, cast.ben, id, choices[0])

        took[size] = seconds(vote, 21)
    print(f"\na vote: {took[100] * 1e3:.1f} ms of 100 posts, {took[10_000] * 1e3:.1f} ms of 10,000")
    assert took[10_000] / took[100] < 4
