"""What must wait, be taken away and be taken back: the cases that were handed in, step by step."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.models import Person, Post
from tests.cast import Cast, Client
from tests.factories import PersonFactory, PostFactory, ProposalFactory

SPAM = "https://cheap.example/boats"
PLAN = {"title": "Boats for all", "summary": "Cheap boats.", "text": f"Buy boats at {SPAM} today.", "source": SPAM}
WHY = "It advertises."


@pytest.fixture
def newcomer(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Of somebody who has just registered, where what new people write waits."""
    settings = replace(app.extensions["deliberate"], hold_first_posts=True)
    monkeypatch.setitem(app.extensions, "deliberate", settings)
    person = PersonFactory(name="Nora", trusted=False, password_hash="x")
    session.commit()
    client = app.test_client(user=person)
    assert isinstance(client, Client)
    return client


def seen(browser: Client, *addresses: str) -> list[str]:
    """Where the address stands that they advertise."""
    return [address for address in addresses if "cheap.example" in browser.get(address).text]


def version(page: str) -> str:
    """Of what a moderator looks at."""
    found = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert found
    return found[1]


def forget_approval(session: Session, person: Person) -> None:
    """As undoing it would."""
    session.refresh(person)
    person.trusted = False
    session.commit()


def decide(moderator: Client, address: str, queue: bool = True) -> None:
    """By the link in the queue, where it stands."""
    thing = address.rpartition("/")[0]
    assert not queue or f'href="{thing}' in moderator.get("/moderation").text
    sent = {"reason": WHY, "version": version(moderator.get(address).text), "do": "act"}
    assert moderator.send(address, sent).status_code == 303


def test_case_security_04_what_new_people_write_first_waits_wherever_it_would_be_public(
    session: Session, cast: Cast, newcomer: Client
) -> None:
    mo, others = cast.browser(cast.mo), (cast.visitor, cast.browser(cast.ben))
    everywhere = ("/", "/?q=boats", "/search?q=boats", "/people/Nora")
    plan, nora = "/proposals/boats-for-all", session.scalars(select(Person).where(Person.name == "Nora")).one()

    assert newcomer.send("/proposals/new", {**PLAN, "do": "publish"}).location == plan
    assert "waits for a moderator" in newcomer.get(plan).text
    for browser in others:
        assert seen(browser, *everywhere, plan, f"{plan}/map.json", f"{plan}/export.json", f"{plan}/history") == []
        assert "Boats" not in browser.get("/").text
    assert seen(newcomer, plan) == [plan]
    decide(mo, "/moderation/proposals/boats-for-all/approve-proposal")
    assert seen(cast.visitor, plan) == [plan]

    forget_approval(session, nora)
    newcomer.send("/account/", {"about": f"I sell [boats]({SPAM})."})
    assert seen(cast.visitor, "/people/Nora") == []
    assert seen(newcomer, "/people/Nora", "/account/") == ["/people/Nora", "/account/"]
    assert "waits for a moderator" in newcomer.get("/account/").text
    decide(mo, f"/moderation/people/{nora.id}/approve-profile")
    assert seen(cast.visitor, "/people/Nora") == ["/people/Nora"]

    forget_approval(session, nora)
    change = {"text": "Buy nothing.", "summary": f"See {SPAM}.", "version": "1", "do": "publish"}
    assert newcomer.send(f"{plan}/revise", change).location == f"{plan}/history?revision=2"
    assert "Buy nothing." not in cast.visitor.get(plan).text
    assert cast.visitor.get(f"{plan}/history?revision=2").status_code == 404
    assert "Waits for a moderator" in newcomer.get(f"{plan}/history").text
    found = re.search(r'href="(/moderation/revisions/\d+)"', mo.get("/moderation").text)
    assert found
    decide(mo, f"{found[1]}/approve-revision")
    assert "Buy nothing." in cast.visitor.get(plan).text


def test_case_security_04_a_source_that_is_added_to_a_post_waits_too(
    session: Session, cast: Cast, newcomer: Client
) -> None:
    nora = session.scalars(select(Person).where(Person.name == "Nora")).one()
    post = PostFactory(author=nora, label=Label.EVIDENCE, parent=PostFactory(), body="A count.")
    PostFactory(parent=post, label=Label.REBUTTAL, body="They were counted twice.")
    session.commit()
    changed = {"body": "A count.", "source_title": "The count", "source_url": SPAM, "version": "1"}
    assert newcomer.send(f"/posts/{post.id}/edit", {**changed, "do": "save"}).status_code == 303
    pages = (f"/posts/{post.id}", f"/proposals/{post.proposal.slug}", f"/proposals/{post.proposal.slug}/export.json")
    assert seen(cast.visitor, *pages) == []
    assert seen(newcomer, pages[0]) == [pages[0]]
    for page in (*pages[:2], f"{pages[1]}/map"):
        text = cast.visitor.get(page).text
        assert "They were counted twice." in text, "what others replied stays where it was"
        assert "Waiting for a moderator." in text
    decide(cast.browser(cast.mo), f"/moderation/posts/{post.id}/approve")
    assert pages[0] in seen(cast.visitor, *pages)


def test_case_security_20_moderators_take_a_proposal_and_a_profile_text_out_of_sight(
    session: Session, cast: Cast
) -> None:
    proposal = ProposalFactory(slug="boats", title="Boats", summary=f"See {SPAM}.", owner=cast.ben)
    cast.ben.about = f"I sell [boats]({SPAM})."
    session.commit()
    mo, ben = cast.browser(cast.mo), cast.browser(cast.ben)
    things = {
        "/proposals/boats": "/moderation/proposals/boats/hide-proposal",
        "/people/Ben": f"/moderation/people/{cast.ben.id}/hide-profile",
    }
    for page, act in things.items():
        assert f'href="{act.rpartition("/")[0]}"' in mo.get(page).text
        assert f'href="{act}"' in mo.get(act.rpartition("/")[0]).text
        decide(mo, act, queue=False)
        hidden = cast.visitor.get(page)
        assert WHY in hidden.text
        assert seen(cast.visitor, page, "/", "/search?q=boats") == []
        assert seen(ben, page) == [page]
        assert WHY in ben.get(page).text
    for page, act in things.items():
        undo = re.findall(r'action="(/moderation/log/\d+/undo)"', mo.get(act.rpartition("/")[0]).text)
        assert mo.send(undo[-1], {"reason": "It was meant well."}).status_code == 303
        assert seen(cast.visitor, page) == [page]
    log = cast.visitor.get("/proposals/boats/log").text
    assert WHY in log
    assert "Undone by <bdi>Mo</bdi>" in log
    assert proposal.slug == "boats"


def test_case_web_19_where_voting_is_closed_the_tallies_are_told_without_buttons(session: Session, cast: Cast) -> None:
    post = PostFactory()
    session.commit()
    ben, address = cast.browser(cast.ben), f"/posts/{post.id}"
    ben.send(f"{address}/vote", {"choice": "agree"})
    assert 'name="choice"' in ben.get(address).text
    cast.browser(cast.mo).send(f"/moderation/proposals/{post.proposal.slug}/lock", {"reason": "It is over."})
    for browser in (ben, cast.visitor, cast.browser(cast.mo)):
        for page in (address, f"/proposals/{post.proposal.slug}"):
            text = browser.get(page).text
            assert not re.search(r'name="(choice|\d+\.\d+)"', text)
            assert re.search(r'yes (<span class="vote-count">1</span>|1 · unsure 0)', text)
            assert "This thread is locked" in text
            assert f'href="/proposals/{post.proposal.slug}/log"' in text
    assert "(your vote)" in ben.get(address).text


@pytest.mark.parametrize("answered", [False, True])
def test_case_web_24_whoever_posted_by_mistake_can_take_it_back(session: Session, cast: Cast, answered: bool) -> None:
    """Before and after somebody has replied."""
    proposal = ProposalFactory(slug="plan")
    session.commit()
    ben = cast.browser(cast.ben)
    part = {"parts-0-label": "objection", "parts-0-body": "Said in the wrong place."}
    ben.send("/proposals/plan/post", {"do": "post", "confirmed": "1", **part})
    post = session.scalars(select(Post)).one()
    reply = PostFactory(parent=post, label=Label.SAFEGUARD, body="What would help.") if answered else None
    session.commit()
    assert f'action="/posts/{post.id}/withdraw"' in ben.get(f"/posts/{post.id}").text
    assert f'action="/posts/{post.id}/withdraw"' in ben.get("/account/posts").text
    assert ben.send(f"/posts/{post.id}/withdraw").status_code == 303
    session.refresh(post)
    thread = cast.visitor.get("/proposals/plan").text
    assert "wrong place" not in thread
    assert ("Withdrawn by the person who wrote it." in thread) == answered
    assert f'datetime="{post.withdrawn_at.isoformat()}"' in cast.visitor.get(f"/posts/{post.id}").text
    assert ("What would help." in thread) == answered
    assert "status-open" not in cast.visitor.get("/").text, "nothing is counted as open"
    assert "Hidden by a moderator" not in cast.visitor.get(f"/posts/{post.id}").text
    assert f'action="/posts/{post.id}/put-back"' in ben.get(f"/posts/{post.id}").text
    assert ben.send(f"/posts/{post.id}/put-back").status_code == 303
    assert "wrong place" in cast.visitor.get("/proposals/plan").text
    assert reply is None or reply.parent_id == post.id
    assert proposal.slug == "plan"
