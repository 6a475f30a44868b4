"""The moderators' desk, the public log, and flags."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.curation import Mandate
from deliberate.actions.flagging import flag_post
from deliberate.actions.voting import cast_vote
from deliberate.domain.acts import curations
from deliberate.domain.graph import State
from deliberate.domain.labels import Label
from deliberate.domain.permissions import Act
from deliberate.domain.places import OnPassage, OnPost, OnProposal, Place
from deliberate.models import Choice, Flag, FlagReason, LogEntry, Post, Proposal
from deliberate.upkeep.evaluating import evaluate
from deliberate.web.moderation.forms import MEANINGS, place
from tests.cast import Cast, Client
from tests.factories import PersonFactory, PostFactory, ProposalFactory

Counting = Callable[[], AbstractContextManager[list[str]]]
WHY = "It says the same as another."


@pytest.fixture
def proposal(session: Session, cast: Cast) -> Proposal:
    found = ProposalFactory(slug="plan", owner=cast.ada)
    session.commit()
    return found


@pytest.fixture
def post(session: Session, proposal: Proposal, cast: Cast) -> Post:
    found = PostFactory(proposal=proposal, author=cast.ada, body="Nobody audits where the money goes.")
    session.commit()
    return found


@pytest.fixture
def twin(session: Session, post: Post) -> Post:
    found = PostFactory(proposal=post.proposal, body="Where the money goes is audited by nobody.")
    session.commit()
    return found


@pytest.fixture
def mo(cast: Cast) -> Client:
    return cast.browser(cast.mo)


def ready(session: Session, post: Post, act: Act) -> dict[str, str]:
    """Makes `act` possible for the post; what the form sends besides the reason and the version."""
    if act is Act.APPROVE:
        post.state = State.HELD
    if act is Act.RESTORE:
        post.state = State.HIDDEN
    if act is Act.DISMISS:
        session.add(Flag(post_id=post.id, person_id=post.author_id, reason=FlagReason.SPAM))
    twin = PostFactory(proposal=post.proposal)
    session.commit()
    return {Act.RELABEL: {"to": "question"}, Act.MOVE: {"other": "first"}, Act.MERGE: {"other": f"#{twin.id}"}}.get(
        act, {}
    )


# Acts


@pytest.mark.parametrize("act", curations(of_thread=False))
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


@pytest.mark.parametrize("act", curations(of_thread=False))
def test_a_visitor_is_asked_to_sign_in_and_ben_is_refused(session: Session, cast: Cast, post: Post, act: Act) -> None:
    chosen = ready(session, post, act)
    sent = {**chosen, "do": "act", "reason": WHY, "version": str(post.version)}
    for person, status in ((None, 401), (cast.ben, 403)):
        browser = cast.browser(person)
        assert browser.get(f"/moderation/posts/{post.id}/{act}").status_code == status
        assert browser.send(f"/moderation/posts/{post.id}/{act}", sent).status_code == status
    assert session.scalars(select(LogEntry)).all() == []


@pytest.mark.parametrize("act", curations(of_thread=False))
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
    assert "Mia relabelled from objection to condition" in " ".join(answer.text.split())
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
    for person in (cast.ada, cast.ben):
        cast_vote(session, person, post.id, Choice.AGREE)
    for person in (cast.ben, cast.mo):
        cast_vote(session, person, twin.id, Choice.DISAGREE)
    chooser = mo.get(f"/moderation/posts/{twin.id}/merge").text
    assert f'value="post {post.id}"' in chooser
    preview = mo.send(f"/moderation/posts/{twin.id}/merge", {"do": "preview", "to": f"post {post.id}"}).text
    assert "1 reply is shown under the kept post." in preview
    assert "2 people voted on the kept post, 2 on this one; together they are 3." in preview
    sent = {"do": "act", "to": f"post {post.id}", "reason": WHY, "version": str(twin.version)}
    mo.send(f"/moderation/posts/{twin.id}/merge", sent)
    session.expire_all()
    assert post.agree + post.passes + post.disagree == 3


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
    page = mo.send(address, {**sent, "find": "losing farmer"}).text
    assert f'value="post {far.id}"' not in page
    page = mo.send(address, {**sent, "find": "land farmer"}).text
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


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12", OnPost(12)),
        ("#12", OnPost(12)),
        ("post 12", OnPost(12)),
        ("/posts/12", OnPost(12)),
        ("https://example.org/posts/12?order=newest", OnPost(12)),
        ("https://example.org/proposals/plan#post-12", OnPost(12)),
        ("first-thing", OnPassage("first-thing")),
        ("passage first-thing", OnPassage("first-thing")),
        ("https://example.org/proposals/plan/passages/first", OnPassage("first")),
        ("https://example.org/proposals/plan#first", OnPassage("first")),
        ("the proposal", OnProposal()),
        ("proposal", OnProposal()),
        ("two words", None),
        ("", None),
    ],
)
def test_a_place_is_understood_as_people_write_it(written: str, meant: Place | None) -> None:
    assert place(written) == meant


@pytest.mark.parametrize("typed", ["\r\n".join(["nine char"] * 50), "It says\0 the same."])
def test_a_reason_is_kept_as_browsers_count_it_and_as_every_database_stores_it(
    session: Session, mo: Client, post: Post, typed: str
) -> None:
    kept = typed.replace("\r\n", "\n").replace("\0", "")
    assert mo.send("/moderation/proposals/plan/lock", {"reason": typed}).status_code == 303
    done = mo.send(f"/moderation/posts/{post.id}/hide", {"do": "act", "reason": typed, "version": "1"})
    assert done.status_code == 303
    entry = session.scalars(select(LogEntry).where(LogEntry.post_id == post.id)).one()
    assert mo.send(f"/moderation/log/{entry.id}/undo", {"reason": typed}).status_code == 303
    assert session.scalars(select(LogEntry.reason)).all() == [kept] * 3


# Threads


@pytest.mark.parametrize("act", curations(of_thread=True))
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
    assert max(first) <= 24


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
    page = " ".join(cast.visitor.get("/proposals/plan/log").text.split())
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


def test_every_reason_for_a_flag_has_its_meaning() -> None:
    assert set(MEANINGS) == set(FlagReason)
