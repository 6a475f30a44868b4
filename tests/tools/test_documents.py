"""The text of a proposal as a file: which revision, whose, and what changed since another."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.nodes import State
from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.errors import FormatError
from deliberate.formats.registry import DOCX, HTML, MARKDOWN
from deliberate.models import Passage, Proposal
from deliberate.tools.documents import write_document
from tests.cast import Cast
from tests.factories import ProposalFactory, RevisionFactory
from tests.formats.documents.writing.walking import accepted, parts, rejected

Counter = Callable[[], AbstractContextManager[list[str]]]
WHEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def plan(session: Session, cast: Cast) -> Proposal:
    """Ada's, of two revisions, the later one by Ben, and a third that waits."""
    names = {"slug": "weir", "title": "The plan", "source": "The town", "language": "cy"}
    plan: Proposal = ProposalFactory(owner=cast.ada, authors=["The council"], **names)
    for number, author, words, state in (
        (2, cast.ben, "The first thing that is done.", State.VISIBLE),
        (3, cast.ada, "Something that waits.", State.HELD),
    ):
        rows = [("plan", PassageKind.HEADING, 1, "The plan"), ("first", PassageKind.PARAGRAPH, 0, words)]
        passages = [
            Passage(position=at, anchor=anchor, kind=kind, level=level, text=text)
            for at, (anchor, kind, level, text) in enumerate(rows)
        ]
        given = {"number": number, "author_id": author.id, "created": WHEN, "state": state, "passages": passages}
        RevisionFactory(proposal_id=plan.id, **given)
    plan.revision = 2
    session.commit()
    return plan


def test_it_is_the_revision_in_force_unless_another_is_asked_for(session: Session, plan: Proposal) -> None:
    assert write_document(session, plan, MARKDOWN).decode() == (
        '---\nauthor: ["The council"]\ndate: "2026-03-02"\nlang: "cy"\nsource: "The town"\n---\n\n'
        "# The plan\n\nThe first thing that is done.\n"
    )
    assert "The second thing" in write_document(session, plan, HTML, 1).decode()


def test_changes_are_put_down_to_who_put_up_the_later_revision(session: Session, plan: Proposal) -> None:
    content = write_document(session, plan, DOCX, 2, since=1)
    document = parts(content)["word/document.xml"].decode()
    assert 'w:author="Ben" w:date="2026-03-02T09:30:00Z"' in document
    assert 'w:author="Ada"' not in document
    assert accepted(content) == accepted(write_document(session, plan, DOCX))
    assert rejected(content) == accepted(write_document(session, plan, DOCX, 1))


def test_changes_go_back_in_time_too(session: Session, plan: Proposal) -> None:
    content = write_document(session, plan, DOCX, 1, since=2)
    assert accepted(content) == accepted(write_document(session, plan, DOCX, 1))
    assert 'w:author="Ada"' in parts(content)["word/document.xml"].decode()


@pytest.mark.parametrize(
    ("number", "since"), [(0, None), (3, None), (4, None), (2, 3), (3, 1), (2, 0), (2**31 - 1, None)]
)
def test_what_the_viewer_may_not_read_or_is_not_there_is_refused(
    session: Session, plan: Proposal, number: int, since: int | None
) -> None:
    with pytest.raises(FormatError, match="^the proposal has no revision [0-9]+$"):
        write_document(session, plan, DOCX, number, since)


def test_who_may_read_a_revision_that_waits_may_take_it_away(session: Session, cast: Cast, plan: Proposal) -> None:
    for person in (cast.ada, cast.mo):
        text = write_document(session, plan, MARKDOWN, 3, viewer=person.actor()).decode()
        assert "Something that waits." in text
        assert write_document(session, plan, DOCX, 3, 2, person.actor())
    with pytest.raises(FormatError):
        write_document(session, plan, MARKDOWN, 3, viewer=cast.ben.actor())


def test_only_word_files_have_tracked_changes(session: Session, plan: Proposal) -> None:
    with pytest.raises(FormatError, match="^the format markdown has no tracked changes$"):
        write_document(session, plan, MARKDOWN, 2, since=1)


def test_a_document_without_authors_is_its_owners(session: Session, plan: Proposal) -> None:
    plan.authors = []
    assert 'author: ["Ada"]' in write_document(session, plan, MARKDOWN).decode()


def test_it_is_read_in_few_statements(session: Session, plan: Proposal, count_statements: Counter) -> None:
    assert plan.owner
    with count_statements() as statements:
        write_document(session, plan, DOCX, 2, since=1)
    assert len([one for one in statements if one.startswith("SELECT")]) == 4
