"""A proposal's document as its page shows it: passages grouped into lists, each with how contested it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deliberate.domain.nodes import State
from deliberate.domain.permissions import VISITOR, Actor
from deliberate.domain.texts.marks import HEAD, Mark, MarkKind, within, without_beginning
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.models import Passage as PassageRow
from deliberate.models import Proposal, Revision, Topic
from deliberate.queries.counts import NOTHING, Counts, total
from deliberate.queries.revisions import readable_revision
from deliberate.queries.texts import passages_in_force

_LISTED = {
    *(PassageKind.ITEM, PassageKind.DEFINITION, PassageKind.FACT, PassageKind.REFERENCE),
    PassageKind.TABLE,
}


@dataclass(frozen=True)
class Block:
    """A passage with what was said about it, and the items nested in it."""

    passage: Passage
    counts: Counts
    items: tuple[Block, ...] = ()

    @property
    def rest(self) -> str:
        """The text without the name it begins with."""
        return self.passage.text[self._named :]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Those of the rest."""
        return without_beginning(self.passage.marks, self._named)

    @property
    def cells(self) -> list[tuple[str, tuple[Mark, ...], bool]]:
        """Of a row of a table: the words of each cell with their marks, and whether it names a column or a row."""
        passage = self.passage
        return [
            (passage.text[cell.start : cell.end], within(passage.marks, cell), cell.to == HEAD)
            for cell in passage.marks
            if cell.kind is MarkKind.CELL
        ]

    @property
    def _named(self) -> int:
        name = self.passage.name
        return len(name) + 2 if name else 0


@dataclass(frozen=True)
class Group:
    """Blocks of one kind in a row: printed as one list, or one by one."""

    kind: PassageKind
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Entry:
    """A line of the contents, with the counts of its whole section and the `anchors` of all passages in it."""

    anchor: str
    text: str
    level: int
    counts: Counts
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Heat:
    """What the marks of a document are drawn by: how much the open points of the whole proposal weigh, most of any
    passage and most of any section; `most_contested` is the passage with the most, if anything about one is open."""

    whole: int = 0
    passage: int = 0
    section: int = 0
    most_contested: str | None = None

    @classmethod
    def of(cls, whole: Counts, blocks: Iterable[Block], contents: Iterable[Entry]) -> Heat:
        hottest = max(blocks, key=lambda block: block.counts.open_weight, default=None)
        weight = hottest.counts.open_weight if hottest else 0
        section = max((entry.counts.open_weight for entry in contents), default=0)
        return cls(whole.open_weight, weight, section, hottest.passage.anchor if hottest and weight else None)

    def share(self, counts: Counts) -> int:
        """In percent of the whole proposal, rounded; at least 1 of what weighs anything."""
        if not counts.open_weight or not self.whole:
            return 0
        return max(1, round(100 * counts.open_weight / self.whole))


@dataclass(frozen=True)
class Notes:
    """The passages that explain words of others, by what they are called there; and by each of them the passage that
    calls it first."""

    named: Mapping[str, str] = field(default_factory=dict)
    called_by: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> Notes:
        named: dict[str, str] = {}
        called: dict[str, str] = {}
        for passage in passages:
            if passage.kind is PassageKind.REFERENCE and passage.number:
                named.setdefault(passage.number, passage.anchor)
            for mark in passage.marks:
                if mark.kind is MarkKind.NOTE:
                    called.setdefault(mark.to, passage.anchor)
        return cls(named, {named[name]: anchor for name, anchor in called.items() if name in named})


@dataclass(frozen=True)
class DocumentPage:
    revision: int
    number: int
    state: State
    created: datetime
    groups: tuple[Group, ...]
    contents: tuple[Entry, ...]
    passages: Mapping[str, Passage] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    heat: Heat = Heat()
    notes: Notes = Notes()
    # The heading that repeats the proposal's title, if the text has it.
    title: Passage | None = None


# Built once, as values: rows that are entities take several times as long.
_PASSAGES = (
    select(PassageRow.anchor, PassageRow.kind, PassageRow.level, PassageRow.text, PassageRow.number, PassageRow.marks)
    .where(PassageRow.revision_id == bindparam("revision"))
    .order_by(PassageRow.position)
)
_TOPICS = select(Topic.name).where(Topic.proposal_id == bindparam("proposal")).order_by(Topic.name)


def document_page(
    session: Session,
    proposal: Proposal,
    by_passage: Mapping[str, Counts],
    number: int | None = None,
    viewer: Actor = VISITOR,
    whole: Counts = NOTHING,
) -> DocumentPage | None:
    """A revision (the one in force unless `number` is given) in three statements; None if there is no such revision, or
    none that the viewer may read. `whole`: the counts of all that was said about the proposal."""
    wanted = proposal.revision if number is None else number
    numbered = (Revision.proposal_id == proposal.id) & (Revision.number == wanted)
    revision = session.scalar(select(Revision).where(numbered, readable_revision(viewer, proposal)))
    if revision is None:
        return None
    passages = passages_of(session, revision.id)
    topics = session.scalars(_TOPICS, {"proposal": proposal.id}).all()
    # The page prints the title itself.
    title = None
    if passages and passages[0].kind is PassageKind.HEADING and passages[0].text == proposal.title:
        title, *passages = passages
    blocks = [Block(passage, by_passage.get(passage.anchor, NOTHING)) for passage in passages]
    contents = tuple(_contents(blocks))
    return DocumentPage(
        revision.id,
        revision.number,
        revision.state,
        revision.created,
        tuple(_groups(blocks)),
        contents,
        {passage.anchor: passage for passage in passages},
        tuple(topics),
        Heat.of(whole, blocks, contents),
        Notes.of(passages),
        title,
    )


def passages_of(session: Session, revision: int) -> list[Passage]:
    """In the order of the text, in one statement."""
    return [Passage(*row) for row in session.execute(_PASSAGES, {"revision": revision})]


@dataclass(frozen=True)
class Places:
    """What a list of posts can be narrowed to: the passages in force, and the sections with all passages in them."""

    passages: Mapping[str, Passage]
    sections: Mapping[str, Entry]


def places(session: Session, proposal: Proposal) -> Places:
    """In one statement."""
    rows = session.scalars(passages_in_force(PassageRow).where(Proposal.id == proposal.id))
    blocks = [Block(row.value(), NOTHING) for row in rows]
    return Places(
        {block.passage.anchor: block.passage for block in blocks}, {entry.anchor: entry for entry in _contents(blocks)}
    )


def _groups(blocks: Sequence[Block]) -> Iterable[Group]:
    start = 0
    while start < len(blocks):
        kind = blocks[start].passage.kind
        end = start + 1
        while end < len(blocks) and kind in _LISTED and blocks[end].passage.kind is kind:
            end += 1
        run = blocks[start:end]
        yield Group(kind, tuple(_nested(run)) if kind is PassageKind.ITEM else tuple(run))
        start = end


def _nested(run: Sequence[Block]) -> list[Block]:
    """Items under the item before them that is less deep."""
    nested: list[Block] = []
    start = 0
    while start < len(run):
        end = start + 1
        while end < len(run) and run[end].passage.level > run[start].passage.level:
            end += 1
        nested.append(replace(run[start], items=tuple(_nested(run[start + 1 : end]))))
        start = end
    return nested


def _contents(blocks: Sequence[Block]) -> Iterable[Entry]:
    """Headings, and numbered items that hold others, each with the counts down to the next entry of its rank."""
    ranks = [_rank(block, following) for block, following in zip(blocks, [*blocks[1:], None], strict=True)]
    for position, (block, rank) in enumerate(zip(blocks, ranks, strict=True)):
        if rank is None:
            continue
        end = position + 1
        while end < len(blocks) and not ((other := ranks[end]) is not None and other <= rank):
            end += 1
        passage = block.passage
        title = passage.name or passage.text
        text = f"{passage.number} {title}" if passage.number else title
        inside = blocks[position:end]
        anchors = tuple(inner.passage.anchor for inner in inside)
        yield Entry(passage.anchor, text, rank, total(inner.counts for inner in inside), anchors)


def _rank(block: Block, following: Block | None) -> int | None:
    passage = block.passage
    if passage.kind is PassageKind.HEADING:
        return passage.level
    holds = following is not None and following.passage.kind is PassageKind.ITEM
    if passage.kind is PassageKind.ITEM and passage.number and passage.level == 1 and holds and following is not None:
        return 7 if following.passage.level > 1 else None
    return None


def has_passage(session: Session, proposal: Proposal, anchor: str) -> bool:
    """Whether the revision in force has a passage with this anchor."""
    passage = passages_in_force(PassageRow.id).where(Proposal.id == proposal.id, PassageRow.anchor == anchor)
    return session.scalar(passage) is not None
