"""Acts on posts and threads: each shows its effect and asks why, and no reason that was typed is lost."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.curation import Mandate
from deliberate.actions.voting import cast_vote
from deliberate.domain.acts import Thing, curations
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.models import Choice, LogEntry, Post, Proposal
from tests.cast import Cast, Client
from tests.factories import PersonFactory, PostFactory
from tests.reading import unwrapped
from tests.web.moderation.deciding import WHY, ready


@pytest.mark.parametrize("act", curations(Thing.POST))
def test_every_act_shows_its_effect_asks_why_and_is_done(session: Session, mo: Client, post: Post, act: Act) -> None:
    chosen = ready(session, post, act)
    address = f"/moderation/posts/{post.id}/{act}"
    assert f'href="{address}#decide"' in mo.get(f"/moderation/posts/{post.id}").text
    assert ('name="reason"' in mo.get(address).text) is not bool(chosen)
    preview = mo.send(address, {**chosen, "do": "preview"})
    assert preview.status_code == 200
    assert "What happens" in preview.text
    assert 'name="reason"' in preview.text
    assert session.scalars(select(LogEntry)).all() == []
    done = mo.send(address, {**chosen, "do": "act", "reason": WHY, "version": str(post.version)})
    assert (done.status_code, done.location) == (303, "/moderation")
    entry = session.scalars(select(LogEntry)).one()
    assert (entry.act, entry.post_id, entry.reason) == (act, post.id, WHY)


@pytest.mark.parametrize("act", curations(Thing.POST))
def test_a_visitor_is_asked_to_sign_in_and_ben_is_refused(session: Session, cast: Cast, post: Post, act: Act) -> None:
    chosen = ready(session, post, act)
    sent = {**chosen, "do": "act", "reason": WHY, "version": str(post.version)}
    for person, status in ((None, 401), (cast.ben, 403)):
        browser = cast.browser(person)
        assert browser.get(f"/moderation/posts/{post.id}/{act}").status_code == status
        assert browser.send(f"/moderation/posts/{post.id}/{act}", sent).status_code == status
    assert session.scalars(select(LogEntry)).all() == []


@pytest.mark.parametrize("act", curations(Thing.POST))
def test_the_second_moderator_sees_what_happened_meanwhile(
    session: Session, cast: Cast, mo: Client, post: Post, act: Act
) -> None:
    chosen = ready(session, post, act)
    other = PersonFactory(name="Mia", role=cast.mo.role)
    session.commit()
    seen = post.version
    curation.relabel_post(session, Mandate(other, "It asks.", seen), post.id, Label.CONDITION)
    sent = {**chosen, "do": "act", "reason": WHY, "version": str(seen)}
    answer = mo.send(f"/moderation/posts/{post.id}/{act}", sent)
    assert answer.status_code == 409
    assert "Mia relabelled from objection to condition" in " ".join(unwrapped(answer.text).split())
    assert WHY in answer.text
    session.expire_all()
    assert f'name="version" type="hidden" value="{post.version}"' in answer.text
    assert len(session.scalars(select(LogEntry)).all()) == 1


def test_a_refused_act_comes_back_with_the_reason_that_was_typed(session: Session, mo: Client, post: Post) -> None:
    reply = PostFactory(parent=post, label=Label.REBUTTAL)
    session.commit()
    sent = {"do": "act", "other": str(reply.id), "reason": WHY, "version": "1"}
    for act, why in (("move", "below itself"), ("merge", "a reply below this one")):
        answer = mo.send(f"/moderation/posts/{post.id}/{act}", sent)
        assert answer.status_code == 400
        assert why in answer.text
        assert WHY in answer.text
        assert f'value="{reply.id}"' in answer.text


def test_an_act_without_a_reason_is_sent_back(session: Session, mo: Client, post: Post) -> None:
    for reason, why in (("", "Say why."), ("no", "3 to 500 characters"), ("x" * 501, "3 to 500 characters")):
        answer = mo.send(f"/moderation/posts/{post.id}/hide", {"do": "act", "reason": reason, "version": "1"})
        assert answer.status_code == 400
        assert why in answer.text
    assert session.scalars(select(LogEntry)).all() == []


def test_the_preview_of_a_merge_counts_replies_and_people(
    session: Session, cast: Cast, mo: Client, post: Post, twin: Post
) -> None:
    PostFactory(parent=twin, label=Label.REBUTTAL)
    session.commit()
    grace = PersonFactory()
    session.commit()
    for person in (grace, cast.ben):
        cast_vote(session, person, post.id, Choice.AGREE)
    for person in (cast.ben, cast.mo):
        cast_vote(session, person, twin.id, Choice.DISAGREE)
    chooser = mo.get(f"/moderation/posts/{twin.id}/merge").text
    assert f'value="post {post.id}"' in chooser
    preview = mo.send(f"/moderation/posts/{twin.id}/merge", {"do": "preview", "to": f"post {post.id}"}).text
    assert "1 reply is shown under the kept post." in preview
    assert "2 people voted on the kept post, 2 on this one; together they are 3." in preview
    assert "under its own question" in preview
    sent = {"do": "act", "to": f"post {post.id}", "reason": WHY, "version": str(twin.version)}
    mo.send(f"/moderation/posts/{twin.id}/merge", sent)
    session.expire_all()
    assert post.agree + post.passes + post.disagree == 3


def test_the_preview_of_a_relabel_says_whose_votes_will_count_for_nothing(
    session: Session, cast: Cast, mo: Client, post: Post
) -> None:
    address = f"/moderation/posts/{post.id}/relabel"

    def shown(to: str) -> str:
        return " ".join(unwrapped(mo.send(address, {"do": "preview", "to": to}).text).split())

    assert "answered ‘" not in shown("condition")
    cast_vote(session, cast.ben, post.id, Choice.AGREE)
    assert "1 person answered ‘Is this a serious problem?’. Their vote counts for nothing until they" in shown(
        "condition"
    )
    cast_vote(session, cast.mo, post.id, Choice.PASS)
    assert (
        "2 people answered ‘Is this a serious problem?’. Their votes count for nothing until each keeps or changes "
        "theirs; their queue asks them."
    ) in shown("condition")
    assert "Their votes count for nothing while nobody is asked." in shown("comment")
    mo.send(address, {"do": "act", "to": "condition", "reason": WHY, "version": str(post.version)})
    assert "2 people answered this question when it was asked before. Their votes count again." in shown("objection")


def test_an_act_is_done_only_to_what_its_effect_was_shown_for(
    session: Session, mo: Client, post: Post, twin: Post
) -> None:
    third = PostFactory(proposal=post.proposal)
    session.commit()
    address, chosen = f"/moderation/posts/{twin.id}/merge", {"to": f"post {post.id}"}
    shown = re.findall(r'name="shown" value="([^"]+)"', mo.send(address, {**chosen, "do": "preview"}).text)
    assert shown == [f"post {post.id}"]
    sent = {"do": "act", "shown": shown[0], "reason": WHY, "version": "1"}
    answer = mo.send(address, {**sent, "to": f"post {third.id}"})
    assert answer.status_code == 200
    assert "You have chosen another one." in answer.text
    assert third.body in answer.text
    assert WHY in answer.text
    assert mo.send(address, {**sent, **chosen}).status_code == 303


def test_posts_are_found_by_their_words(session: Session, mo: Client, post: Post, twin: Post) -> None:
    far = PostFactory(proposal=post.proposal, body="Farmers would lose their land.")
    session.commit()
    address = f"/moderation/posts/{twin.id}/merge"
    sent = {"do": "find", "to": f"post {post.id}", "reason": WHY}
    page = mo.send(address, {**sent, "find": "losing cattle"}).text
    assert f'value="post {far.id}"' not in page
    page = mo.send(address, {**sent, "find": "lands farmer"}).text
    assert f'value="post {far.id}"' in page
    assert f'value="post {post.id}"' not in page
    assert "What happens" not in page
    assert WHY in page
    assert "Nothing that fits holds these words." in mo.send(address, {**sent, "find": "harvest"}).text


def test_only_labels_that_fit_are_offered(mo: Client, post: Post) -> None:
    page = mo.get(f"/moderation/posts/{post.id}/relabel").text
    offered = re.findall(r'name="to" type="radio" value="([\w-]+)"', page)
    assert "question" in offered
    assert not {"objection", "answer", "amendment"} & set(offered)


# Threads


@pytest.mark.parametrize("act", [Act.LOCK, Act.UNLOCK])
def test_a_thread_is_locked_and_unlocked_with_a_reason(
    session: Session, cast: Cast, mo: Client, proposal: Proposal, act: Act
) -> None:
    if act is Act.UNLOCK:
        proposal.locked = True
        session.commit()
    address = f"/moderation/proposals/plan/{act}"
    assert cast.browser(cast.ben).send(address, {"reason": WHY}).status_code == 403
    assert mo.send(address, {"reason": ""}).status_code == 400
    assert mo.send(address, {"reason": WHY}).location == "/proposals/plan"
    session.expire_all()
    assert proposal.is_closed is (act is Act.LOCK)
    again = mo.send(address, {"reason": WHY})
    assert again.status_code == 409
    assert WHY in again.text


def test_the_message_after_an_act_has_the_way_to_undo_it(session: Session, mo: Client, post: Post) -> None:
    """Of a post and of a thread alike; a reason is there already, and can be another one."""
    for address, act in (
        (f"/moderation/posts/{post.id}/hide", Act.HIDE),
        ("/moderation/proposals/plan/lock", Act.LOCK),
    ):
        mo.send(address, {"do": "act", "reason": WHY, "version": str(post.version)})
        entry = session.scalars(select(LogEntry).where(LogEntry.act == act)).one()
        page = mo.get("/").text
        assert "It is in the public log." in page
        assert f'action="/moderation/log/{entry.id}/undo"' in page
        assert f'href="/moderation/log/{entry.id}"' in page
        assert "/undo" not in mo.get("/").text, "the message stands there once"
        typed = re.search(r'name="reason" value="([^"]+)"', page)
        assert typed
        undone = mo.send(f"/moderation/log/{entry.id}/undo", {"reason": typed[1], "next": "/proposals/plan"})
        assert undone.location == "/proposals/plan"
        session.expire_all()
    assert (post.state, post.proposal.locked) == (State.VISIBLE, False)
