"""A document as its page shows it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from deliberate.domain.permissions import VISITOR
from deliberate.domain.texts.passages import PassageKind
from deliberate.models import Passage, Proposal, Revision
from deliberate.queries.counts import Counts
from deliberate.queries.documents import document_page
from deliberate.queries.revisions import revisions
from tests.factories import ProposalFactory, RevisionFactory

H, P, ITEM, D = PassageKind.HEADING, PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.DEFINITION


def written(session: Session, *rows: tuple[str, PassageKind, int, str, str | None]) -> Proposal:
    proposal = ProposalFactory(title="The title", revision=2)
    passages = [
        Passage(position=at, anchor=anchor, kind=kind, level=level, text=text, number=number)
        for at, (anchor, kind, level, text, number) in enumerate(rows)
    ]
    session.add(
        Revision(proposal_id=proposal.id, number=2, author_id=proposal.owner_id, summary="Clearer.", passages=passages)
    )
    session.flush()
    return proposal


def test_items_nest_under_the_item_they_belong_to(session: Session) -> None:
    proposal = written(
        session,
        ("a", ITEM, 1, "Work", "1."),
        ("b", ITEM, 2, "Roads: built", None),
        ("c", ITEM, 2, "Schools", None),
        ("d", ITEM, 1, "Law", "2."),
    )
    page = document_page(session, proposal, {})
    assert page is not None
    (group,) = page.groups
    assert [(block.passage.anchor, [one.passage.anchor for one in block.items]) for block in group.blocks] == [
        ("a", ["b", "c"]),
        ("d", []),
    ]
    roads = group.blocks[0].items[0]
    assert (roads.passage.name, roads.rest) == ("Roads", "built")


def test_the_title_is_printed_once(session: Session) -> None:
    proposal = written(session, ("title", H, 1, "The title", None), ("p", P, 0, "Text.", None))
    page = document_page(session, proposal, {})
    assert page is not None
    assert [group.blocks[0].passage.anchor for group in page.groups] == ["p"]


def test_contents_add_up_what_is_below_a_heading(session: Session) -> None:
    proposal = written(
        session,
        ("one", H, 2, "One", None),
        ("p", P, 0, "Text.", None),
        ("sub", H, 3, "Sub", None),
        ("q", P, 0, "More.", None),
        ("two", H, 2, "Two", None),
    )
    page = document_page(session, proposal, {"p": Counts(open=1, posts=2), "q": Counts(contested=1, posts=1)})
    assert page is not None
    found = {entry.anchor: (entry.counts.open, entry.counts.contested, entry.counts.posts) for entry in page.contents}
    assert found == {"one": (1, 1, 3), "sub": (0, 1, 1), "two": (0, 0, 0)}


def test_contents_name_a_numbered_item_that_holds_others_by_its_name(session: Session) -> None:
    proposal = written(session, ("a", ITEM, 1, "Work: roads are built", "1."), ("b", ITEM, 2, "Near the sea", None))
    page = document_page(session, proposal, {})
    assert page is not None
    assert [entry.text for entry in page.contents] == ["1. Work"]


def test_definitions_in_a_row_are_one_group(session: Session) -> None:
    proposal = written(
        session, ("a", D, 0, "Aid: help", None), ("b", D, 0, "Trade: goods", None), ("p", P, 0, "T.", None)
    )
    page = document_page(session, proposal, {})
    assert page is not None
    assert [(group.kind, len(group.blocks)) for group in page.groups] == [(D, 2), (P, 1)]


def test_an_earlier_revision_can_be_read(session: Session) -> None:
    proposal = written(session, ("p", P, 0, "New text.", None))
    page = document_page(session, proposal, {}, 1)
    assert page is not None
    assert page.number == 1
    assert document_page(session, proposal, {}, 3) is None
    lines, _ = revisions(session, proposal, VISITOR)
    assert [(one.number, one.summary) for one in lines] == [(2, "Clearer."), (1, "")]
    RevisionFactory(proposal_id=proposal.id, author_id=proposal.owner_id, number=3)
    assert len(revisions(session, proposal, VISITOR)[0]) == 3
