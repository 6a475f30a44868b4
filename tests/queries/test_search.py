"""Finding proposals, passages and posts, on either database."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.graph import State
from deliberate.models import Passage, Post, Proposal
from deliberate.models.search import Kind
from deliberate.queries.pages import Page
from deliberate.queries.search import PAGE, search
from deliberate.upkeep.indexing import index_is_complete, index_posts, index_proposal, index_thread, rebuild_index
from tests.factories import PostFactory, ProposalFactory


def say(session: Session, body: str, **given: object) -> Post:
    post: Post = PostFactory(body=body, **given)
    index_posts(session, [post.id])
    return post


def found(session: Session, query: str) -> list[int | None]:
    return [hit.post for hit in search(session, query, kinds=[Kind.POST]).hits]


def test_every_word_must_occur(session: Session) -> None:
    both = say(session, "The audit was public.")
    say(session, "The audit was secret.")
    assert found(session, "public audit") == [both.id]


@pytest.mark.parametrize("query", ["audits", "AUDITED", "accountab", "officials accountab", "Áudit", "official"])
def test_endings_capitals_and_accents_do_not_matter(session: Session, query: str) -> None:
    post = say(session, "An audit makes officials accountable.")
    assert found(session, query) == [post.id]


def test_words_with_the_same_beginning_are_told_apart_when_they_are_short(session: Session) -> None:
    say(session, "The carrier was late.")
    assert found(session, "car late") == []


def test_the_exact_word_comes_before_words_that_begin_like_it(session: Session) -> None:
    say(session, "Policies of one kind, and more of another kind.")
    exact = say(session, "The policy of one kind, and more of another kind.")
    assert found(session, "policy kind")[0] == exact.id


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN])
def test_what_is_not_visible_is_not_found_and_needs_no_new_index(session: Session, state: State) -> None:
    post = say(session, "The audit was public.")
    post.state = state
    session.flush()
    page = search(session, "audit")
    assert (page.hits, page.page.total) == ((), 0)


def test_a_merged_post_is_not_found(session: Session) -> None:
    kept = say(session, "An audit.")
    merged = say(session, "An audit too.", proposal=kept.proposal)
    merged.state, merged.merged_into_id = State.MERGED, kept.id
    session.flush()
    assert found(session, "audit") == [kept.id]


def test_only_the_current_words_of_a_post_are_found(session: Session) -> None:
    post = say(session, "An audit.")
    post.body = "A review."
    index_posts(session, [post.id])
    assert found(session, "audit") == []
    assert found(session, "review") == [post.id]


def test_a_passage_is_found_at_its_anchor_and_a_proposal_by_its_title(session: Session) -> None:
    proposal: Proposal = ProposalFactory(title="Rivers and roads")
    index_proposal(session, proposal)
    [passage] = search(session, "second thing").hits
    assert (passage.kind, passage.slug, passage.anchor) == (Kind.PASSAGE, proposal.slug, "second")
    [whole] = search(session, "rivers").hits
    assert (whole.kind, whole.title, whole.anchor, whole.post) == (Kind.PROPOSAL, "Rivers and roads", None, None)


def test_kinds_can_be_left_out(session: Session) -> None:
    post = say(session, "The second thing.")
    index_proposal(session, post.proposal)
    assert {hit.kind for hit in search(session, "second thing").hits} == {Kind.PASSAGE, Kind.POST}
    assert [hit.kind for hit in search(session, "second thing", kinds=[Kind.PASSAGE]).hits] == [Kind.PASSAGE]


def test_pages_hold_a_fixed_number_and_a_page_too_far_is_the_last(session: Session) -> None:
    proposal = ProposalFactory()
    for _ in range(PAGE + 3):
        PostFactory(proposal=proposal, body="Same words.")
    index_thread(session, proposal)
    first, last = search(session, "same"), search(session, "same", page=99)
    assert (len(first.hits), len(last.hits), last.page) == (PAGE, 3, Page(2, PAGE, PAGE + 3))
    assert len({hit.post for hit in (*first.hits, *last.hits)}) == PAGE + 3


@pytest.mark.parametrize(
    "query",
    [
        *(
            "",
            "   ",
            "\0",
            "'",
            '"',
            "\\",
            "a\0b",
            "NOT",
            "AND OR",
            "NEAR(a b)",
            "a:b",
            "title_words:x",
            "-a",
            "*",
            "((",
        ),
        *("🙂", "🙂 audit", "audit' | 'x", "<mark>", "%", "'); DROP TABLE posts; --", "é" * 300, "½ ﷺ ß İ", "\ud800"),
        *("x" * 10_000, "word " * 2_000, '"' * 10_000, " ".join(map(str, range(3_000)))),
    ],
)
def test_any_input_is_safe(session: Session, query: str) -> None:
    say(session, "Something else.")
    assert search(session, query).page.total == 0


def test_any_text_can_be_indexed(session: Session) -> None:
    post = say(session, "🙂 'quoted' \"twice\" \\ ½ ﷺ " + "x" * 5_000 + " the end")
    assert found(session, "quoted twice end") == [post.id]


def test_snippets_mark_what_was_found_and_nothing_else(session: Session) -> None:
    say(session, "<b>An audit</b> " + "and so on " * 100 + "nothing")
    [hit] = search(session, "audit").hits
    assert [piece.text for piece in hit.snippet if piece.found] == ["audit"]
    assert hit.snippet[0].text == "<b>An "
    assert sum(len(piece.text) for piece in hit.snippet) < 240


def test_statements_do_not_grow_with_what_is_found(
    session: Session, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    proposal = ProposalFactory()
    for size in (1, 15):
        for _ in range(size):
            PostFactory(proposal=proposal, body="Same words.")
        index_thread(session, proposal)
        with count_statements() as statements:
            search(session, "same")
        assert len(statements) == 2


def test_a_rebuilt_index_is_complete_and_a_lost_entry_is_noticed(session: Session) -> None:
    post = say(session, "The audit was public.")
    assert not index_is_complete(session)  # the proposal's own words are missing
    rebuild_index(session)
    assert index_is_complete(session)
    passage = session.scalars(select(Passage)).first()
    assert passage
    passage.text = "Changed behind its back."
    session.flush()
    assert not index_is_complete(session)
    assert found(session, "audit") == [post.id]
