"""The list of proposals."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy.orm import Session

from deliberate.domain.facts import ProposalStatus
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.statuses import Status
from deliberate.models import Topic
from deliberate.queries.counts import Counts
from deliberate.queries.pages import Page
from deliberate.queries.points import OpenPoint
from deliberate.queries.proposals import PAGE, STRIP, HomePage, Sort
from deliberate.queries.proposals import home_page as _home_page
from tests.factories import PersonFactory, PostFactory, ProposalFactory
from tests.keeping import bring_up_to_date

Counter = Callable[[], AbstractContextManager[list[str]]]


def home_page(session: Session, **wanted: Any) -> HomePage:
    bring_up_to_date(session)
    return _home_page(session, **wanted)


def titles(session: Session, **wanted: Any) -> list[str]:
    return [row.title for row in home_page(session, **wanted).rows]


def test_a_row_counts_points_by_status_and_everybody_who_wrote(session: Session) -> None:
    proposal = ProposalFactory(title="Parks")
    ben = PersonFactory()
    PostFactory(proposal=proposal, status=Status.OPEN, author=ben)
    PostFactory(proposal=proposal, status=Status.CONTESTED, author=ben)
    PostFactory(proposal=proposal, status=Status.CONCEDED, label=Label.CONDITION)
    PostFactory(proposal=proposal, status=Status.OPEN, label=Label.QUESTION)
    counts = home_page(session).rows[0].counts
    assert (counts.open, counts.contested, counts.settled, counts.posts, counts.people) == (2, 1, 1, 4, 3)
    assert counts.objections == 1


def test_what_is_hidden_or_held_counts_nowhere(session: Session) -> None:
    proposal = ProposalFactory()
    PostFactory(proposal=proposal, status=Status.OPEN, state=State.HIDDEN, body="Not for the public.")
    PostFactory(proposal=proposal, status=Status.OPEN, state=State.HELD)
    row = home_page(session).rows[0]
    assert (row.counts, row.strongest_open, row.strip) == (Counts(), None, ())


def test_the_strongest_open_point_is_quoted(session: Session) -> None:
    proposal = ProposalFactory()
    PostFactory(proposal=proposal, status=Status.OPEN, agree=3, low=0.4)
    strongest = PostFactory(proposal=proposal, status=Status.OPEN, agree=3, low=0.6, body="Who pays?")
    PostFactory(proposal=proposal, status=Status.OPEN, agree=2, low=0.9)
    PostFactory(proposal=proposal, status=Status.ANSWERED, agree=9)
    PostFactory(proposal=proposal, status=Status.OPEN, agree=9, label=Label.QUESTION)
    assert home_page(session).rows[0].strongest_open == OpenPoint(strongest.id, Label.OBJECTION, "Who pays?", 4)


def test_a_question_is_quoted_where_no_objection_is_open(session: Session) -> None:
    question = PostFactory(status=Status.OPEN, label=Label.QUESTION, body="Since when?")
    assert home_page(session).rows[0].strongest_open == OpenPoint(question.id, Label.QUESTION, "Since when?", 1)


def test_the_strip_has_a_cell_for_each_point_on_the_document(session: Session) -> None:
    proposal = ProposalFactory()
    point = PostFactory(proposal=proposal, status=Status.OPEN, agree=1, disagree=1)
    PostFactory(parent=point, label=Label.REBUTTAL)
    PostFactory(proposal=proposal, label=Label.COMMENT)
    (cell,) = home_page(session).rows[0].strip
    assert (cell.label, cell.status, cell.people) == (Label.OBJECTION, Status.OPEN, 4)


def test_a_long_thread_has_a_strip_of_bounded_length(session: Session) -> None:
    proposal = ProposalFactory()
    for _ in range(STRIP + 3):
        PostFactory(proposal=proposal, author=proposal.owner)
    assert len(home_page(session).rows[0].strip) == STRIP


def test_words_find_titles_summaries_and_authors_whatever_the_case(session: Session) -> None:
    ProposalFactory(title="Parks for all", summary="More green.", authors=["City Council"])
    ProposalFactory(title="Roads", summary="More grey.", authors=["Ministry"])
    assert titles(session, words="PARKS") == ["Parks for all"]
    assert titles(session, words="green council") == ["Parks for all"]
    assert titles(session, words="more") == ["Roads", "Parks for all"]
    assert titles(session, words="100%") == []


def test_topic_and_status_narrow_the_list(session: Session) -> None:
    parks = ProposalFactory(title="Parks", locked=True)
    parks.topics = [Topic(name="city")]
    ProposalFactory(title="Roads")
    session.commit()
    assert titles(session, topic="city") == ["Parks"]
    assert titles(session, status=ProposalStatus.OPEN) == ["Roads"]
    assert titles(session, topic="city", status=ProposalStatus.OPEN) == []


def test_the_list_is_sorted_as_asked(session: Session) -> None:
    quiet = ProposalFactory(title="A quiet one")
    busy = ProposalFactory(title="Busy")
    PostFactory(proposal=quiet, status=Status.OPEN)
    for _ in range(2):
        PostFactory(proposal=busy, status=Status.CONTESTED)
    assert titles(session, sort=Sort.NEWEST) == ["Busy", "A quiet one"]
    assert titles(session, sort=Sort.OPEN) == ["A quiet one", "Busy"]
    assert titles(session, sort=Sort.DISCUSSED) == ["Busy", "A quiet one"]
    assert titles(session, sort=Sort.TITLE) == ["A quiet one", "Busy"]


def test_pages_beyond_the_last_show_the_last(session: Session) -> None:
    owner = PersonFactory()
    for _ in range(PAGE + 1):
        ProposalFactory(owner=owner)
    page = home_page(session, page=99)
    assert (page.page, len(page.rows)) == (Page(2, PAGE, PAGE + 1), 1)


def test_the_number_of_statements_does_not_grow(session: Session, count_statements: Counter) -> None:
    PostFactory(proposal=ProposalFactory(), status=Status.OPEN)
    with count_statements() as few:
        _home_page(session)
    for _ in range(4):
        proposal = ProposalFactory()
        for _ in range(5):
            PostFactory(proposal=proposal, status=Status.OPEN)
    session.expunge_all()
    with count_statements() as many:
        _home_page(session)
    assert len(many) == len(few) <= 8
