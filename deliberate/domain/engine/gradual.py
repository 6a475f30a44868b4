"""Gradual semantics: from votes and from who attacks and supports whom to how strong each argument is, 0 to 1.

Everything is arrays: n arguments named 0 to n-1, m edges from `source` to `target`. Arguments without a circle between
them are computed once, after what acts on them; each circle (a strongly connected component) is iterated in damped
steps until it rests.

Strengths do not depend on the order of arguments and edges, to the last digit: two camps that mirror each other stand
on a ridge, from which a difference in the last digit would let the one rise and the other fall. So nothing is rounded
off where terms are added (`exact_sums`): equals stay equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deliberate.domain.engine.exact_sums import parts, whole
from deliberate.domain.engine.semantics import Formula, Semantics, formula_of

# Sums in two parts, the coarse one as the real part and the fine one as the imaginary: numpy adds both at once.
Sums = NDArray[np.complex128]
Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

# A circle rests when every strength is this close to what the others make of it.
_REST = 2e-12
# A circle that comes back, after two steps, to within this part of a step will swing for ever.
_SWING = 1e-9
# The shortest step. Two camps of 50 posts that attack each other with conviction need 1/32.
_SHORTEST_STEP = 1 / 64
# Steps before the step is halved. Where what acts on it hardly moves any more, each of the shortest ones takes a
# strength 1/64 of the way that is left, so that it needs ln(_REST) / ln(1 - 1/64) = 1711 of them from 1 to rest.
_MOST_STEPS = 2000
# Below this many arguments at a time, a loop is quicker than arrays.
_FEW = 12
# From this share of all arguments on, looking at each is quicker than at those that were reached.
_SHARE = 1 / 32
# What `left` says of an argument that is computed.
_DONE = -1
# So many at a time that what is at hand stays in the processor's cache.
_MANY = 4096
# Sources that are alike but for so many of their last bits stand together when edges are roughly sorted. What is left
# of the number fits into 16 bits, for which numpy has a quick way.
_NEAR = 10


@dataclass(frozen=True)
class Solution:
    """`values` (n) are the strengths, 0 to 1; `balanced` (n) is False in a circle that found no rest and for what
    depends on it; `iterations` is the steps of the circle that took most, 0 without circles.
    """

    values: Floats
    balanced: NDArray[np.bool_]
    iterations: int


def solve(
    base: Floats,
    source: Indices,
    target: Indices,
    weight: Floats,
    semantics: Semantics = Semantics.QUADRATIC_ENERGY,
    *,
    conviction: bool = False,
    step: float = 0.5,
    balanced: NDArray[np.bool_] | None = None,
) -> Solution:
    """The strength of every argument.

    `base` (n) is 0 to 1; `weight` (m) is 0 to 1 for a support, 0 to -1 for an attack; `balanced` (n) is False for an
    argument whose base is itself the strength from a circle that did not rest. Linear in n + m without circles.
    With `conviction` what is not believed by more than half moves nothing (`formula_of`).
    In a circle s <- s + step (f(s) - s), from the base scores; `step` 1 is plain iteration. What does not rest is tried
    anew with half the step, down to 1/64, and then given as it is, not balanced, like whatever depends on it.
    """
    formula = formula_of(semantics, conviction)
    solver = Solver(base[np.newaxis], source, target, weight, formula, balanced)
    solver.solve(step)
    return Solution(solver.values[0], solver.balanced[0], solver.iterations)


class Solver:
    """Computes each strength: as one number, as the lowest and the highest that it can be, or as one between those two.

    `base` and `values` are ends x n. An end comes from the same end of what supports and from the other end of what
    attacks, so that attacks are taken in reverse order; a number in the middle is its own reverse. `balanced` is pairs
    x n, a pair being an end and its reverse, the outermost first.
    """

    def __init__(
        self,
        base: Floats,
        source: Indices,
        target: Indices,
        weight: Floats,
        formula: Formula,
        balanced: NDArray[np.bool_] | None,
    ) -> None:
        ends, n = base.shape
        # Each end with its reverse: what must be iterated together around a circle.
        self.pairs = [sorted({end, ends - 1 - end}) for end in range((ends + 1) // 2)]
        self.formula = formula
        self.base = base
        # Where an edge is gathered: attacks on argument i in place 2 i, supports in 2 i + 1. Small integers, since most
        # of the time goes into fetching them.
        place = 2 * target.astype(np.int32) + (weight > 0)
        self.starts, self.place, self.weight = _by_source(source, place, weight, n)
        self.gathered: Sums = np.zeros((ends, 2 * n), dtype=np.complex128)
        # How many edges into each argument have not been reckoned yet.
        self.left = np.bincount(target, minlength=n).astype(np.int32)
        self.values = np.zeros((ends, n))
        self.balanced = np.ones((len(self.pairs), n), dtype=bool)
        if balanced is not None:
            self.balanced &= balanced
        # Where an argument stands among those that are at hand.
        self.mark = np.zeros(n, dtype=np.int32)
        self.iterations = 0

    def solve(self, step: float = 0.5) -> None:
        self._sweep(np.flatnonzero(self.left == 0))
        if (self.left >= 0).any():
            for circle in self._circles():
                self._settle(circle, step)

    def _sweep(self, ready: Indices) -> None:
        """Computes what is ready, and what becomes so by that."""
        while len(ready):
            if len(ready) <= _FEW:
                ready = self._one_by_one(ready.tolist())
                continue
            reached = []
            for first in range(0, len(ready), _MANY):
                some = ready[first : first + _MANY]
                values = self._strength(self.base.take(some, axis=1), whole(self._gathered_by(some)))
                reached.append(self._pass_on(some, values))
            ready = self._ready(reached)

    def _gathered_by(self, some: Indices) -> Sums:
        """What acts on these arguments: ends x some x (attacks, supports)."""
        ends, places = self.gathered.shape
        return self.gathered.reshape(ends, places // 2, 2).take(some, axis=1)

    def _strength(self, base: Floats, gathered: Floats) -> Floats:
        strength: Floats = self.formula.strength(base, gathered[::-1, :, 0], gathered[:, :, 1])
        return strength

    def _ready(self, reached: list[Indices]) -> Indices:
        """Which of these wait for nothing more. Where they are many, all arguments are looked at instead."""
        if sum(map(len, reached)) < _SHARE * len(self.left):
            some = np.concatenate(reached)
            return np.unique(some.compress(self.left.take(some) == 0))
        return np.flatnonzero(self.left == 0)

    def _pass_on(self, some: Indices, values: Floats) -> Indices:
        """Lets arguments act on their targets, which it gives, once for each edge."""
        self.values[:, some] = values
        self.left[some] = _DONE
        edges, counts = self._edges(some)
        place = self.place.take(edges).astype(np.intp)
        weight = np.abs(self.weight.take(edges))
        both = np.empty(len(edges), dtype=np.complex128)
        for gathered, acting in zip(self.gathered, self.formula.acting(values), strict=True):
            both.real, both.imag = parts(self.formula.term(weight * np.repeat(acting, counts)))
            np.add.at(gathered, place, both)
        target = place >> 1
        for balanced in self.balanced:
            if not balanced[some].all():
                balanced[target[np.repeat(~balanced[some], counts)]] = False
        np.subtract.at(self.left, target, np.int32(1))
        return target

    def _edges(self, some: Indices) -> tuple[Indices, Indices]:
        """The edges out of these arguments, and how many each has."""
        first = self.starts.take(some)
        counts = self.starts.take(some + 1) - first
        return np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(counts.sum()), counts

    def _one_by_one(self, ready: list[int]) -> Indices:
        """The same for few arguments, until they are many."""
        formula, left = self.formula, self.left
        ends = list(zip(self.base, self.gathered[::-1], self.gathered, self.values, strict=True))
        while ready and len(ready) <= _FEW:
            source = ready.pop()
            acting = []
            for base, across, along, values in ends:
                attack, support = whole(across.item(2 * source)), whole(along.item(2 * source + 1))
                values[source] = value = formula.strength(base.item(source), attack, support)
                acting.append((along, formula.acting(value)))
            left[source] = _DONE
            unbalanced = [balanced for balanced in self.balanced if not balanced.item(source)]
            for edge in range(self.starts.item(source), self.starts.item(source + 1)):
                place, weight = self.place.item(edge), abs(self.weight.item(edge))
                for gathered, strength in acting:
                    gathered[place] += complex(*parts(formula.term(weight * strength)))
                target = place >> 1
                for balanced in unbalanced:
                    balanced[target] = False
                left[target] = waits = left.item(target) - 1
                if not waits:
                    ready.append(target)
        return np.array(sorted(ready), dtype=np.int64)

    def _circles(self) -> Iterator[Indices]:
        """The circles that are not computed, each after those that act on it."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import connected_components

        rest = np.flatnonzero(self.left >= 0)
        sources, targets, _ = self._between(rest)
        matrix = csr_array((np.ones(len(sources), dtype=np.int8), (sources, targets)), shape=(len(rest), len(rest)))
        count, component = connected_components(matrix, connection="strong")
        across = component[sources] != component[targets]
        upstream = component[sources][across] > component[targets][across]
        # The components come in topological order (Pearce 2005), of which only the direction is not documented.
        if not (upstream.all() or not upstream.any()):
            raise AssertionError("components without an order")
        sizes = np.bincount(component, minlength=count)
        looped = np.zeros(count, dtype=bool)
        looped[component[sources[~across]]] = True
        members = np.split(rest[np.argsort(component, kind="stable")], np.cumsum(sizes)[:-1])
        numbers = np.flatnonzero(looped)
        for number in numbers[::-1] if upstream.any() else numbers:
            yield members[number]

    def _between(self, some: Indices) -> tuple[Indices, Indices, Floats]:
        """The edges that begin and end in `some`: positions of both ends in it, and weights."""
        self.mark[some] = np.arange(len(some), dtype=np.int32)
        edges, counts = self._edges(some)
        end = self.place[edges] >> 1
        source, target = np.repeat(np.arange(len(some)), counts), self.mark[end].astype(np.int64)
        # Another argument has some mark too, but it does not stand there.
        inside = some.take(target, mode="clip") == end
        return source[inside], target[inside], self.weight[edges][inside]

    def _settle(self, circle: Indices, step: float) -> None:
        source, target, weight = self._between(circle)
        now = np.empty((len(self.base), len(circle)))
        for pair, balanced in zip(self.pairs, self.balanced, strict=True):
            now[pair], rests = self._settled(pair, circle, source, target, weight, step)
            balanced[circle] = rests and balanced[circle].all()
        self._sweep(self._ready([self._pass_on(circle, now)]))

    def _settled(
        self, pair: list[int], circle: Indices, source: Indices, target: Indices, weight: Floats, step: float
    ) -> tuple[Floats, bool]:
        """Where an end and its reverse come to, in a circle with these edges, and whether they rest there."""
        base, outside = self.base[pair][:, circle], self._gathered_by(circle)[pair]
        ends = np.arange(len(base))[:, np.newaxis]
        place = (2 * (len(circle) * ends + target) + (weight > 0)).ravel()
        weight = np.abs(weight)

        def strength(now: Floats) -> Floats:
            terms = self.formula.term(weight * self.formula.acting(now)[:, source]).ravel()
            coarse, fine = (np.bincount(place, part, outside.size).reshape(outside.shape) for part in parts(terms))
            return self._strength(base, (outside.real + coarse) + (outside.imag + fine))

        now, rests = base, False
        while not rests and step >= _SHORTEST_STEP:
            now, rests = self._iterate(base, strength, step)
            step /= 2
        return now, rests

    def _iterate(self, base: Floats, strength: Callable[[Floats], Floats], step: float) -> tuple[Floats, bool]:
        """Where steps of this length lead, and whether it rests there."""
        last, now, steps, rests, swings = base, base, 0, False, False
        while not (rests or swings) and steps < _MOST_STEPS:
            change = step * (strength(now) - now)
            before, last, now, steps = last, now, now + change, steps + 1
            longest = np.abs(change).max()
            rests = bool(longest < step * _REST)
            swings = bool(np.abs(now - before).max() < longest * _SWING)
        self.iterations = max(self.iterations, steps)
        return now, rests


def _by_source(
    source: Indices, place: NDArray[np.int32], weight: Floats, n: int
) -> tuple[NDArray[np.integer], NDArray[np.int32], Floats]:
    """Where each source's edges begin (n + 1), the edges being in the order of sources; their places and weights."""
    if len(source) < 10_000:
        order = np.argsort(source, kind="stable")
        return np.concatenate(([0], np.cumsum(np.bincount(source, minlength=n)))), place[order], weight[order]
    # A counting sort, of what is roughly sorted: it would go to and fro in all of the memory otherwise.
    from scipy.sparse import coo_array

    source = source.astype(np.int32)
    roughly = np.argsort((source >> _NEAR).astype(np.uint16), kind="stable")
    ends = source.take(roughly), place.take(roughly)
    edges = coo_array((weight.take(roughly), ends), shape=(n, 2 * n))
    # Or else what acts twice in the same place would be added up, before it is a term.
    edges.has_canonical_format = True
    rows = edges.tocsr()
    return rows.indptr, rows.indices, rows.data
