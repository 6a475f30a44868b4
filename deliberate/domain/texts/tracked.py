"""Two revisions in one text that holds all of both, so that either can be had back: what word processors call tracked
changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

from deliberate.domain.texts.diffs import Change, aligned
from deliberate.domain.texts.passages import Passage
from deliberate.domain.texts.spans import Call, Run, Span

# Han and kana are written without spaces: each sign is compared by itself.
_PIECES = re.compile(r"\s+|[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\s\u3041-\u30ff\u3400-\u9fff]+|\S")


@dataclass(frozen=True)
class Pair:
    """A passage as it was and as it is; only one of them where it was taken out or is new."""

    before: Passage | None
    after: Passage | None

    @property
    def change(self) -> Change:
        if self.before and self.after:
            return Change.KEPT
        return Change.ADDED if self.after else Change.REMOVED


def pairs(old: Sequence[Passage], new: Sequence[Passage], shape: Callable[[Passage], Hashable]) -> list[Pair]:
    """All passages of both, each side in its own order. Kept is what has the same anchor and the same `shape`, among
    other such passages; what only moved, or has another shape, was taken out and is new."""
    keys = ([(passage.anchor, shape(passage)) for passage in passages] for passages in (old, new))
    return [
        Pair(None if before is None else old[before], None if after is None else new[after])
        for before, after in aligned(*keys)
    ]


Tracked = tuple[Change, Run]


def tracked(old: Sequence[Run], new: Sequence[Run]) -> list[Tracked]:
    """Word by word, with the white space of both: all but what was added is `old`, all but what was removed is `new`.

    A word that has other styles than before was removed and added.
    """
    if old == new:
        return [(Change.KEPT, run) for run in new]
    before, after = _tokens(old), _tokens(new)
    text = _Text()
    for was, now in aligned([token.run for token in before], [token.run for token in after]):
        if was is not None and now is not None:
            text.keep(before[was], after[now])
        elif was is not None:
            text.removed += [*before[was].space, before[was].run]
        elif now is not None:
            text.added += [*after[now].space, after[now].run]
    text.flush()
    return list(_joined(text.runs))


@dataclass(frozen=True)
class _Token:
    """A word or a call with the white space before it. Behind the last one of a text stands an empty one."""

    space: tuple[Span, ...]
    run: Run


def _is_space(run: Run) -> TypeGuard[Span]:
    return isinstance(run, Span) and run.text.isspace()


def _tokens(runs: Iterable[Run]) -> list[_Token]:
    found: list[_Token] = []
    space: list[Span] = []
    for run in _pieces(runs):
        if _is_space(run):
            space.append(run)
        else:
            found.append(_Token(tuple(space), run))
            space = []
    return [*found, _Token(tuple(space), Span(""))]


def _pieces(runs: Iterable[Run]) -> Iterator[Run]:
    for run in runs:
        if isinstance(run, Call):
            yield run
        else:
            yield from (Span(piece, run.styles) for piece in _PIECES.findall(run.text))


@dataclass
class _Text:
    runs: list[Tracked] = field(default_factory=list)
    # Since the last word that was kept.
    removed: list[Run] = field(default_factory=list)
    added: list[Run] = field(default_factory=list)

    def keep(self, was: _Token, now: _Token) -> None:
        if was.space != now.space:
            self.removed += was.space
            self.added += now.space
        self.flush()
        if was.space == now.space:
            self.runs += [(Change.KEPT, space) for space in now.space]
        self.runs.append((Change.KEPT, now.run))

    def flush(self) -> None:
        """The white space that both begin with is kept."""
        while self.removed and self.added and self.removed[0] == self.added[0] and _is_space(self.removed[0]):
            self.runs.append((Change.KEPT, self.removed.pop(0)))
            del self.added[0]
        self.runs += [(Change.REMOVED, run) for run in self.removed]
        self.runs += [(Change.ADDED, run) for run in self.added]
        self.removed, self.added = [], []


def _joined(runs: Iterable[Tracked]) -> Iterator[Tracked]:
    """Spans that share fate and styles as one, and none without words."""
    last: tuple[Change, Span] | None = None
    for change, run in runs:
        if isinstance(run, Span) and last and (change, run.styles) == (last[0], last[1].styles):
            last = change, Span(last[1].text + run.text, run.styles)
        elif not isinstance(run, Span) or run.text:
            if last:
                yield last
            last = (change, run) if isinstance(run, Span) else None
            if isinstance(run, Call):
                yield change, run
    if last:
        yield last
