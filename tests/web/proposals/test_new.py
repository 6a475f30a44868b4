"""Proposing something."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate import passwords
from deliberate.models import Passage, Proposal, Revision
from deliberate.web.proposals import forms
from tests.cast import Cast
from tests.factories import ProposalFactory

TEXT = "# The idea\n\nWork is offered at home.\n\n1. Trial: It lasts three years.\n2. Vote: Then all vote."
FIELDS = {
    "title": "Work at home",
    "summary": "Offer work where people live.",
    "text": TEXT,
    "topics": "migration, work, migration",
    "authors": "An Institute; Somebody Else",
    "source": "",
}
PUBLISH = {**FIELDS, "do": "publish"}


def proposals(session: Session) -> list[Proposal]:
    session.expire_all()
    return list(session.scalars(select(Proposal).order_by(Proposal.id)))


def test_a_member_proposes(session: Session, cast: Cast) -> None:
    answer = cast.browser(cast.ben).send("/proposals/new", PUBLISH)
    [proposal] = proposals(session)
    assert (answer.status_code, answer.location) == (303, "/proposals/work-at-home")
    assert (proposal.owner_id, proposal.authors) == (cast.ben.id, ["An Institute", "Somebody Else"])
    assert [topic.name for topic in proposal.topics] == ["migration", "work"]
    kinds = session.scalars(select(Passage.kind).order_by(Passage.position)).all()
    assert [str(kind) for kind in kinds] == ["heading", "heading", "paragraph", "item", "item"]
    assert session.scalars(select(Revision)).one().number == 1


def test_without_other_authors_it_is_the_members_own(session: Session, cast: Cast) -> None:
    cast.browser(cast.ben).send("/proposals/new", {**PUBLISH, "authors": ""})
    assert proposals(session)[0].authors == ["Ben"]


def test_sending_it_twice_proposes_once_and_a_taken_address_gets_a_number(session: Session, cast: Cast) -> None:
    ben = cast.browser(cast.ben)
    first = ben.send("/proposals/new", PUBLISH)
    assert ben.send("/proposals/new", PUBLISH).location == first.location
    assert len(proposals(session)) == 1
    other = cast.browser(cast.ada).send("/proposals/new", PUBLISH)
    assert other.location == "/proposals/work-at-home-2"


def test_no_proposal_takes_the_address_of_a_page(session: Session, cast: Cast) -> None:
    assert cast.browser(cast.ben).send("/proposals/new", {**PUBLISH, "title": "New"}).location == "/proposals/new-2"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", " ", "Give it a title"),
        ("title", "x" * 201, "201 characters"),
        ("summary", "", "Say in one sentence"),
        ("text", "\n\n", "Paste or write the text"),
        ("topics", "a,b,c,d,e,f,g,h,i", "too many"),
        ("topics", "x" * 41, "too long"),
        ("authors", "x" * 101, "too long"),
    ],
)
def test_a_failed_proposal_comes_back_whole(session: Session, cast: Cast, field: str, value: str, words: str) -> None:
    page = cast.browser(cast.ben).send("/proposals/new", {**PUBLISH, field: value})
    assert page.status_code == 400
    assert words in page.text
    assert field == "text" or "Work is offered at home." in page.text
    assert proposals(session) == []


def test_a_text_in_more_passages_than_a_page_holds_comes_back(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MOST_PASSAGES", 5)
    ben = cast.browser(cast.ben)
    longer = {**PUBLISH, "text": f"{TEXT}\n3. Another.\n4. One more.", "title": "Longer"}
    answer = ben.send("/proposals/new", longer)
    assert answer.status_code == 400
    assert "This has 7 passages; 5 fit. Put some together." in answer.text
    assert "4. One more." in answer.text
    assert ben.send("/proposals/new", PUBLISH).status_code == 303
    monkeypatch.setattr(forms, "MOST_PASSAGES", 3)
    change = {"text": f"{TEXT}\n3. Another.", "summary": "One more.", "version": "1", "do": "publish"}
    address = "/proposals/work-at-home/revise"
    assert ben.send(address, change).status_code == 400
    assert ben.send(address, {**change, "text": TEXT.replace("three", "two")}).status_code == 303, "as many as it had"


def test_a_thread_in_the_text_signs_nothing_in_other_peoples_names(session: Session, cast: Cast) -> None:
    thread = "=== thread ===\n\nmessage: one\nby: Ada\n\n[objection] {never}\nI never said this."
    text = f"Title: Work\n---\n{TEXT}\n\n{thread}"
    cast.browser(cast.ben).send("/proposals/new", {**PUBLISH, "text": text})
    assert len(proposals(session)) == 1
    assert session.scalar(select(func.count()).select_from(Passage).where(Passage.text.contains("never said"))) == 0


def test_visitors_sign_in_first_and_lose_nothing(session: Session, cast: Cast) -> None:
    assert cast.visitor.get("/proposals/new").status_code == 401
    page = cast.visitor.post("/proposals/new", data=PUBLISH)
    assert page.status_code == 401
    assert "Work is offered at home." in page.text
    stale = cast.browser(cast.ben).post("/proposals/new", data=PUBLISH)
    assert stale.status_code == 400
    assert "Work is offered at home." in stale.text
    assert proposals(session) == []
    cast.ben.password_hash = passwords.hashed("a few words in a row")
    session.commit()
    credentials = {"name": "Ben", "password": "a few words in a row"}
    assert cast.visitor.send("/proposals/new", {**PUBLISH, **credentials}).status_code == 303


def test_a_proposal_with_the_same_title_but_another_text_is_another_one(session: Session, cast: Cast) -> None:
    ProposalFactory(owner=cast.ben, title="Work at home", slug="work-at-home")
    session.commit()
    answer = cast.browser(cast.ben).send("/proposals/new", PUBLISH)
    assert answer.location == "/proposals/work-at-home-2"
