"""Rewording a post, and its earlier wordings."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy.orm import Session

from deliberate.actions.posting import edit_post
from deliberate.actions.voting import cast_vote
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.posts import PostWords
from deliberate.models import Choice, Post, Proposal
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory
from tests.web.threads.messages import BODY, OTHER, posts


def edited(post: Post, **fields: Any) -> dict[str, Any]:
    return {"body": post.body, "settles": post.words.settles, "ground": "", "version": post.version, **fields}


def test_an_author_edits_and_earlier_wordings_stay_readable(
    session: Session, cast: Cast, proposal: Proposal, objection: Post
) -> None:
    cast_vote(session, cast.ben, objection.id, Choice.AGREE)
    ada = cast.browser(cast.ada)
    assert BODY in ada.get(f"/posts/{objection.id}/edit").text
    answer = ada.send(f"/posts/{objection.id}/edit", edited(objection, body="Nobody polices where the money goes."))
    assert (answer.status_code, answer.location) == (303, f"/posts/{objection.id}")
    page = cast.visitor.get(f"/posts/{objection.id}/wordings").text
    assert "votes cast on these words: yes 1 · unsure 0 · no 0" in page
    assert re.search(r"<del>.*There is no way to police.*</del>", page)
    assert re.search(r"<ins>.*Nobody polices.*</ins>", page)
    assert "[removed:" in page


def test_who_edits_is_told_how_many_will_be_asked_again(session: Session, cast: Cast, objection: Post) -> None:
    reply = PostFactory(parent=objection, author=cast.ada, label=Label.SAFEGUARD)
    people = PersonFactory.create_batch(3)
    session.commit()
    ada = cast.browser(cast.ada)

    def told() -> str:
        found = re.search(r"<strong>(\d+ [^<]* asked again\.)</strong>", ada.get(f"/posts/{reply.id}/edit").text)
        return found[1] if found else ""

    assert told() == ""
    cast_vote(session, cast.ben, reply.id, Choice.DISAGREE)
    assert told() == ""
    cast_vote(session, cast.ben, reply.id, Choice.AGREE)
    assert told() == "1 person said yes to these words; they will be asked again."
    for person in people:
        cast_vote(session, person, reply.id, Choice.AGREE)
    assert told() == "4 people accepted these words; they will be asked again."
    ada.send(f"/posts/{reply.id}/edit", edited(reply, body="Other words."))
    assert told() == ""
    cast_vote(session, cast.ben, reply.id, Choice.AGREE)
    assert told() == "1 person said yes to these words; they will be asked again."


def test_only_the_author_may_edit(session: Session, cast: Cast, objection: Post) -> None:
    address = f"/posts/{objection.id}/edit"
    assert cast.visitor.get(address).status_code == 401
    for person in (cast.ben, cast.mo):
        assert cast.browser(person).get(address).status_code == 403
        assert cast.browser(person).send(address, edited(objection, body=OTHER)).status_code == 403
    assert posts(session)[0].body == BODY


def test_an_edit_of_what_somebody_changed_meanwhile_shows_both_texts(
    session: Session, cast: Cast, objection: Post
) -> None:
    stale = edited(objection, body="My words.")
    edit_post(session, cast.ada, objection.id, 1, PostWords("The words of another window."), None)
    ada = cast.browser(cast.ada)
    page = ada.send(f"/posts/{objection.id}/edit", stale)
    assert page.status_code == 409
    assert "The words of another window." in page.text
    assert "My words." in page.text
    assert 'name="version" type="hidden" value="2"' in page.text
    assert ada.send(f"/posts/{objection.id}/edit", {**stale, "version": 2}).status_code == 303
    assert posts(session)[0].body == "My words."


def test_a_failed_edit_comes_back_whole(session: Session, cast: Cast, proposal: Proposal, objection: Post) -> None:
    ada = cast.browser(cast.ada)
    address = f"/posts/{objection.id}/edit"
    page = ada.send(address, edited(objection, body=" ", settles="An audit of everything."))
    assert page.status_code == 400
    assert "An audit of everything." in page.text
    assert ada.post(address, data=edited(objection, body=OTHER)).status_code == 400
    signed_out = cast.visitor.post(address, data=edited(objection, body=OTHER))
    assert signed_out.status_code == 401
    assert OTHER in signed_out.text
    proposal.locked = True
    session.commit()
    page = ada.send(address, edited(objection, body=OTHER))
    assert page.status_code == 409
    assert OTHER in page.text
    assert posts(session)[0].body == BODY


def test_the_wordings_of_a_hidden_post_are_read_by_its_author_only(
    session: Session, cast: Cast, objection: Post
) -> None:
    objection.state = State.HIDDEN
    session.commit()
    address = f"/posts/{objection.id}/wordings"
    assert cast.visitor.get(address).status_code == 403
    assert cast.browser(cast.ben).get(address).status_code == 403
    assert cast.browser(cast.ada).get(address).status_code == 200
    assert cast.browser(cast.mo).get(address).status_code == 200
