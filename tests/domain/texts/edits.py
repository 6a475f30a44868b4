"""Revisions of documents, made by a program that knows where each passage went.

Rewording puts whole phrases of other passages in place of phrases, as people write: their words are those that the text
has anyway. What is written without spaces is reworded letter by letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from deliberate.domain.texts.letters import is_unspaced
from deliberate.domain.texts.passages import Passage, PassageKind

BODY = (PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.DEFINITION, PassageKind.FACT)


class NothingLeft(Exception):
    """There is no passage that this could be done to."""


@dataclass
class Piece:
    """A passage of the revision, and the anchors of those that it was made of."""

    passage: Passage
    origins: tuple[str, ...] = ()


@dataclass
class Edit:
    """`after` is worked on; `touched` are the anchors of the passages that something was done to. `other` is a document
    in the same language, whose words may stand in for others."""

    random: Random
    before: list[Passage]
    other: Sequence[Passage]
    after: list[Piece] = field(init=False)
    touched: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.after = [Piece(passage, (passage.anchor,)) for passage in self.before]

    @property
    def truth(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {passage.anchor: [] for passage in self.before}
        for place, piece in enumerate(self.after):
            for origin in piece.origins:
                found[origin].append(place)
        return found

    @property
    def new(self) -> list[Passage]:
        return [replace(piece.passage, anchor="") for piece in self.after]

    def choose(self, *kinds: PassageKind, words: int = 4) -> Piece:
        """One that nothing was done to yet, of so many words (or letters where there are no spaces), which is touched
        from now on. Raises NothingLeft."""
        pieces = [piece for piece in self.after if piece.origins and not self.touched & {*piece.origins}]
        fit = [piece for piece in pieces if piece.passage.kind in (kinds or BODY)]
        long = [piece for piece in fit if kinds or len(units(piece.passage.text)[0]) >= words]
        if not long:
            raise NothingLeft
        piece = self.random.choice(long)
        self.touched.update(piece.origins)
        return piece

    def place(self, piece: Piece) -> int:
        return next(place for place, each in enumerate(self.after) if each is piece)

    def put(self, piece: Piece, *, away_from: int | None = None) -> None:
        """Anywhere but first, and not near the place `away_from`."""
        places = [place for place in range(1, len(self.after)) if away_from is None or abs(place - away_from) > 2]
        self.after.insert(self.random.choice(places), piece)

    def phrases(self) -> list[str]:
        """What other words are taken from: passages of this document that nothing was done to, and of another one."""
        every = (*self.before, *self.other)
        return [passage.text for passage in every if passage.kind in BODY and passage.anchor not in self.touched]


def units(text: str) -> tuple[list[str], str]:
    """What is reworded, and what stands between."""
    if sum(map(is_unspaced, text)) * 2 > len(text):
        return list(text), ""
    return text.split(), " "


def phrase(random: Random, texts: Sequence[str], length: int) -> list[str]:
    found, _ = units(random.choice(texts))
    start = random.randrange(max(len(found) - length, 0) + 1)
    return found[start : start + length]


def reworded(random: Random, text: str, share: float, texts: Sequence[str]) -> str:
    """About `share` of the words are others: phrases of one to four words, by phrases of about their length."""
    found, between = units(text)
    wanted = max(round(share * len(found)), 1)
    changed: set[int] = set()
    written: dict[int, list[str]] = {}
    while len(changed) < wanted:
        length = min(random.randint(1, 4), wanted - len(changed))
        start = random.randrange(len(found))
        places = [place for place in range(start, min(start + length, len(found))) if place not in changed]
        if places:
            changed.update(places)
            written[places[0]] = phrase(random, texts, max(len(places) + random.randint(-1, 1), int(len(found) < 4)))
    kept = {place: [unit] for place, unit in enumerate(found) if place not in changed}
    parts = {**kept, **written}
    return between.join(unit for place in sorted(parts) for unit in parts[place])


def change(piece: Piece, text: str, **changes: object) -> None:
    piece.passage = replace(piece.passage, text=text, **changes)  # type: ignore[arg-type]
