"""The moderators' desk, the public log, and flags."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.curation import Mandate
from deliberate.actions.flagging import flag_post
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.models import Flag, FlagReason, LogEntry, Post, Proposal
from deliberate.upkeep.evaluating import evaluate
from deliberate.web.moderation.forms import MEANINGS
from tests.cast import Cast, Client
from tests.factories import PersonFactory, PostFactory
from tests.reading import unwrapped
from tests.web.moderation.deciding import WHY

Counting = Callable[[], AbstractContextManager[list[str]]]


# The queue


def test_the_queue_shows_what_is_flagged_most_first_and_then_what_is_new(
    session: Session, cast: Cast, mo: Client, proposal: Proposal
) -> None:
    newcomer = PersonFactory(name="Noa", trusted=False, password_hash="x")
    old, held, flagged, twice = (
        PostFactory(proposal=proposal, body=body, **more)
        for body, more in (
            ("New words.", {"author": newcomer}),
            ("Held words.", {"author": newcomer, "state": State.HELD}),
            ("Flagged words.", {}),
            ("Twice flagged words.", {}),
        )
    )
    PostFactory(proposal=proposal, author=PersonFactory(trusted=False), body="Signed words.")
    session.commit()
    for person, post in ((cast.ada, flagged), (cast.ada, twice), (cast.ben, twice)):
        flag_post(session, person, post.id, FlagReason.SPAM, "Buy nothing.")
    page = mo.get("/moderation").text
    assert re.findall(r'href="/moderation/posts/(\d+)" data-waiting', page) == [
        str(post.id) for post in (twice, flagged, old, held)
    ]
    assert "Buy nothing." in page
    assert "Signed words." not in page
    curation.approve_post(session, Mandate(cast.mo, WHY, held.version), held.id)
    page = mo.get("/moderation").text
    assert re.findall(r'href="/moderation/posts/(\d+)" data-waiting', page) == [str(twice.id), str(flagged.id)]


def test_an_item_of_a_further_page_of_the_queue_opens_beside_that_page(
    session: Session, cast: Cast, mo: Client, proposal: Proposal
) -> None:
    posts = [PostFactory(proposal=proposal) for _ in range(26)]
    session.commit()
    for post in posts:
        flag_post(session, cast.ben, post.id, FlagReason.SPAM)
    link = f"/moderation/posts/{posts[-1].id}?page=2"
    assert f'href="{link}" data-waiting' in mo.get("/moderation?page=2").text
    page = mo.get(link).text
    assert f'href="{link}" data-waiting aria-current="true"' in page
    assert 'href="/moderation?page=2"' in page


def test_an_empty_queue_says_so(mo: Client, post: Post) -> None:
    assert "Nothing is flagged" in mo.get("/moderation").text


def test_moderators_find_the_way_from_a_post_to_the_desk(cast: Cast, mo: Client, post: Post) -> None:
    link = f'href="/moderation/posts/{post.id}"'
    assert link in mo.get(f"/posts/{post.id}").text
    assert link not in cast.browser(cast.ben).get(f"/posts/{post.id}").text


def test_no_page_runs_more_statements_when_there_is_more(
    session: Session, cast: Cast, mo: Client, post: Post, count_statements: Counting
) -> None:
    addresses = ["/moderation", f"/moderation/posts/{post.id}", "/proposals/plan/log"]
    addresses += [f"/moderation/posts/{post.id}/{act}" for act in ("merge", "move", "relabel", "hide")]
    first = _counts(session, cast, mo, post, addresses, count_statements, 5)
    assert _counts(session, cast, mo, post, addresses, count_statements, 45) == first
    assert max(first) <= 32


def _counts(
    session: Session, cast: Cast, mo: Client, post: Post, addresses: list[str], counting: Counting, more: int
) -> list[int]:
    for _ in range(more):
        other = PostFactory(parent=post, label=Label.REBUTTAL)
        twin = PostFactory(proposal=post.proposal)
        session.commit()
        for one in (other, twin, post):
            session.add(Flag(post_id=one.id, person_id=PersonFactory().id, reason=FlagReason.SPAM, note="See."))
        reversible = {"posts": [], "flags": []}
        for act in (Act.HIDE, Act.RESTORE):
            entry = {"proposal_id": post.proposal_id, "post_id": post.id, "moderator_id": cast.mo.id}
            session.add(LogEntry(**entry, act=act, reason="Why.", details={}, inverse=reversible))
    session.commit()
    found = []
    for address in addresses:
        with counting() as statements:
            assert mo.get(address).status_code == 200
        found.append(len(statements))
    return found


# The log


def test_everybody_reads_the_log_but_never_the_words_of_a_hidden_post(
    session: Session, cast: Cast, mo: Client, post: Post, twin: Post
) -> None:
    evaluate(session, post.proposal)
    session.commit()
    mo.send(f"/moderation/posts/{post.id}/hide", {"do": "act", "reason": "It names a child.", "version": "1"})
    mo.send(
        f"/moderation/posts/{twin.id}/relabel", {"do": "act", "to": "question", "reason": "It asks.", "version": "1"}
    )
    for browser in (cast.visitor, cast.browser(cast.ben), mo):
        page = " ".join(browser.get("/proposals/plan/log").text.split())
        assert "It names a child." in page
        assert post.body not in page
        assert "relabelled from objection to question" in page
        assert twin.body in page
        assert page.index("It asks.") < page.index("It names a child.")
        assert ("Undo this" in page) is (browser is mo)


def test_the_log_goes_on_on_further_pages(session: Session, cast: Cast, proposal: Proposal) -> None:
    for number in range(31):
        act = {"proposal_id": proposal.id, "moderator_id": cast.mo.id, "act": Act.LOCK, "details": {}}
        session.add(LogEntry(**act, reason=f"Reason {number}."))
    session.commit()
    assert "Reason 0." not in cast.visitor.get("/proposals/plan/log").text
    assert "Reason 0." in cast.visitor.get("/proposals/plan/log?page=2").text


def test_an_act_is_undone_from_the_log_once(session: Session, cast: Cast, mo: Client, post: Post) -> None:
    mo.send(f"/moderation/posts/{post.id}/hide", {"do": "act", "reason": WHY, "version": "1"})
    entry = session.scalars(select(LogEntry)).one()
    address = f"/moderation/log/{entry.id}/undo"
    assert cast.visitor.send(address, {"reason": WHY}).status_code == 401
    assert cast.browser(cast.ben).send(address, {"reason": WHY}).status_code == 403
    assert mo.send(address, {"reason": ""}).status_code == 400
    assert mo.send("/moderation/log/999/undo", {"reason": WHY}).status_code == 404
    done = mo.send(address, {"reason": "It was fair.", "next": "/proposals/plan/log"})
    assert done.location == "/proposals/plan/log"
    session.expire_all()
    assert post.state is State.VISIBLE
    again = mo.send(address, {"reason": "It was fair."})
    assert again.status_code == 409
    assert "undone already" in again.text
    assert "It was fair." in again.text
    page = " ".join(unwrapped(cast.visitor.get("/proposals/plan/log").text).split())
    assert "Undone by Mo" in page
    assert "undid: hid" in page


# Flags


def test_a_flag_is_kept_and_shown_again_to_be_changed(session: Session, cast: Cast, post: Post) -> None:
    ben, address = cast.browser(cast.ben), f"/posts/{post.id}/flag"
    page = ben.get(address).text
    assert all(str(meaning).split(":")[0] in page for meaning in MEANINGS.values())
    assert ben.send(address, {}).status_code == 400
    assert ben.send(address, {"reason": "other"}).status_code == 400
    assert ben.send(address, {"reason": "spam", "note": "An advertisement."}).location == f"/posts/{post.id}"
    page = ben.get(address).text
    assert "You have flagged this before." in page
    assert "An advertisement." in page
    assert "checked" in page
    long = ben.send(address, {"reason": "spam", "note": "x" * 501})
    assert long.status_code == 400
    assert "x" * 501 in long.text
    ben.send(address, {"reason": "insult", "note": "\0"})
    flag = session.scalars(select(Flag)).one()
    assert (flag.reason, flag.note) == (FlagReason.INSULT, "")


def test_visitors_sign_in_to_flag_and_nobody_flags_what_is_not_visible(
    session: Session, cast: Cast, post: Post
) -> None:
    address = f"/posts/{post.id}/flag"
    assert cast.visitor.get(address).status_code == 401
    post.state = State.HIDDEN
    session.commit()
    for person in (cast.ben, cast.ada):
        assert cast.browser(person).send(address, {"reason": "spam"}).status_code == 403
    assert session.scalars(select(Flag)).all() == []
