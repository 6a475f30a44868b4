"""What is held or hidden is on no page for those who may not see it, whatever address they come by."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.curation import Mandate
from deliberate.actions.voting import cast_vote
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.domain.posts import PostWords
from deliberate.domain.texts.passages import PassageKind
from deliberate.jobs import run_due
from deliberate.models import Choice, LogEntry, Passage, Person, Post, Proposal, Topic, now
from deliberate.upkeep.evaluating import evaluate
from deliberate.upkeep.indexing import rebuild_index
from tests.cast import Cast, Client
from tests.factories import LinkFactory, PersonFactory, PostFactory, ProposalFactory, RevisionFactory

# In every text that must not be read, and nowhere else; as it is spelt in addresses, too.
SECRET = "unspeakable"
REASON = "It names a private person."
OPEN = "An open plan"


@pytest.fixture
def nora(session: Session) -> Person:
    person: Person = PersonFactory(name="Nora", trusted=False, password_hash="x")
    session.commit()
    return person


@pytest.fixture
def plan(session: Session, cast: Cast, nora: Person) -> Proposal:
    """Nora's, with everything that a proposal can have, and another one that links to all of it."""
    topics = [Topic(name=f"{SECRET} topic")]
    names = {"title": f"{SECRET} title", "summary": f"{SECRET} summary", "source": f"https://{SECRET}.example"}
    names |= {"slug": f"{SECRET}-plan"}
    plan: Proposal = ProposalFactory(owner=nora, authors=[f"{SECRET} board"], topics=topics, **names)
    text = [Passage(position=0, anchor=f"{SECRET}-part", kind=PassageKind.PARAGRAPH, level=0, text=f"{SECRET} text")]
    RevisionFactory(proposal_id=plan.id, number=2, author_id=nora.id, summary=f"{SECRET} change", passages=text)
    plan.revision = 2
    words = PostWords(f"{SECRET} words", f"{SECRET} end", f"{SECRET} book", f"https://{SECRET}.example/book")
    point = PostFactory(proposal=plan, anchor=f"{SECRET}-part", author=cast.ben, words=words)
    reply = PostFactory(parent=point, label=Label.SAFEGUARD, author=nora, body=f"{SECRET} reply")
    PostFactory(proposal=plan, state=State.MERGED, merged_into_id=point.id, body=f"{SECRET} twin")
    other = ProposalFactory(slug="open-plan", title=OPEN, owner=cast.ada)
    linking = PostFactory(proposal=other, author=cast.ada, body="See also.")
    for target in (
        {"to_post_id": point.id},
        {"to_proposal_id": plan.id, "to_anchor": f"{SECRET}-part"},
        {"to_proposal_id": plan.id},
    ):
        LinkFactory(from_post_id=linking.id, polarity=Polarity.SUPPORT, **target)
    rebuild_index(session)
    session.commit()
    cast_vote(session, cast.ada, reply.id, Choice.AGREE)
    curation.relabel_post(session, Mandate(cast.mo, "It asks.", point.version), point.id, Label.CONDITION)
    for one in (plan, other):
        evaluate(session, one)
    session.commit()
    run_due(session)
    return plan


def put_out_of_sight(session: Session, cast: Cast, plan: Proposal, state: State) -> None:
    if state is State.HIDDEN:
        curation.hide_proposal(session, Mandate(cast.mo, REASON, plan.revision), plan.id)
        return
    session.execute(update(Proposal).where(Proposal.id == plan.id).values(state=state))
    session.commit()


def addresses(app: Flask, session: Session) -> Iterator[str]:
    """Every page of the site there is, with whatever its address may name."""
    named = {
        "slug": [*session.scalars(select(Proposal.slug))],
        "post_id": [*session.scalars(select(Post.id))],
        "anchor": [f"{SECRET}-part", "first"],
        "entry_id": [*session.scalars(select(LogEntry.id))],
        "draft_id": [1],
    }
    names = {"accounts.person": [*session.scalars(select(Person.name))], "site.export": ["json"]}
    names |= {"proposals.document": ["md", "html"]}
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static" or _for_moderators(app, rule.endpoint):
            continue
        known = {**named, "name": names.get(rule.endpoint, [])}
        for values in product(*(known[argument] for argument in sorted(rule.arguments))):
            yield adapter.build(rule.endpoint, dict(zip(sorted(rule.arguments), values, strict=True)))
    # What is looked for stands beside the words, so they would be in what is found.
    looked_for = ("title", "summary", "text", "words", "book", "reply", "twin", "things")
    yield from (f"{page}?q={word}" for page in ("/", "/search") for word in looked_for)
    yield "/?sort=discussed"
    pages = ("history?revision=1", "history?revision=2", "map?root=1", "map.json?comments=1", "vote?missed=1")
    for page in (*pages, "document.md?revision=1"):
        yield f"/proposals/{SECRET}-plan/{page}"


def _for_moderators(app: Flask, endpoint: str) -> bool:
    """They see all of it, and nobody else is let in."""
    return getattr(app.view_functions[endpoint], "act", None) is Act.MODERATE


def told(browser: Client, address: str) -> str:
    answer = browser.get(address)
    return f"{answer.text.lower()} {answer.headers.get('Location', '').lower()}"


def seen_by(browser: Client, addresses: list[str]) -> list[str]:
    """The pages on which the words stand."""
    return [address for address in addresses if _is_seen(browser, address)]


def _is_seen(browser: Client, address: str) -> bool:
    """Who knows an address by which something was called may find it there."""
    text = told(browser, address)
    if SECRET in address:
        text = text.replace(f"/{SECRET}-plan", "").replace(f"/{SECRET}-part", "")
    return SECRET in text


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN])
def test_the_words_of_a_proposal_out_of_sight_are_on_no_page(
    app: Flask, session: Session, cast: Cast, plan: Proposal, state: State
) -> None:
    every = sorted({*addresses(app, session)})
    seen = (address for address in every if _is_seen(cast.visitor, address))
    assert len([*islice(seen, 21)]) > 20, "while it is in sight"
    put_out_of_sight(session, cast, plan, state)
    every = sorted({*addresses(app, session)})
    others = {"a visitor": cast.visitor, "Ada": cast.browser(cast.ada)}
    assert {name: seen_by(browser, every) for name, browser in others.items()} == {name: [] for name in others}
    # Who wrote a post of it reads their own words still, in the list of their posts.
    assert seen_by(cast.browser(cast.ben), every) == ["/account/posts"]


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN])
def test_nor_do_forms_that_are_sent_tell_them(session: Session, cast: Cast, plan: Proposal, state: State) -> None:
    [point, reply, *_] = session.scalars(select(Post.id).where(Post.proposal_id == plan.id).order_by(Post.id))
    put_out_of_sight(session, cast, plan, state)
    draft = {"do": "post", "confirmed": "1", "parts-0-label": "question", "parts-0-body": "What is it that it says?"}
    sent = {
        f"/posts/{point}/reply": draft,
        f"/proposals/{SECRET}-plan/post": draft,
        f"/posts/{point}/vote": {"choice": "agree", "queue": ""},
        f"/posts/{reply}/vote": {"choice": "agree"},
        f"/posts/{reply}/answers-it": {},
        f"/posts/{point}/addressed": {"says": "yes"},
        f"/posts/{point}/flag": {"reason": "spam"},
        f"/posts/{point}/withdraw": {},
        f"/posts/{point}/put-back": {},
        f"/posts/{point}/take-over": {},
        f"/posts/{point}/edit": {"body": "Nothing.", "version": "1"},
        "/twins": {"proposal": f"{SECRET}-plan", "label": "objection", "body": "words"},
    }
    for browser in (cast.browser(cast.ada), cast.browser(cast.ben)):
        for address, form in sent.items():
            answer = browser.send(address, form)
            assert answer.status_code == 403, address
            text = answer.text.lower().replace(f"/proposals/{SECRET}-plan", "" if SECRET in address or form else "!")
            assert SECRET not in text, address
            assert SECRET not in answer.headers.get("Location", "")
    answer = cast.browser(cast.ada).send(f"/posts/{point}/reply", draft)
    assert "What is it that it says?" in answer.text, "what was written is kept"


def test_a_hidden_proposal_leaves_its_reason_and_the_way_to_the_log(
    session: Session, cast: Cast, plan: Proposal
) -> None:
    put_out_of_sight(session, cast, plan, State.HIDDEN)
    post = session.scalars(select(Post.id).where(Post.proposal_id == plan.id).order_by(Post.id)).first()
    marked = {f"/proposals/{plan.slug}": f"/proposals/{plan.slug}/log", f"/posts/{post}": "/moderation/log/"}
    for address, log in marked.items():
        answer = cast.visitor.get(address)
        assert answer.status_code == 403
        assert REASON in answer.text
        assert f'href="{log}' in answer.text
    page = cast.visitor.get(f"/proposals/{plan.slug}/log")
    assert page.status_code == 200
    assert "hid the proposal" in page.text
    assert "relabelled" not in page.text, "where posts stood would tell of its text"
    entry = session.scalars(select(LogEntry.id).order_by(LogEntry.id.desc())).first()
    assert REASON in cast.visitor.get(f"/moderation/log/{entry}").text


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN])
def test_its_owner_and_moderators_see_it_with_a_notice_on_every_page(
    session: Session, cast: Cast, nora: Person, plan: Proposal, state: State
) -> None:
    put_out_of_sight(session, cast, plan, state)
    notice = "waits for a moderator" if state is State.HELD else "A moderator has hidden this proposal."
    post = session.scalars(select(Post.id).where(Post.proposal_id == plan.id).order_by(Post.id)).first()
    pages = ["", "/map", "/opinions", "/history", "/vote", f"/passages/{SECRET}-part"]
    for person in (nora, cast.mo):
        browser = cast.browser(person)
        for address in (*(f"/proposals/{plan.slug}{page}" for page in pages), f"/posts/{post}"):
            answer = browser.get(address)
            assert answer.status_code == 200, address
            assert SECRET in answer.text.lower()
            assert notice in answer.text, address
        assert f"{SECRET} title" in browser.get("/people/Nora").text
        assert SECRET in browser.get(f"/proposals/{plan.slug}/export.json").text
        assert notice not in browser.get("/").text


def test_it_is_counted_nowhere(session: Session, cast: Cast, plan: Proposal) -> None:
    def counts() -> list[bool]:
        page = cast.visitor.get("/").text
        found = cast.visitor.get("/search?q=title").text
        return [OPEN in page, page.count('class="proposal-row"') == 1, f"{SECRET} topic" in page, SECRET in found]

    assert counts() == [True, False, True, True]
    put_out_of_sight(session, cast, plan, State.HIDDEN)
    assert counts() == [True, True, False, False]


# A revision that waits


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN])
def test_the_words_of_a_revision_out_of_sight_are_on_no_page(
    app: Flask, session: Session, cast: Cast, nora: Person, state: State
) -> None:
    proposal = ProposalFactory(slug="open-plan", owner=nora)
    text = [Passage(position=0, anchor="part", kind=PassageKind.PARAGRAPH, level=0, text=f"{SECRET} text")]
    more = {"summary": f"{SECRET} change", "passages": text, "state": state}
    RevisionFactory(proposal_id=proposal.id, number=2, author_id=nora.id, **more)
    PostFactory(proposal=proposal, anchor="part")  # as it is when an approval was undone
    rebuild_index(session)
    session.commit()
    of_revision = [f"/proposals/open-plan/{page}?revision=2" for page in ("history", "document.md", "document.html")]
    every = [*sorted({*addresses(app, session)}), *of_revision]
    for browser in (cast.visitor, cast.browser(cast.ben)):
        assert seen_by(browser, every) == []
    for person in (nora, cast.mo):
        page = cast.browser(person).get("/proposals/open-plan/history?revision=2").text
        assert f"{SECRET} text" in page
        assert f"{SECRET} change" in page
        assert f"{SECRET} text" in cast.browser(person).get("/proposals/open-plan/document.md?revision=2").text


# What people say of themselves


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN])
def test_a_profile_text_out_of_sight_is_read_by_its_author_and_moderators(
    app: Flask, session: Session, cast: Cast, nora: Person, state: State
) -> None:
    nora.about, nora.about_state = f"{SECRET} things", state
    session.commit()
    every = sorted({*addresses(app, session)})
    for person in (None, cast.ben):
        assert seen_by(cast.browser(person), every) == []
    for person, pages in ((nora, {"/account/", "/people/Nora"}), (cast.mo, {"/people/Nora"})):
        assert pages <= {*seen_by(cast.browser(person), every)}


def test_a_hidden_profile_text_leaves_its_reason(session: Session, cast: Cast, nora: Person) -> None:
    nora.about = f"{SECRET} things"
    session.commit()
    curation.hide_profile(session, Mandate(cast.mo, REASON, 1), nora.id)
    page = cast.visitor.get("/people/Nora").text
    assert REASON in page
    assert "hid the text about this person" in page


# What was taken back


def test_the_words_of_what_was_taken_back_are_on_no_page(app: Flask, session: Session, cast: Cast) -> None:
    """Of a post with a reply, of one with a vote, of one with neither, and of one that was merged."""
    proposal = ProposalFactory(slug="open-plan")
    gone = {"state": State.WITHDRAWN, "withdrawn_at": now(), "body": f"{SECRET} words", "proposal": proposal}
    answered, voted, alone = (PostFactory(author=cast.ben, **gone) for _ in range(3))
    PostFactory(parent=answered, label=Label.SAFEGUARD, body="What it would take.")
    voted.disagree = voted.carried_disagree = 1
    kept = PostFactory(proposal=proposal)
    merged = {**gone, "state": State.MERGED, "merged_into_id": kept.id}
    LinkFactory(from_post_id=kept.id, to_post_id=PostFactory(author=cast.ben, **merged).id, polarity=Polarity.SUPPORT)
    session.add(LogEntry(proposal_id=proposal.id, post_id=answered.id, moderator=cast.mo, act="move", reason="So."))
    rebuild_index(session)
    session.commit()
    every = sorted({*addresses(app, session)})
    for browser in (cast.visitor, cast.browser(cast.ada)):
        assert seen_by(browser, every) == []
    thread = cast.visitor.get("/proposals/open-plan").text
    marked = [f'id="post-{post.id}"' in thread for post in (answered, voted, alone)]
    assert marked == [True, True, False]
    assert "What it would take." in thread
    assert thread.count("Withdrawn by the person who wrote it.") == 2
    assert f'id="post-{alone.id}"' in cast.browser(cast.ben).get("/proposals/open-plan").text
