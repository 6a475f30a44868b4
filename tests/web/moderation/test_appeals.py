"""Appeals by browser: from where somebody reads what was done, to what another moderator decided."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.curation import Mandate
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Role
from deliberate.models import LogEntry, Person, Post, Proposal
from tests.cast import Cast, Client
from tests.factories import PersonFactory
from tests.reading import unwrapped
from tests.web.moderation.deciding import WHY

WORDS = "I named nobody; read it again, please."


@pytest.fixture
def cy(session: Session, cast: Cast) -> Client:
    """The browser of another moderator."""
    person = PersonFactory(name="Cy", role=Role.MODERATOR)
    session.commit()
    return cast.browser(person)


@pytest.fixture
def hidden(session: Session, cast: Cast, post: Post) -> LogEntry:
    """What Mo did to a post of Ada."""
    return curation.hide_post(session, Mandate(cast.mo, WHY, post.version), post.id)


def words(page: str) -> str:
    return " ".join(unwrapped(page).split())


def links(page: str, what: str) -> list[str]:
    return re.findall(rf'href="([^"]*/{what})"', page)


def test_the_way_leads_from_ones_own_posts_to_an_appeal_and_on_to_what_was_decided(
    session: Session, cast: Cast, cy: Client, hidden: LogEntry
) -> None:
    ada = cast.browser(cast.ada)
    [log] = set(re.findall(r'href="(/proposals/plan/log\?post=\d+)"', ada.get("/account/posts").text))
    [address] = set(links(ada.get(log).text, "appeal"))
    assert WHY in ada.get(address).text
    assert links(ada.get(address).text, "appeal") == []
    sent = ada.send(address, {"words": WORDS})
    assert (sent.status_code, sent.location) == (303, f"/moderation/log/{hidden.id}")
    assert "Your appeal is made." in ada.get(sent.location).text
    assert "Ada appealed against this" in words(cast.visitor.get(log).text)
    assert WORDS in cast.visitor.get(log).text
    assert links(ada.get(log).text, "appeal") == []

    desk = cy.get("/moderation").text
    assert WORDS in desk
    [decide] = links(desk, "decide")
    page = cy.get(decide).text
    assert WORDS in page
    assert WHY in page
    assert cy.send(decide, {"reason": "It names a child.", "do": "uphold"}).location == "/moderation"
    assert "Decided." in cy.get("/moderation").text
    read = words(cast.visitor.get(log).text)
    assert "upheld after an appeal: hid" in read
    assert "It was upheld." in read
    assert links(cy.get("/moderation").text, "decide") == []


def test_to_reverse_undoes_it(session: Session, cast: Cast, cy: Client, post: Post, hidden: LogEntry) -> None:
    cast.browser(cast.ada).send(f"/moderation/log/{hidden.id}/appeal", {"words": WORDS})
    assert cy.send(f"/moderation/log/{hidden.id}/decide", {"reason": "She is right.", "do": "undo"}).status_code == 303
    session.expire_all()
    assert post.state is State.VISIBLE
    assert "It was reversed." in cast.visitor.get("/proposals/plan/log").text


def test_nobody_else_is_offered_or_allowed_to_appeal_or_decide(
    session: Session, cast: Cast, mo: Client, cy: Client, hidden: LogEntry
) -> None:
    appeal, decide = (f"/moderation/log/{hidden.id}/{what}" for what in ("appeal", "decide"))
    ada, ben = cast.browser(cast.ada), cast.browser(cast.ben)
    for browser in (ben, mo, cy, cast.visitor):
        assert links(browser.get("/proposals/plan/log").text, "appeal") == []
        expected = 401 if browser is cast.visitor else 403
        assert browser.get(appeal).status_code == expected
        assert browser.send(appeal, {"words": WORDS}).status_code == expected
    assert cy.get(decide).status_code == 404
    ada.send(appeal, {"words": WORDS})
    for browser in (ada, ben, mo):
        assert links(browser.get("/proposals/plan/log").text, "decide") == []
        assert browser.get(decide).status_code == 403
        assert browser.send(decide, {"reason": WHY, "do": "uphold"}).status_code == 403
    assert "Another moderator decides." in mo.get("/moderation").text
    assert cast.visitor.get(decide).status_code == 401
    for address in ("/moderation/log/999/appeal", "/moderation/log/999/decide"):
        assert cy.get(address).status_code == 404


def test_what_was_written_is_kept_where_it_cannot_be_taken(
    session: Session, cast: Cast, cy: Client, mo: Client, hidden: LogEntry
) -> None:
    appeal, decide = (f"/moderation/log/{hidden.id}/{what}" for what in ("appeal", "decide"))
    ada = cast.browser(cast.ada)
    assert ada.send(appeal, {"words": ""}).status_code == 400
    long = ada.send(appeal, {"words": f"{WORDS} {'x' * 500}"})
    assert long.status_code == 409
    assert WORDS in long.text
    assert ada.send(appeal, {"words": WORDS}).status_code == 303
    twice = ada.send(appeal, {"words": "And another thing."})
    assert twice.status_code == 409
    assert "And another thing." in twice.text
    assert "There can be one for each act." in twice.text
    assert cy.send(decide, {"reason": "", "do": "uphold"}).status_code == 400
    short = cy.send(decide, {"reason": "ab", "do": "uphold"})
    assert short.status_code == 400
    assert "3 to 500 characters" in short.text
    assert cy.send(decide, {"reason": "It names a child.", "do": "uphold"}).status_code == 303
    late = cy.send(decide, {"reason": "She is right.", "do": "uphold"})
    assert late.status_code == 409
    assert "This appeal is decided already." in late.text
    assert "It names a child." in words(late.text)
    # Undone after all: there is nothing left to appeal against.
    mo.send(f"/moderation/log/{hidden.id}/undo", {"reason": "A child that is grown up."})
    assert ada.get(appeal).status_code == 200
    gone = ada.send(appeal, {"words": WORDS})
    assert gone.status_code == 409
    assert "nothing left to appeal against" in gone.text


def test_it_is_said_where_nobody_else_is_there_to_decide(
    session: Session, cast: Cast, hidden: LogEntry, request: pytest.FixtureRequest
) -> None:
    ada, address = cast.browser(cast.ada), f"/moderation/log/{hidden.id}/appeal"
    assert "nobody else moderates this site" in ada.get(address).text
    request.getfixturevalue("cy")
    assert "nobody else moderates this site" not in ada.get(address).text


def test_what_an_appeal_says_can_be_left_out_of_the_log(
    session: Session, cast: Cast, cy: Client, hidden: LogEntry
) -> None:
    cast.browser(cast.ada).send(f"/moderation/log/{hidden.id}/appeal", {"words": "Buy boats!"})
    cy.send(f"/moderation/log/{hidden.id}/decide", {"reason": "It advertises.", "do": "uphold", "sealed": "y"})
    appeal = session.scalars(select(LogEntry).where(LogEntry.answers_id == hidden.id)).one()
    pages = ("/proposals/plan/log", f"/moderation/log/{hidden.id}", f"/moderation/log/{appeal.id}")
    assert not any("Buy boats!" in cast.visitor.get(page).text for page in pages)
    assert "A moderator left out of sight what was said." in cast.visitor.get(pages[0]).text


def test_what_an_appeal_says_leads_nowhere(session: Session, cast: Cast, cy: Client, hidden: LogEntry) -> None:
    words = "Buy boats at https://cheap.example/boats now."
    cast.browser(cast.ada).send(f"/moderation/log/{hidden.id}/appeal", {"words": words})
    for reader, page in ((cast.visitor, "/proposals/plan/log"), (cy, f"/moderation/log/{hidden.id}/decide")):
        assert words in reader.get(page).text
        assert 'href="https://cheap.example' not in reader.get(page).text


def test_case_security_20_the_owner_of_a_hidden_proposal_appeals_from_any_page_of_it(
    session: Session, cast: Cast, cy: Client, proposal: Proposal
) -> None:
    entry = curation.hide_proposal(session, Mandate(cast.mo, WHY, 1), proposal.id)
    ada = cast.browser(cast.ada)
    for page in ("/proposals/plan", "/proposals/plan/map"):
        [address] = set(links(ada.get(page).text, "appeal"))
        assert address == f"/moderation/log/{entry.id}/appeal"
    assert ada.send(address, {"words": WORDS}).status_code == 303
    assert "another moderator decides" in ada.get("/proposals/plan").text
    assert WORDS in cast.visitor.get("/proposals/plan/log").text
    cy.send(f"/moderation/log/{entry.id}/decide", {"reason": "It is about boats.", "do": "undo"})
    assert cast.visitor.get("/proposals/plan").status_code == 200


def test_case_security_20_who_a_hidden_profile_text_is_about_appeals_from_it(
    session: Session, cast: Cast, cy: Client
) -> None:
    cast.ben.about = "I sell boats."
    session.commit()
    entry = curation.hide_profile(session, Mandate(cast.mo, WHY, cast.ben.about_version), cast.ben.id)
    ben, address = cast.browser(cast.ben), f"/moderation/log/{entry.id}/appeal"
    assert set(links(ben.get("/people/Ben").text, "appeal")) == {address}
    assert links(cast.visitor.get("/people/Ben").text, "appeal") == []
    assert ben.send(address, {"words": WORDS}).status_code == 303
    cy.send(f"/moderation/log/{entry.id}/decide", {"reason": "It is about boats.", "do": "undo"})
    session.expire_all()
    assert session.get_one(Person, cast.ben.id).about_state is State.VISIBLE


def test_the_log_of_one_post_tells_of_that_post_alone(
    session: Session, cast: Cast, mo: Client, post: Post, twin: Post, hidden: LogEntry
) -> None:
    curation.hide_post(session, Mandate(cast.mo, "The twin goes, too.", twin.version), twin.id)
    page = cast.visitor.get(f"/proposals/plan/log?post={post.id}").text
    assert WHY in page
    assert "The twin goes, too." not in page
    assert 'href="/proposals/plan/log"' in page
    for nothing in ("0", "-1", "x", "9" * 30):
        assert cast.visitor.get(f"/proposals/plan/log?post={nothing}").status_code == 200
