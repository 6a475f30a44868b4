"""Revising a text in the browser, and saying whether it deals with a point."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate import passwords
from deliberate.domain.nodes import State
from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import PassageKind
from deliberate.models import AddressingClaim, Judgement, Passage, Post, Proposal, Revision
from deliberate.upkeep.evaluating import evaluate
from tests.cast import Cast, Client
from tests.factories import PostFactory, ProposalFactory
from tests.reading import unwrapped

ADDRESS = "/proposals/plan/revise"
TEXT = "# The plan\n\nThe second thing that would be done, audited.\n\nEvery transfer is published."


@pytest.fixture
def plan(session: Session, cast: Cast) -> Proposal:
    found = ProposalFactory(slug="plan", owner=cast.ada)
    session.commit()
    return found


@pytest.fixture
def objection(session: Session, cast: Cast, plan: Proposal) -> Post:
    found = PostFactory(proposal=plan, author=cast.ben, anchor="first", body="Who polices it?", settles="An audit.")
    evaluate(session, plan)
    session.commit()
    return found


@pytest.fixture
def ada(cast: Cast) -> Client:
    return cast.browser(cast.ada)


def fields(*points: Post, do: str = "publish", version: int = 1, text: str = TEXT) -> dict[str, object]:
    ids = [str(point.id) for point in points]
    return {"text": text, "summary": "Audits, for trust.", "version": str(version), "do": do, "points": ids}


def area(page: str) -> str:
    found = re.search(r"<textarea[^>]*>\r?\n?(.*?)</textarea>", page, re.S)
    assert found
    return unescape(found[1])


def test_the_form_holds_the_text_and_the_points_that_wait(ada: Client, objection: Post) -> None:
    page = ada.get(f"{ADDRESS}?post={objection.id}").text
    assert area(page) == "# The plan\n\nThe first thing that would be done.\n\nThe second thing that would be done."
    assert f'value="{objection.id}" checked' in page
    assert "Who polices it?" in page
    assert "An audit." in page


def test_what_would_change_is_shown_before_it_does(session: Session, ada: Client, objection: Post) -> None:
    page = ada.send(ADDRESS, fields(objection, do="preview"))
    assert page.status_code == 200
    assert "3 passages change" in page.text
    assert "1 post about it stays in the thread" in page.text
    assert 'value="publish"' in page.text
    assert area(page.text) == TEXT
    assert "No words change" in ada.send(ADDRESS, fields(do="preview", text=area(ada.get(ADDRESS).text))).text
    assert len(session.scalars(select(Revision)).all()) == 1


def test_a_revision_is_in_force_at_once_and_its_history_tells_what_it_changed(
    cast: Cast, ada: Client, objection: Post
) -> None:
    answer = ada.send(ADDRESS, fields(objection))
    assert (answer.status_code, answer.location) == (303, "/proposals/plan/history?revision=2")
    history = cast.visitor.get(answer.location).text
    for words in ("Audits, for trust.", "What it changed", "Who polices it?", "addressed", "Taken out"):
        assert words in history
    page = cast.visitor.get("/proposals/plan").text
    assert "Every transfer is published." in page
    assert "Revision 2" in page
    assert "Who polices it?" in page


def test_a_changed_line_keeps_what_is_marked_in_it_and_a_new_one_is_marked_by_signs(
    session: Session, ada: Client, plan: Proposal
) -> None:
    for row in session.scalars(select(Passage).where(Passage.anchor == "first")):
        row.marks = (Mark(4, 9, MarkKind.STRONG),)
    session.commit()
    text = area(ada.get(ADDRESS).text)
    assert "The **first** thing" in text
    changed = text.replace("would be done.", "shall be done.", 1) + "\n\n> Every *transfer* counts."
    assert ada.send(ADDRESS, fields(text=changed)).status_code == 303
    statement = select(Passage).join(Revision, Revision.id == Passage.revision_id).where(Revision.number == 2)
    found = {row.text: row for row in session.scalars(statement)}
    assert found["The first thing that shall be done."].marks == (Mark(4, 9, MarkKind.STRONG),)
    assert found["Every transfer counts."].kind is PassageKind.QUOTATION
    assert found["Every transfer counts."].marks == (Mark(6, 14, MarkKind.EMPHASIS),)


def test_a_point_tells_of_the_claim_and_asks_who_may_say_whether_it_holds(
    cast: Cast, ada: Client, objection: Post
) -> None:
    ada.send(ADDRESS, fields(objection))
    point = f"/posts/{objection.id}"
    for browser, asked in ((cast.browser(cast.ben), True), (cast.browser(cast.mo), True), (ada, False)):
        page = unwrapped(browser.get(point).text)
        assert "claims to deal with this: “Audits, for trust.”" in page
        assert (f'action="{point}/addressed"' in page) is asked
    assert f'action="{point}/addressed"' not in cast.visitor.get(point).text
    ben = cast.browser(cast.ben)
    assert f'<a href="{point}">Say whether it does.</a>' in ben.get("/account/posts").text
    answer = ben.send(f"{point}/addressed", {"says": "yes"})
    assert (answer.status_code, answer.location) == (303, f"{point}#post-{objection.id}")
    page = ben.get(point).text
    assert "The person who raised it confirms that revision 2 deals with it." in page
    assert 'value="yes" aria-pressed="true"' in page
    ben.send(f"{point}/addressed", {"says": "no"})
    assert "The person who raised it says: it does not." in ben.get(point).text
    ben.send(f"{point}/addressed", {"says": "nothing"})
    assert "Nobody has said yet whether it does." in ben.get(point).text


def test_who_may_not_say_it_is_told_why(session: Session, cast: Cast, ada: Client, objection: Post) -> None:
    address = f"/posts/{objection.id}/addressed"
    mo = cast.browser(cast.mo)
    assert mo.send(address, {"says": "yes"}).status_code == 409
    ada.send(ADDRESS, fields(objection))
    assert cast.visitor.send(address, {"says": "yes"}).status_code == 401
    assert mo.send(address, {"says": "perhaps"}).status_code == 400
    assert mo.post(address, data={"says": "yes"}).status_code == 400
    assert mo.send("/posts/999/addressed", {"says": "yes"}).status_code == 404
    answer = ada.send(address, {"says": "yes"})
    assert answer.status_code == 403
    assert "You wrote the revision." in answer.text
    objection.proposal.locked = True
    session.commit()
    assert mo.send(address, {"says": "yes"}).status_code == 403
    assert session.scalars(select(Judgement)).all() == []


def test_only_the_person_who_put_it_up_is_offered_to_revise_it(cast: Cast, ada: Client, objection: Post) -> None:
    for address in ("/proposals/plan", "/proposals/plan/history", f"/posts/{objection.id}"):
        assert "plan/revise" in ada.get(address).text
        assert "plan/revise" not in cast.browser(cast.mo).get(address).text
    assert cast.visitor.get(ADDRESS).status_code == 401
    for person in (cast.ben, cast.mo):
        answer = cast.browser(person).get(ADDRESS)
        assert answer.status_code == 403
        assert "Only the person who put this proposal up can revise it." in answer.text
        assert cast.browser(person).send(ADDRESS, fields()).status_code == 403


def test_a_form_that_is_wrong_comes_back_as_it_was(session: Session, ada: Client, objection: Post) -> None:
    for wrong, words in (
        ({"text": " "}, "Write the text as it should read."),
        ({"summary": ""}, "Say in a sentence what you changed and why"),
    ):
        page = ada.send(ADDRESS, {**fields(objection), **wrong})
        assert page.status_code == 400
        assert words in page.text
        assert f'value="{objection.id}" checked' in page.text
    objection.state = State.HIDDEN
    session.commit()
    page = ada.send(ADDRESS, fields(objection))
    assert page.status_code == 409
    assert area(page.text) == TEXT
    for bad in ("x", "", "9" * 30):
        assert ada.send(ADDRESS, {**fields(), "version": bad}).status_code in (400, 409)
        assert ada.send(ADDRESS, {**fields(), "points": [bad]}).status_code in (400, 409)
        assert ada.get(f"{ADDRESS}?post={bad}").status_code == 200
    assert ada.send(ADDRESS, {**fields(), "points": [str(id) for id in range(1, 600)]}).status_code == 400
    assert session.scalars(select(AddressingClaim)).all() == []


def test_who_revised_an_older_text_sees_what_changed_meanwhile_and_can_send_again(ada: Client, plan: Proposal) -> None:
    ada.send(ADDRESS, fields())
    page = ada.send(ADDRESS, fields(text="Another text."))
    assert page.status_code == 409
    assert "Revision 2 was put in force while you wrote this." in page.text
    assert "What revision 2 changed" in page.text
    assert area(page.text) == "Another text."
    assert 'name="version" type="hidden" value="2"' in page.text
    assert ada.send(ADDRESS, fields(text="Another text.", version=2)).status_code == 303


def test_who_looks_after_somebody_else_revised_sees_their_own_changes_apart_from_the_others(
    ada: Client, plan: Proposal
) -> None:
    ada.send(ADDRESS, fields(text="A text of somebody else."))
    page = ada.send(ADDRESS, fields(do="preview", text="Another text.")).text
    theirs, own = page.split('id="changes-title"')
    assert "A text of somebody else." in theirs
    assert "Another text." in re.sub(r"<textarea.*?</textarea>|<[^>]*>", "", own, flags=re.S)


def test_a_session_that_ended_loses_no_text(session: Session, cast: Cast, plan: Proposal) -> None:
    cast.ada.password_hash = passwords.hashed("a long enough password")
    session.commit()
    page = cast.visitor.send(ADDRESS, fields())
    assert page.status_code == 401
    assert area(page.text) == TEXT
    signed = {"name": "Ada", "password": "a long enough password"}
    assert cast.visitor.send(ADDRESS, {**fields(), **signed}).status_code == 303
