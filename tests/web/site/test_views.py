"""Search, the page about labels, health and the export of a proposal."""

from __future__ import annotations

import json

import pytest
from sqlalchemy.orm import Session
from werkzeug.http import parse_options_header

from deliberate.domain.labels import GRAMMAR
from deliberate.domain.nodes import State
from deliberate.formats import registry
from deliberate.models import Post
from deliberate.upkeep.indexing import index_posts, index_proposal
from tests.cast import Cast
from tests.factories import PostFactory
from tests.formats.titles import TITLES
from tests.reading import unwrapped


@pytest.fixture
def audit(session: Session, cast: Cast) -> Post:
    post: Post = PostFactory(body="An *audit* of <script>alert(1)</script> each transfer.", author=cast.ben)
    index_proposal(session, post.proposal)
    index_posts(session, [post.id])
    session.commit()
    return post


def test_the_visitor_finds_a_post_with_the_word_marked_and_no_markup_of_its_own(cast: Cast, audit: Post) -> None:
    page = cast.visitor.get("/search?q=audits").text
    assert f'href="/posts/{audit.id}"' in page
    assert "<mark>audit</mark>" in page
    assert "<script>alert" not in page


def test_a_passage_leads_to_its_own_page(cast: Cast, audit: Post) -> None:
    assert f'href="/proposals/{audit.proposal.slug}/passages/second"' in cast.visitor.get("/search?q=second+thing").text


def test_a_hidden_post_is_found_by_nobody_not_even_by_mo(session: Session, cast: Cast, audit: Post) -> None:
    audit.state = State.HIDDEN
    session.commit()
    assert "Nothing holds all of these words" in cast.browser(cast.mo).get("/search?q=audit").text


def test_kinds_narrow_the_search_and_unknown_ones_are_passed_over(cast: Cast, audit: Post) -> None:
    assert "1 result" in cast.visitor.get("/search?q=audit&kind=post&kind=nonsense").text
    assert "Nothing holds" in cast.visitor.get("/search?q=audit&kind=proposal").text


@pytest.mark.parametrize("query", ["", "q=", "q=%00", "q='\"*()", "q=a&page=-1", "q=a&page=x", "q=%F0%9F%99%82"])
def test_any_question_is_answered(cast: Cast, audit: Post, query: str) -> None:
    assert cast.visitor.get(f"/search?{query}").status_code == 200


def test_the_page_about_labels_says_all_that_the_grammar_says(cast: Cast) -> None:
    page = cast.visitor.get("/labels").text
    for rule in GRAMMAR.values():
        assert f'id="{rule.label}"' in page
        assert str(rule.meaning) in page
        assert str(rule.asks or "") in page


def test_a_proposal_can_be_taken_away_as_json(session: Session, cast: Cast, audit: Post) -> None:
    answer = cast.visitor.get(f"/proposals/{audit.proposal.slug}/export.json")
    assert answer.mimetype == "application/json"
    [proposal] = json.loads(answer.data)["proposals"]
    assert [post["body"] for post in proposal["posts"]] == [audit.body]
    assert answer.headers["Content-Disposition"] == f"attachment; filename={audit.proposal.slug}.json"
    assert cast.visitor.get("/proposals/nowhere/export.json").status_code == 404


def test_an_export_takes_the_format_that_its_address_names(
    cast: Cast, audit: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "FORMATS", (*registry.FORMATS, TITLES))
    address = f"/proposals/{audit.proposal.slug}/export"
    answer = cast.visitor.get(f"{address}.titles")
    assert (answer.mimetype, answer.text) == ("text/x-titles", audit.proposal.title)
    disposition = parse_options_header(answer.headers["Content-Disposition"])
    assert disposition == ("attachment", {"filename": f"{audit.proposal.slug}.titles"})
    for unknown in ("nothing", "text", "votes", "json.json", "JSON"):
        answer = cast.visitor.get(f"{address}.{unknown}")
        assert answer.status_code == 404
        assert "There is no such format. The formats are: json, titles." in unwrapped(answer.text)
