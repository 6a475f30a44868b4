"""The list of proposals and a proposal's page."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.engine.ranking import REASONS, Order
from deliberate.domain.labels import Target, allowed
from deliberate.domain.nodes import State
from deliberate.domain.statuses import Status
from deliberate.models import PostScore, Topic
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory


def test_the_home_page_says_what_is_still_open(session: Session, cast: Cast) -> None:
    proposal = ProposalFactory(title="Parks", slug="parks", summary="More green.", authors=["City Council"])
    PostFactory(proposal=proposal, status=Status.OPEN, body="Who *pays*?")
    session.commit()
    page = cast.visitor.get("/").text
    for words in ("Parks", "More green.", "City Council", "Who pays?", 'href="/proposals/parks"', "no votes yet"):
        assert words in page


def test_a_text_that_names_no_authors_is_its_owners(session: Session, cast: Cast) -> None:
    ProposalFactory(slug="parks", authors=[], owner=cast.ben)
    session.commit()
    for path in ("/", "/proposals/parks"):
        assert re.search(r"\bby\s+(<[^>]+>)?Ben\b", cast.visitor.get(path).text)


def test_the_home_page_filters_and_says_when_nothing_matches(session: Session, cast: Cast) -> None:
    ProposalFactory(title="Parks").topics = [Topic(name="city")]
    session.commit()
    assert "Parks" in cast.visitor.get("/?topic=city&status=open&sort=open&q=park").text
    assert "No proposal matches" in cast.visitor.get("/?topic=sea").text


def test_an_empty_site_invites_to_propose_instead_of_saying_that_nothing_matches(cast: Cast) -> None:
    for path in ("/", "/?q=park", "/?topic=sea&status=open"):
        for browser in (cast.visitor, cast.browser(cast.ben)):
            page = browser.get(path).text
            assert "No proposal matches" not in page
            assert 'href="/proposals/new">Propose the first thing</a>' in page


def test_lists_are_sorted_by_what_their_box_says(session: Session, cast: Cast) -> None:
    ProposalFactory(slug="parks")
    session.commit()
    for path in ("/", "/proposals/parks"):
        assert re.search(r"<label>\s+Sort by\s+<select", cast.visitor.get(path).text)


@pytest.mark.parametrize(
    "query", ["sort=x", "status=x", "page=x", "page=-1", "page=99999999999999999999", "q=%00", "order=x"]
)
def test_nonsense_in_the_address_is_ignored(session: Session, cast: Cast, query: str) -> None:
    ProposalFactory(slug="parks")
    session.commit()
    for path in ("/", "/proposals/parks", "/proposals/parks/passages/first"):
        assert cast.visitor.get(f"{path}?{query}").status_code == 200


def test_a_proposal_offers_what_the_grammar_allows_on_it(session: Session, cast: Cast) -> None:
    ProposalFactory(slug="parks")
    session.commit()
    page = cast.visitor.get("/proposals/parks/passages/first").text
    for label in allowed(Target.PASSAGE):
        assert f"/proposals/parks/post?anchor=first&amp;label={label}" in page
    for label in allowed(Target.PROPOSAL):
        assert f"/proposals/parks/post?label={label}" in page


def test_a_passage_shows_its_own_thread_beside_the_document(session: Session, cast: Cast) -> None:
    proposal = ProposalFactory(slug="parks")
    PostFactory(proposal=proposal, anchor="first", body="About the first.")
    PostFactory(proposal=proposal, anchor="second", body="About the second.")
    session.commit()
    panel = cast.visitor.get("/proposals/parks/passages/first", headers={"X-Requested-With": "fetch"}).text
    assert "About the first." in panel
    assert "About the second." not in panel
    assert "<html" not in panel
    page = cast.visitor.get("/proposals/parks/passages/first").text
    assert page.count("About the first.") == 2
    assert page.count("About the second.") == 1


def test_no_id_stands_twice_where_a_post_is_in_the_panel_and_in_the_thread(session: Session, cast: Cast) -> None:
    post = PostFactory(proposal=ProposalFactory(slug="parks"), anchor="first")
    session.commit()
    page = cast.visitor.get("/proposals/parks/passages/first").text
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert {f"post-{post.id}", f"about-{post.id}"} < set(ids)
    assert len(ids) == len(set(ids))
    assert f'form="v" name="about.{post.id}.1"' in page


def test_no_cache_takes_the_panel_for_the_page(session: Session, cast: Cast) -> None:
    ProposalFactory(slug="parks")
    session.commit()
    for headers in ({}, {"X-Requested-With": "fetch"}):
        answer = cast.visitor.get("/proposals/parks/passages/first", headers=headers)
        assert "X-Requested-With" in answer.vary


def test_a_page_says_so_when_nobody_has_voted(session: Session, cast: Cast) -> None:
    post = PostFactory(proposal=ProposalFactory(slug="parks"))
    session.commit()
    page = cast.visitor.get("/proposals/parks").text
    assert "nobody has voted yet" in page
    assert "the oldest come first" in page
    post.agree = 1
    session.commit()
    page = cast.visitor.get("/proposals/parks").text
    assert "1 vote<" in page
    assert "Shown first: what most voters say yes to" in page


@pytest.mark.parametrize("order", Order)
def test_thread_and_panel_say_why_the_first_is_first(session: Session, cast: Cast, order: Order) -> None:
    proposal = ProposalFactory(slug="parks")
    for _ in range(2):
        post = PostFactory(proposal=proposal, anchor="first", status=Status.OPEN, agree=1)
        session.add(PostScore(post_id=post.id, bridging=0.1))
    session.commit()
    path = f"/proposals/parks/passages/first?order={order}"
    assert str(REASONS[order]) in cast.visitor.get(path, headers={"X-Requested-With": "fetch"}).text
    assert cast.visitor.get(path).text.count(str(REASONS[order])) == 2, "once in the panel, once over the thread"
    page = cast.visitor.get(f"/proposals/parks?order={order}").text
    assert page.count(str(REASONS[order])) == 1
    assert re.findall(r'<option value="(\w+)" selected>', page) == [order]


def test_once_groups_are_known_a_page_says_that_they_decide(session: Session, cast: Cast) -> None:
    proposal = ProposalFactory(slug="parks")
    for agree, consensus in ((9, 0.3), (1, 0.7)):
        post = PostFactory(proposal=proposal, anchor="first", agree=agree, body=f"Consensus {consensus}")
        session.add(PostScore(post_id=post.id, consensus=consensus))
    session.commit()
    for page in ("/proposals/parks", "/proposals/parks/passages/first"):
        text = cast.visitor.get(page).text
        assert "Shown first: what all opinion groups say yes to" in text
        assert text.index("Consensus 0.7") < text.index("Consensus 0.3")


def test_a_locked_thread_says_so_and_offers_nothing(session: Session, cast: Cast) -> None:
    ProposalFactory(slug="parks", locked=True)
    session.commit()
    page = cast.browser(cast.ben).get("/proposals/parks").text
    assert "This thread is locked" in page
    assert "/proposals/parks/post" not in page


def test_what_people_write_is_never_markup(session: Session, cast: Cast) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))"
    proposal = ProposalFactory(slug="parks", title=evil, summary=evil, authors=[evil], source=evil)
    PostFactory(proposal=proposal, body=evil, settles=evil, source_title=evil, source_url="javascript:alert(1)")
    session.commit()
    for path in ("/", "/proposals/parks", "/proposals/parks/history"):
        page = cast.visitor.get(path).text
        for danger in ("<script>alert", "<img src=x", 'href="javascript:'):
            assert danger not in page, path


def test_addresses_that_lead_nowhere_are_404(session: Session, cast: Cast) -> None:
    ProposalFactory(slug="parks")
    session.commit()
    for path in ("/proposals/none", "/proposals/parks/passages/none", "/proposals/parks/history?revision=7"):
        assert cast.visitor.get(path).status_code == 404, path


def test_the_history_shows_the_text_of_a_revision(session: Session, cast: Cast) -> None:
    ProposalFactory(slug="parks")
    session.commit()
    assert "The first thing" in cast.visitor.get("/proposals/parks/history?revision=1").text


def test_hidden_words_are_on_no_page(session: Session, cast: Cast) -> None:
    proposal = ProposalFactory(slug="parks")
    hidden = PostFactory(proposal=proposal, anchor="first", state=State.HIDDEN, body="Unspeakable.", status=Status.OPEN)
    PostFactory(parent=hidden)
    session.commit()
    for path in ("/", "/proposals/parks", "/proposals/parks/passages/first"):
        assert "Unspeakable" not in cast.browser(cast.ben).get(path).text
