"""What can become of the passages of a document, as programs that revise one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from random import Random

from deliberate.domain.texts.passages import Passage, PassageKind, anchored
from tests.domain.texts.edits import BODY, Edit, NothingLeft, Piece, change, phrase, reworded, units

Act = Callable[[Edit], None]

_SENTENCE = re.compile(r"(?<=[.!?。！？।]) *(?=\S)|(?<=[,;:，、]) *(?=\S)")
_LONG = 12
_NAMES = ("North", "South", "West", "East", "Hill", "Mill", "Castle", "Abbey", "Quay", "Heath")


def _reword(share: float) -> Act:
    def act(edit: Edit) -> None:
        piece = edit.choose()
        change(piece, reworded(edit.random, piece.passage.text, share, edit.phrases()))

    return act


def _add_a_clause(edit: Edit) -> None:
    piece = edit.choose(words=6)
    found, between = units(piece.passage.text)
    clause = phrase(edit.random, edit.phrases(), len(found) // 2 + 1)
    at = edit.random.choice([0, len(found) // 2, len(found)])
    change(piece, between.join([*found[:at], *clause, *found[at:]]))


def _strike_a_clause(edit: Edit) -> None:
    piece = edit.choose(words=_LONG)
    found, between = units(piece.passage.text)
    length = len(found) // 2
    at = edit.random.randrange(len(found) - length)
    change(piece, between.join([*found[:at], *found[at + length :]]))


def _move(share: float = 0) -> Act:
    def act(edit: Edit) -> None:
        piece = edit.choose(words=_LONG if share else 4)
        at = edit.place(piece)
        del edit.after[at]
        edit.put(piece, away_from=at)
        if share:
            change(piece, reworded(edit.random, piece.passage.text, share, edit.phrases()))

    return act


def _swap(edit: Edit) -> None:
    one, other = edit.choose(), edit.choose()
    at, to = edit.place(one), edit.place(other)
    edit.after[at], edit.after[to] = other, one


def _turn_round(edit: Edit) -> None:
    """Sections in another order."""
    starts = [place for place, piece in enumerate(edit.after) if piece.passage.kind is PassageKind.HEADING]
    bounds = [*starts[1:], len(edit.after)]
    sections = [edit.after[start:end] for start, end in zip(starts, bounds, strict=True)]
    edit.random.shuffle(sections)
    edit.after[starts[0] :] = [piece for section in sections for piece in section]


def _split(share: float = 0) -> Act:
    def act(edit: Edit) -> None:
        piece = edit.choose(words=_LONG)
        text = piece.passage.text
        found, between = units(text)
        cuts = [match.start() for match in _SENTENCE.finditer(text) if 0.15 < match.start() / len(text) < 0.85]
        cut = edit.random.choice(cuts or [len(between.join(found[: len(found) // 2]))])
        halves = [text[:cut].strip(), text[cut:].strip()]
        if share:
            halves = [reworded(edit.random, half, share, edit.phrases()) for half in halves]
        parts = [Piece(replace(piece.passage, text=half), piece.origins) for half in halves]
        at = edit.place(piece)
        edit.after[at : at + 1] = parts

    return act


def _join(count: int, share: float = 0) -> Act:
    def act(edit: Edit) -> None:
        every = [edit.after[at : at + count] for at in range(len(edit.after) - count + 1)]
        runs = [run for run in every if _can_be_joined(run, edit.touched)]
        if not runs:
            raise NothingLeft
        run = edit.random.choice(runs)
        text = units(run[0].passage.text)[1].join(piece.passage.text for piece in run)
        origins = tuple(origin for piece in run for origin in piece.origins)
        edit.touched.update(origins)
        if share:
            text = reworded(edit.random, text, share, edit.phrases())
        at = edit.place(run[0])
        edit.after[at : at + count] = [Piece(replace(run[0].passage, text=text), origins)]

    return act


def _can_be_joined(run: Sequence[Piece], touched: set[str]) -> bool:
    kinds = {piece.passage.kind for piece in run}
    return len(kinds) == 1 and kinds < {*BODY} and all(each.origins and not touched & {*each.origins} for each in run)


def _strike_out(edit: Edit) -> None:
    edit.after.remove(edit.choose())


def _strike_out_with_decoy(begins: bool) -> Act:
    """Struck out; elsewhere a new passage begins or ends alike and goes on about something else."""

    def act(edit: Edit) -> None:
        piece = edit.choose()
        at = edit.place(piece)
        del edit.after[at]
        found, between = units(piece.passage.text)
        kept = round(len(found) * edit.random.uniform(0.3, 0.55))
        rest = phrase(edit.random, edit.phrases(), len(found) - kept)
        text = between.join([*found[:kept], *rest] if begins else [*rest, *found[-kept:]])
        edit.put(Piece(replace(piece.passage, text=text)), away_from=at)

    return act


def _replace_by_another(edit: Edit) -> None:
    """Struck out; in its place stands something else."""
    piece = edit.choose()
    found, between = units(piece.passage.text)
    words: list[str] = []
    while len(words) < len(found):
        words += phrase(edit.random, edit.phrases(), 6)
    edit.after[edit.place(piece)] = Piece(replace(piece.passage, text=between.join(words)))


def _add_alike(edit: Edit) -> None:
    model = edit.random.choice([passage for passage in edit.before if passage.kind in BODY])
    text = reworded(edit.random, model.text, 0.6, edit.phrases())
    edit.put(Piece(replace(model, text=text)))


def _copy(edit: Edit) -> None:
    piece = edit.choose()
    edit.put(Piece(piece.passage), away_from=edit.place(piece))


def _rename(edit: Edit) -> None:
    piece = edit.choose(PassageKind.HEADING)
    change(piece, reworded(edit.random, piece.passage.text, 0.5, edit.phrases()))


def _relevel(edit: Edit) -> None:
    piece = edit.choose()
    is_item = piece.passage.kind is PassageKind.ITEM
    text = reworded(edit.random, piece.passage.text, 0.15, edit.phrases())
    kind = PassageKind.PARAGRAPH if is_item else PassageKind.ITEM
    change(piece, text, kind=kind, level=int(not is_item))


def _row(edit: Edit, act: Callable[[Edit, list[Piece]], None], text: str) -> None:
    """Puts a row of passages that differ in a name and a number into the document before it is revised."""
    names = edit.random.sample(_NAMES, 5)
    kind = PassageKind.TABLE if "|" in text else PassageKind.PARAGRAPH
    rows = [text.format(name, edit.random.randint(2, 40), edit.random.randint(2, 40)) for name in names]
    passages = anchored([Passage("", kind, 0, row) for row in rows[:4]], (one.anchor for one in edit.before))
    at = edit.random.randrange(1, len(edit.before))
    edit.before[at:at] = passages
    pieces = [Piece(passage, (passage.anchor,)) for passage in passages]
    edit.after[at:at] = pieces
    act(edit, [*pieces, Piece(replace(passages[0], text=rows[4]))])


def _strike_one_of_a_row(edit: Edit, row: list[Piece]) -> None:
    """And put a new one at any place in the row, also at its own."""
    *kept, new = row
    gone = edit.random.choice(kept)
    edit.touched.update(gone.origins)
    at = edit.place(kept[0])
    edit.after.remove(gone)
    edit.after.insert(at + edit.random.randrange(4), new)


def _change_one_of_a_row(edit: Edit, row: list[Piece]) -> None:
    piece = edit.random.choice(row[:-1])
    edit.touched.update(piece.origins)
    change(piece, re.sub(r"\d+", lambda match: str(int(match.group()) + 50), piece.passage.text, count=1))


def _change_all_of_a_row(edit: Edit, row: list[Piece]) -> None:
    for piece in row[:-1]:
        edit.touched.update(piece.origins)
        change(piece, re.sub(r"\d+", lambda match: str(int(match.group()) + 50), piece.passage.text))


_ROWS = {
    "wards": "Ward {} elects {} councillors for a term of {} months.",
    "short wards": "Ward {} elects {} councillors.",
    "cells": "{} Street | {} | {}",
    "times": "The bus to {} leaves the market every {} minutes and stops at the school on request, except on Sundays.",
}
KINDS: dict[str, Act] = {
    **{f"reworded {share}": _reword(share) for share in (0.15, 0.3, 0.45)},
    "clause added": _add_a_clause,
    "clause struck out": _strike_a_clause,
    "moved": _move(),
    "moved, reworded": _move(0.25),
    "swapped": _swap,
    "sections turned round": _turn_round,
    "split": _split(),
    "split, reworded": _split(0.1),
    "joined": _join(2),
    "three joined": _join(3),
    "joined, reworded": _join(2, 0.1),
    "struck out": _strike_out,
    "struck out, begins alike": _strike_out_with_decoy(begins=True),
    "struck out, ends alike": _strike_out_with_decoy(begins=False),
    "replaced by another": _replace_by_another,
    "added alike": _add_alike,
    "copied": _copy,
    "renamed": _rename,
    "relevelled": _relevel,
    **{
        f"{what} of {name} {done}": lambda edit, act=act, text=text: _row(edit, act, text)
        for name, text in _ROWS.items()
        for what, done, act in [
            ("one", "struck out", _strike_one_of_a_row),
            ("one", "changed", _change_one_of_a_row),
            ("all", "changed", _change_all_of_a_row),
        ]
    },
}


# Done to a document once, others up to three times.
_ONCE = {kind for kind in KINDS if " of " in kind or "alike" in kind} | {"sections turned round", "renamed"}
# In a whole revision these are together.
_SINGLE = sorted(KINDS.keys() - {kind for kind in KINDS if " of " in kind} - {"sections turned round"})


def edited(kind: str, seed: int, document: Sequence[Passage], other: Sequence[Passage]) -> Edit:
    """A revision in which some passages have this fate."""
    random = Random(f"{kind} {seed}")
    edit = Edit(random, list(document), other)
    _do([kind] * (1 if kind in _ONCE else random.randint(1, 3)), edit)
    return edit


def revised(seed: int, document: Sequence[Passage], other: Sequence[Passage]) -> Edit:
    """A revision in which passages have several fates."""
    random = Random(seed)
    edit = Edit(random, list(document), other)
    _do(random.sample(_SINGLE, 4), edit)
    return edit


def _do(kinds: Sequence[str], edit: Edit) -> None:
    for kind in kinds:
        with suppress(NothingLeft):
            KINDS[kind](edit)
