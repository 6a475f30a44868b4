"""An author is asked where a passage went, where the words alone do not tell."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.models import Passage, Post, Proposal, Revision
from deliberate.upkeep.evaluating import evaluate
from tests.cast import Cast, Client
from tests.factories import PostFactory

ADDRESS = "/proposals/wards/revise"
NORTH = "Ward North keeps its two schools and gets a new hall for sports by the year 2030."
WEST = "The state pays for a new hall in the year 2031, if the town asks for it before."
TEXT = f"# Wards\n\nEach ward of the town is told here what it keeps.\n\n{NORTH}\n\nThe council votes on this in May."
REPLACED = TEXT.replace(NORTH, WEST)


@pytest.fixture
def ada(cast: Cast) -> Client:
    browser = cast.browser(cast.ada)
    new = {"title": "Wards", "summary": "What they keep.", "text": TEXT, "do": "publish"}
    assert browser.send("/proposals/new", new).status_code == 303
    return browser


@pytest.fixture
def objection(session: Session, cast: Cast, ada: Client) -> Post:
    plan = session.scalars(select(Proposal)).one()
    found = PostFactory(proposal=plan, author=cast.ben, anchor=anchor_of(session, NORTH), body="Two are too few.")
    evaluate(session, plan)
    session.commit()
    return found


def anchor_of(session: Session, text: str) -> str:
    return session.scalars(select(Passage.anchor).where(Passage.text == text).order_by(Passage.id.desc())).first() or ""


def change(text: str, version: int = 1, do: str = "publish", **given: str) -> dict[str, str]:
    return {"text": text, "summary": "Another ward.", "version": str(version), "do": do, **given}


def candidates(page: str) -> list[str]:
    return [key for key in re.findall(r'<input type="radio" name="went-[^"]*" value="([^"]*)"', page) if key]


def test_its_author_sees_the_old_words_what_they_may_be_now_and_how_much_was_said(ada: Client, objection: Post) -> None:
    page = ada.send(ADDRESS, change(REPLACED, do="preview")).text
    assert "What became of these passages?" in page
    asked = page.partition('<section class="went"')[2].partition("</section>")[0]
    assert NORTH in asked
    assert WEST in asked
    assert "1 post is about it" in asked
    assert re.search(r'value="" checked', asked), "gone, until somebody says otherwise"


def test_an_objection_to_a_passage_struck_out_stands_under_no_other_words_unless_its_author_says_so(
    session: Session, cast: Cast, ada: Client, objection: Post
) -> None:
    old = anchor_of(session, NORTH)
    answer = ada.send(ADDRESS, change(REPLACED))
    assert answer.status_code == 303
    assert anchor_of(session, WEST) != old
    session.refresh(objection)
    assert (str(objection.status), objection.anchor) == ("open", old)
    history = cast.visitor.get(answer.location).text
    assert "What its author says became of passages" in history
    assert "<strong>is gone</strong>" in history
    assert session.scalars(select(Revision.asked).where(Revision.number == 2)).one() == {old: False}


def test_what_its_author_says_it_is_now_keeps_what_was_said(
    session: Session, cast: Cast, ada: Client, objection: Post
) -> None:
    old = anchor_of(session, NORTH)
    page = ada.send(ADDRESS, change(REPLACED, do="preview")).text
    [key] = candidates(page)
    chosen = {f"went-{old}": key}
    looked = ada.send(ADDRESS, change(REPLACED, do="preview", **chosen)).text
    assert re.search(rf'value="{key}" checked', looked)
    answer = ada.send(ADDRESS, change(REPLACED, **chosen))
    assert anchor_of(session, WEST) == old
    assert "Two are too few." in cast.visitor.get(f"/proposals/wards/passages/{old}").text
    history = cast.visitor.get(answer.location).text
    assert "is now" in history.partition("What its author says became of passages")[2]
    assert session.scalars(select(Revision.asked).where(Revision.number == 2)).one() == {old: True}


@pytest.mark.parametrize("key", ["no-such", "wards", "the-council-votes-on-this-in", "\x00"])
def test_only_a_candidate_can_be_chosen(session: Session, ada: Client, objection: Post, key: str) -> None:
    old = anchor_of(session, NORTH)
    assert ada.send(ADDRESS, change(REPLACED, **{f"went-{old}": key})).status_code == 303
    anchors = session.scalars(select(Passage.anchor).join(Revision).where(Revision.number == 2)).all()
    assert old not in anchors
    assert len(anchors) == len(set(anchors))


def test_what_was_not_asked_yet_is_asked_before_a_revision_that_was_looked_at_is_in_force(
    session: Session, ada: Client, objection: Post
) -> None:
    page = ada.send(ADDRESS, change(TEXT.replace("told", "said"), do="preview")).text
    assert 'name="looked"' in page
    assert "What became of these passages?" not in page
    answer = ada.send(ADDRESS, change(REPLACED, looked="1"))
    assert answer.status_code == 409
    assert "Nothing is in force yet: say first what became of the passages below." in answer.text
    assert NORTH in answer.text.partition('<section class="went"')[2]
    assert WEST in answer.text
    assert session.scalars(select(Revision.number)).all() == [1]
    gone = {f"went-{anchor_of(session, NORTH)}": ""}
    assert ada.send(ADDRESS, change(REPLACED, looked="1", **gone)).status_code == 303


def test_two_passages_are_not_said_to_be_the_same_one_now(session: Session, ada: Client, objection: Post) -> None:
    page = ada.send(ADDRESS, change(REPLACED, do="preview")).text
    [key] = candidates(page)
    both = {f"went-{anchor_of(session, NORTH)}": key, "went-other": key}
    for do in ("preview", "publish"):
        answer = ada.send(ADDRESS, change(REPLACED, do=do, **both))
        assert answer.status_code == 400
        assert "You chose the same passage for two that it may be now." in answer.text
        assert WEST in answer.text
    assert session.scalars(select(Revision.number)).all() == [1]


def test_nobody_is_asked_about_what_is_certain(ada: Client, objection: Post) -> None:
    for text in (TEXT.replace("two schools", "three schools"), TEXT + "\n\nOne more thing, which is new.", TEXT):
        assert "What became of these passages?" not in ada.send(ADDRESS, change(text, do="preview")).text


def test_case_web_01_an_objection_stays_with_the_words_it_was_raised_on(session: Session, cast: Cast) -> None:
    rows = [f"Ward {name} elects three councillors." for name in ("North", "South", "West")]
    ada, before, after = cast.browser(cast.ada), "\n\n".join(rows[:2]), "\n\n".join(rows[1:])
    ada.send(
        "/proposals/new", {"title": "Seats", "summary": "How many.", "text": f"## Seats\n\n{before}", "do": "publish"}
    )
    old = anchor_of(session, rows[0])
    point = {"do": "post", "parts-0-label": "objection", "parts-0-body": "Three seats are too few."}
    assert cast.browser(cast.ben).send(f"/proposals/seats/post?anchor={old}", point).status_code == 303
    post = session.scalars(select(Post)).one()
    answer = ada.send("/proposals/seats/revise", change(f"## Seats\n\n{after}"))
    assert answer.status_code == 303
    anchors = {text: anchor_of(session, text) for text in rows[1:]}
    assert old not in anchors.values()
    for anchor in anchors.values():
        panel = cast.visitor.get(f"/proposals/seats/passages/{anchor}", headers={"X-Requested-With": "fetch"})
        assert post.body not in panel.text
    page = cast.visitor.get(f"/posts/{post.id}").text
    assert rows[0] in page
    assert "The author says these words are gone. They stood in revision 1:" in page
    answer = cast.visitor.get(f"/proposals/seats/passages/{old}")
    assert (answer.status_code, answer.location) == (302, f"/proposals/seats/history?revision=1#{old}")
    assert f'id="{old}"' in cast.visitor.get(answer.location).text
    assert cast.visitor.get("/proposals/seats/passages/never").status_code == 404
