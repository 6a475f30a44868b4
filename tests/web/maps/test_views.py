"""The map's page, which is an outline without scripts, and its data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from deliberate.actions.posting import Aim, Draft, post_message
from deliberate.domain.engine.grounded import Extent
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.maps import STEP
from deliberate.domain.nodes import State
from deliberate.domain.places import OnProposal
from deliberate.domain.posts import PostWords
from deliberate.domain.statuses import Status
from deliberate.models import Post, Proposal
from deliberate.upkeep.evaluating import evaluate
from deliberate.web.maps.views import DRAWN, LISTED
from tests.cast import Cast
from tests.factories import LinkFactory, MessageFactory, PersonFactory, PostFactory, ProposalFactory
from tests.reading import unwrapped


@pytest.fixture
def proposal(session: Session) -> Proposal:
    found: Proposal = ProposalFactory(slug="plan", title="The plan & more")
    session.commit()
    return found


def test_anybody_reads_the_whole_thread_as_an_outline(cast: Cast, session: Session, proposal: Proposal) -> None:
    objection = PostFactory(proposal=proposal, anchor="first", body="Nobody <b>audits</b> it.")
    PostFactory(parent=objection, label=Label.SAFEGUARD, body="An audit each year.")
    session.commit()
    page = cast.visitor.get("/proposals/plan/map").text
    assert "Nobody &lt;b&gt;audits&lt;/b&gt; it." in page
    assert "An audit each year." in page
    assert f'href="/posts/{objection.id}"' in page


def test_the_page_has_no_inline_script_or_style(cast: Cast, session: Session, proposal: Proposal) -> None:
    post = PostFactory(proposal=proposal)
    session.commit()
    page = cast.visitor.get("/proposals/plan/map").text
    page += cast.visitor.get(f"/proposals/plan/map/why/{post.id}").text
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", page)


def test_the_page_asks_for_every_module_of_the_map_at_once(app: Flask, cast: Cast, proposal: Proposal) -> None:
    page = cast.visitor.get("/proposals/plan/map").text
    asked = re.findall(r'<(?:link rel="modulepreload" href|script type="module" src)="[^"]*/js/map/(\w+\.js)', page)
    assert sorted(asked) == sorted(file.name for file in Path(str(app.static_folder), "js", "map").iterdir())


def test_the_data_has_the_agreed_shape(cast: Cast, session: Session, proposal: Proposal) -> None:
    other = ProposalFactory(slug="other", title="Other")
    post = PostFactory(proposal=proposal, anchor="first", body="No.", agree=2)
    LinkFactory(from_post_id=post.id, to_proposal_id=other.id, polarity=Polarity.SUPPORT)
    session.commit()
    data = cast.visitor.get("/proposals/plan/map.json").get_json()
    assert data["proposal"] == {"title": "The plan & more", "url": "/proposals/plan"}
    root, section, box = data["nodes"]
    assert (root["id"], root["parent"], root["kind"], root["url"]) == ("p", None, "proposal", "/proposals/plan")
    assert (section["id"], section["parent"], section["url"]) == ("s:first", "p", "/proposals/plan#first")
    assert box == {
        "id": str(post.id),
        "parent": "s:first",
        "kind": "post",
        "label": "objection",
        "polarity": "attack",
        "heading": None,
        "text": "No.",
        "author": post.author.name,
        "votes": {"agree": 2, "pass": 0, "disagree": 0},
        "standing": 0.5,
        "status": None,
        "url": f"/posts/{post.id}",
        "below": 0,
        "children": 0,
        "rank": 0,
        "order": 0,
    }
    assert data["links"] == [
        {"from": str(post.id), "to": None, "polarity": "support", "title": "Other", "url": "/proposals/other"}
    ]


@pytest.mark.parametrize(("standing", "printed"), [(0.4966, 0.5), (0.5, 0.5), (0.6249, 0.62)])
def test_the_map_prints_a_standing_as_all_pages_do(
    cast: Cast, session: Session, proposal: Proposal, standing: float, printed: float
) -> None:
    post = PostFactory(proposal=proposal, standing=standing, agree=1)
    session.commit()
    (box,) = [one for one in cast.visitor.get("/proposals/plan/map.json").get_json()["nodes"] if one["label"]]
    assert box["standing"] == printed
    assert f"{printed:.2f}: 1 of 1 say yes" in unwrapped(cast.visitor.get(f"/posts/{post.id}").text)


def test_boxes_say_what_few_share_and_what_is_refuted(cast: Cast, session: Session, proposal: Proposal) -> None:
    unshared = PostFactory(proposal=proposal, status=Status.CONTESTED, few_share=True, body="A trick.")
    refuted = PostFactory(proposal=proposal, label=Label.SUPPORT, extent=Extent.OUT, body="It worked.")
    session.commit()
    status = {box["text"]: box["status"] for box in cast.visitor.get("/proposals/plan/map.json").get_json()["nodes"]}
    assert (status[unshared.body], status[refuted.body]) == ("few-share", "refuted")
    words = re.sub(r"<[^>]+>", "", unwrapped(cast.visitor.get("/proposals/plan/map").text))
    assert re.search(r"Objection \(open, few share it\)\s*:\s*\W?A trick.", words)
    assert re.search(r"Support \(refuted\)\s*:\s*\W?It worked.", words)


@pytest.fixture
def objection(session: Session, proposal: Proposal) -> Post:
    """Three of four agree with it; three accept a safeguard, and nobody has voted on a rebuttal."""
    found: Post = PostFactory(proposal=proposal, body="Nobody audits it.", carried_agree=3, carried_disagree=1)
    PostFactory(parent=found, label=Label.SAFEGUARD, body="An audit <each> year.", carried_agree=3)
    PostFactory(parent=found, label=Label.REBUTTAL, body="There are audits.")
    evaluate(session, proposal)
    session.commit()
    return found


def test_the_outline_says_why_a_post_stands_as_it_does(cast: Cast, objection: Post) -> None:
    page = unwrapped(cast.visitor.get("/proposals/plan/map").text)
    sentence = (
        r"Standing</a> 0\.\d\d: 3 of 4 say yes gives 0\.67; "
        r"1 safeguard \(“An audit &lt;each&gt; year\.”\) lowers it by 0\.\d\d\."
    )
    assert re.search(sentence, page)
    assert re.search(
        r'change-attack">−0\.\d\d</span>\s+safeguard: <a href="/posts/\d+">An audit &lt;each&gt; year\.</a>', page
    )
    assert "1 reply moves nothing:" in page
    assert "A reply deals with it. Accepted by 3 of 3 who took sides" in page


def test_one_post_is_explained_as_the_outline_does(cast: Cast, objection: Post) -> None:
    told = cast.visitor.get(f"/proposals/plan/map/why/{objection.id}").text.strip()
    assert "3 of 4 say yes gives 0.67" in told
    assert told in cast.visitor.get("/proposals/plan/map").text


def test_only_posts_that_everybody_may_read_and_vote_on_are_explained(
    cast: Cast, session: Session, proposal: Proposal, objection: Post
) -> None:
    silent = [PostFactory(parent=objection, label=Label.REBUTTAL, state=state) for state in (State.HIDDEN, State.HELD)]
    silent.append(PostFactory(parent=objection, label=Label.COMMENT))
    silent.append(PostFactory())
    session.commit()
    for post in silent:
        answer = cast.browser(cast.mo).get(f"/proposals/plan/map/why/{post.id}")
        assert answer.status_code == 404, post.label
        assert "not on the map" in answer.text
    assert cast.visitor.get(f"/proposals/none/map/why/{objection.id}").status_code == 404
    assert cast.visitor.get("/proposals/plan/map/why/0").status_code == 404


def test_no_explanation_tells_what_is_hidden_or_held(
    cast: Cast, session: Session, proposal: Proposal, objection: Post
) -> None:
    for state in (State.HIDDEN, State.HELD):
        reply = PostFactory(
            parent=objection, label=Label.REBUTTAL, body="Rude words.", state=state, agree=9, standing=0.9
        )
        PostFactory(parent=reply, label=Label.REBUTTAL, body="Let us be kind.")
    session.commit()
    for browser in (cast.visitor, cast.browser(cast.mo)):
        for path in ("map", "map.json", f"map/why/{objection.id}"):
            assert "Rude words." not in browser.get(f"/proposals/plan/{path}").text
        assert "rebuttal" not in browser.get(f"/proposals/plan/map/why/{objection.id}").text


def test_a_hidden_post_that_keeps_its_place_has_no_explanation(
    cast: Cast, session: Session, proposal: Proposal
) -> None:
    hidden = PostFactory(proposal=proposal, state=State.HIDDEN, agree=3)
    PostFactory(parent=hidden, label=Label.REBUTTAL)
    session.commit()
    page = cast.visitor.get("/proposals/plan/map").text
    assert "3 of 3 say yes" not in page
    assert f'data-why="{hidden.id}"' not in page


def test_the_words_of_a_hidden_post_are_nowhere(cast: Cast, session: Session, proposal: Proposal) -> None:
    hidden = PostFactory(proposal=proposal, body="Rude words.", state=State.HIDDEN)
    PostFactory(parent=hidden, label=Label.REBUTTAL, body="Let us be kind.")
    session.commit()
    for browser in (cast.visitor, cast.browser(cast.mo)):
        for path in ("/proposals/plan/map", "/proposals/plan/map.json"):
            text = browser.get(path).text
            assert "Let us be kind." in text
            assert "Rude words." not in text


def test_comments_are_on_the_map_only_when_asked_for(cast: Cast, session: Session, proposal: Proposal) -> None:
    PostFactory(proposal=proposal, label=Label.COMMENT, body="By the way.")
    session.commit()
    assert "By the way." not in cast.visitor.get("/proposals/plan/map.json").text
    assert "By the way." in cast.visitor.get("/proposals/plan/map.json?comments=yes").text
    assert "1 comment" in cast.visitor.get("/proposals/plan/map").text


def test_a_branch_that_was_cut_has_a_page_of_its_own(cast: Cast, session: Session, proposal: Proposal) -> None:
    post = PostFactory(proposal=proposal, body="Step 0.")
    for n in range(1, 20):
        post = PostFactory(parent=post, label=Label.REBUTTAL, body=f"Step {n}.")
    session.commit()
    page = cast.visitor.get("/proposals/plan/map").text
    assert "Step 19." not in page
    link = re.search(r'href="(/proposals/plan/map\?root=\d+)#outline">Show this branch: 8 posts', page)
    assert link
    assert "Step 19." in cast.visitor.get(link[1]).text


def test_a_page_that_shows_some_of_many_replies_says_which(cast: Cast, session: Session, proposal: Proposal) -> None:
    first = "Of many replies first those are shown that have the most people on both sides"
    for _ in range(STEP):
        PostFactory(proposal=proposal)
    session.commit()
    assert first not in cast.visitor.get("/proposals/plan/map").text
    PostFactory(proposal=proposal)
    session.commit()
    assert first in cast.visitor.get("/proposals/plan/map").text


@pytest.mark.parametrize("query", ["root=999", "root=s:nowhere", "root="])
def test_what_is_not_on_the_map_is_a_404_that_says_so(cast: Cast, proposal: Proposal, query: str) -> None:
    answer = cast.visitor.get(f"/proposals/plan/map?{query}")
    assert answer.status_code == 404
    assert "not on the map" in answer.text


@pytest.mark.parametrize("query", ["skip=-3", "skip=x", "skip=99999999999999999999"])
def test_nonsense_in_the_address_breaks_nothing(cast: Cast, proposal: Proposal, query: str) -> None:
    assert cast.visitor.get(f"/proposals/plan/map?{query}").status_code == 200


def test_there_is_no_map_without_a_proposal(cast: Cast) -> None:
    assert cast.visitor.get("/proposals/none/map").status_code == 404
    assert cast.visitor.get("/proposals/none/map.json").status_code == 404


def test_the_same_data_is_not_sent_twice(cast: Cast, session: Session, proposal: Proposal) -> None:
    first = cast.visitor.get("/proposals/plan/map.json")
    again = {"If-None-Match": first.headers["ETag"]}
    assert cast.visitor.get("/proposals/plan/map.json", headers=again).status_code == 304
    post_message(session, cast.ben, Aim(proposal.id, OnProposal()), [Draft(Label.OBJECTION, PostWords("No."))])
    assert cast.visitor.get("/proposals/plan/map.json", headers=again).status_code == 200


def test_a_large_thread_makes_a_small_page(cast: Cast, session: Session, proposal: Proposal) -> None:
    author = PersonFactory()
    message = MessageFactory(proposal_id=proposal.id, author_id=author.id)
    common = {"proposal_id": proposal.id, "message_id": message.id, "author_id": author.id, "label": Label.REBUTTAL}
    rows = [Post(**common, body="Words. " * 100) for _ in range(1500)]
    session.add_all(rows)
    session.flush()
    for n, row in enumerate(rows):
        row.parent_id = rows[(n - 1) // 5].id if n else None
    session.commit()
    page = cast.visitor.get("/proposals/plan/map").text
    assert page.count('class="outline-item') == LISTED
    assert len(page) < 150_000
    assert len(cast.visitor.get("/proposals/plan/map.json").get_json()["nodes"]) == DRAWN
