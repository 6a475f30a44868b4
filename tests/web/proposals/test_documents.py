"""A proposal's text is taken away as a file, by whoever may read it, and is told again only when it changed."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session
from werkzeug.http import parse_options_header

from deliberate.domain.nodes import State
from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.registry import DOCX
from deliberate.models import Passage, Proposal
from tests.cast import Cast
from tests.factories import ProposalFactory, RevisionFactory
from tests.formats.documents.writing.walking import accepted, parts, rejected
from tests.reading import unwrapped
from tests.web.test_numbers import HOSTILE, _encoded

PAGE = "/proposals/weir"


@pytest.fixture
def plan(session: Session, cast: Cast) -> Proposal:
    plan: Proposal = ProposalFactory(slug="weir", title="The weir", owner=cast.ada, revision=2)
    for number, words, state in ((2, "The weir is closed.", State.VISIBLE), (3, "Unspeakable words.", State.HELD)):
        passages = [Passage(position=0, anchor="first", kind=PassageKind.PARAGRAPH, level=0, text=words)]
        RevisionFactory(proposal_id=plan.id, number=number, author_id=cast.ada.id, passages=passages, state=state)
    session.commit()
    return plan


@pytest.mark.parametrize(
    ("name", "mimetype"), [("md", "text/markdown"), ("html", "text/html"), ("docx", DOCX.media_type)]
)
def test_the_text_comes_as_a_file_with_a_name(cast: Cast, plan: Proposal, name: str, mimetype: str) -> None:
    answer = cast.visitor.get(f"{PAGE}/document.{name}")
    assert (answer.status_code, answer.mimetype) == (200, mimetype)
    assert answer.headers["Content-Disposition"] == f"attachment; filename=weir-2.{name}"
    earlier = cast.visitor.get(f"{PAGE}/document.{name}?revision=1")
    assert earlier.headers["Content-Disposition"] == f"attachment; filename=weir-1.{name}"
    assert earlier.data != answer.data


def test_a_file_of_a_proposal_in_other_letters_has_a_name(session: Session, cast: Cast) -> None:
    ProposalFactory(slug="мост", owner=cast.ada)
    session.commit()
    disposition = cast.visitor.get("/proposals/мост/document.md").headers["Content-Disposition"]
    assert parse_options_header(disposition) == ("attachment", {"filename": "мост-1.md"})


def test_what_changed_between_two_revisions_comes_as_tracked_changes(cast: Cast, plan: Proposal) -> None:
    answer = cast.visitor.get(f"{PAGE}/document.docx?since=1")
    assert answer.headers["Content-Disposition"] == "attachment; filename=weir-1-to-2.docx"
    assert accepted(answer.data) == accepted(cast.visitor.get(f"{PAGE}/document.docx").data)
    assert rejected(answer.data) == accepted(cast.visitor.get(f"{PAGE}/document.docx?revision=1").data)
    assert b'w:author="Ada"' in parts(answer.data)["word/document.xml"]


def test_a_revision_that_is_not_there_or_not_for_the_viewer_is_not_found(cast: Cast, plan: Proposal) -> None:
    for asked in ("revision=3", "revision=4", "revision=0", "since=3", "since=9", "revision=9&since=9"):
        for browser in (cast.visitor, cast.browser(cast.ben)):
            answer = browser.get(f"{PAGE}/document.docx?{asked}")
            assert answer.status_code == 404, asked
            assert "This proposal has no such revision." in answer.text


def test_its_owner_and_moderators_take_a_revision_away_that_waits(cast: Cast, plan: Proposal) -> None:
    for person in (cast.ada, cast.mo):
        browser = cast.browser(person)
        assert "Unspeakable" in browser.get(f"{PAGE}/document.md?revision=3").text
        content = browser.get(f"{PAGE}/document.docx?revision=3&since=1").data
        assert b"Unspeakable" in parts(content)["word/document.xml"]
        assert browser.get(f"{PAGE}/document.md?revision=3").headers["Cache-Control"].startswith("private")


def test_a_proposal_out_of_sight_is_out_of_sight(session: Session, cast: Cast, plan: Proposal) -> None:
    plan.state = State.HELD
    session.commit()
    for name in ("md", "html", "docx"):
        assert cast.visitor.get(f"{PAGE}/document.{name}").status_code == 403
        assert cast.browser(cast.ada).get(f"{PAGE}/document.{name}").status_code == 200
    assert cast.visitor.get("/proposals/nowhere/document.md").status_code == 404


def test_only_a_word_file_has_tracked_changes(cast: Cast, plan: Proposal) -> None:
    for name in ("md", "html"):
        answer = cast.visitor.get(f"{PAGE}/document.{name}?since=1")
        assert answer.status_code == 404
        assert "There are no tracked changes in this format." in unwrapped(answer.text)


@pytest.mark.parametrize("name", ["document.pdf", "document", "document.", "document.MD", "document.json"])
def test_there_are_no_other_formats(cast: Cast, plan: Proposal, name: str) -> None:
    assert cast.visitor.get(f"{PAGE}/{name}").status_code == 404


@pytest.mark.parametrize("number", HOSTILE)
def test_no_number_is_an_error_of_the_site(cast: Cast, plan: Proposal, number: str) -> None:
    """One that is empty is none, as in a form that was left so; no address holds a NUL."""
    for asked in ({"revision": number}, {"since": number}, {"revision": number, "since": number}):
        answer = cast.visitor.get(f"{PAGE}/document.docx?{_encoded(asked)}")
        assert answer.status_code == (404 if number.strip("\0") else 200), asked


def test_a_browser_that_has_it_is_told_so_until_the_text_changes(session: Session, cast: Cast, plan: Proposal) -> None:
    address = f"{PAGE}/document.docx?since=1"
    first = cast.visitor.get(address)
    assert cast.visitor.get(address).data == first.data
    again = cast.visitor.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    plan.version += 1
    session.commit()
    assert cast.visitor.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_pages_of_a_proposal_lead_to_it(cast: Cast, plan: Proposal) -> None:
    page, history = cast.visitor.get(PAGE).text, cast.visitor.get(f"{PAGE}/history?revision=2").text
    for name in ("md", "html", "docx"):
        assert f'href="{PAGE}/document.{name}"' in page
        assert f'href="{PAGE}/document.{name}?revision=2"' in history
    form = unwrapped(history).partition(f'action="{PAGE}/document.docx"')[2].partition("</form>")[0]
    assert '<input type="hidden" name="revision" value="2">' in form
    assert '<input name="since" type="number" min="1" required value="1">' in form
    assert f'action="{PAGE}/document.docx"' not in cast.visitor.get(f"{PAGE}/history?revision=1").text
