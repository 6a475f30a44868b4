"""What was said about words that are gone is found at their old place in the contents."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.models import Post, Proposal
from deliberate.upkeep.evaluating import evaluate
from tests.cast import Cast, Client
from tests.reading import unwrapped

PAGE = "/proposals/lamps"
BOATS = "The second lamp is for the boats on the river."
NIGHT = "At night a watchman walks along the quay and looks after all of it."
TEXT = (
    f"# Mill\n\nThe first lamp stands by the door of the mill.\n\n{BOATS}\n\n# Quay\n\n{NIGHT}\n\nNobody swims there."
)
ENTRY = "about text no longer in the proposal"


@pytest.fixture
def ada(cast: Cast) -> Client:
    browser = cast.browser(cast.ada)
    new = {"title": "Lamps", "summary": "Where they stand.", "text": TEXT, "do": "publish"}
    assert browser.send("/proposals/new", new).status_code == 303
    return browser


@pytest.fixture
def ben(cast: Cast, ada: Client) -> Client:
    browser = cast.browser(cast.ben)
    for anchor, words in (("the-second-lamp-is-for-the", "Boats have lamps of their own."), ("mill", "Not a mill.")):
        point = {"do": "post", "parts-0-label": "objection", "parts-0-body": words}
        assert browser.send(f"{PAGE}/post?anchor={anchor}", point).status_code == 303
    return browser


def revise(ada: Client, text: str, version: int = 1) -> None:
    change = {"text": text, "summary": "Fewer lamps.", "version": str(version), "do": "publish"}
    assert ada.send(f"{PAGE}/revise", change).status_code == 303


def contents(browser: Client) -> list[str]:
    """What the entries say, in order."""
    listed = re.search(r'<nav class="contents".*?</nav>', unwrapped(browser.get(PAGE).text), re.DOTALL)
    assert listed
    return [re.sub(r"<[^>]*>|\s+", " ", entry).strip() for entry in re.findall(r"<li.*?</li>", listed[0], re.DOTALL)]


def test_an_entry_under_what_stood_before_them_leads_to_what_was_said(cast: Cast, ada: Client, ben: Client) -> None:
    assert not any(ENTRY in entry for entry in contents(cast.visitor))
    revise(ada, TEXT.replace(f"\n\n{BOATS}", ""))
    mill, removed, quay = contents(cast.visitor)
    assert ("Mill" in mill, removed, "Quay" in quay) == (True, f"{ENTRY} (1)", True)
    led = re.search(r'class="level-3 removed">\s*<a href="([^"]*)"', cast.visitor.get(PAGE).text)
    assert led
    listed = unwrapped(cast.visitor.get(led[1].replace("&amp;", "&")).text)
    assert "1 post" in listed
    assert "Boats have lamps of their own." in listed
    assert "Not a mill." not in listed.partition('id="points-title"')[2]
    assert "(revision 1)" in listed


def test_what_was_never_spoken_about_leaves_no_entry(cast: Cast, ada: Client, ben: Client) -> None:
    revise(ada, TEXT.replace(NIGHT, "Something else is done here instead of it by day."))
    assert not any(ENTRY in entry for entry in contents(cast.visitor))


def test_where_the_section_is_gone_too_the_entry_stands_under_what_is_left_before_it(
    session: Session, cast: Cast, ada: Client, ben: Client
) -> None:
    revise(ada, f"# Quay\n\n{NIGHT}\n\nNobody swims there.")
    assert contents(cast.visitor)[0] == f"{ENTRY} (2)", "before all that is left"
    for post in session.scalars(select(Post)).all():
        post.anchor = f"{post.anchor}@1"
    evaluate(session, session.scalars(select(Proposal)).one())
    session.commit()
    revise(ada, f"{NIGHT}\n\nNobody swims there.", 2)
    assert contents(cast.visitor) == [f"{ENTRY} (2)"]
