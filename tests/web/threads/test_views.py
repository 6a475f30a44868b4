"""A post on a page of its own."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.statuses import Status
from deliberate.domain.texts.passages import PassageKind
from deliberate.models import Passage, Post, PostScore, Revision, now
from deliberate.queries.threads import ROWS
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory, RevisionFactory


def test_a_post_is_shown_with_what_it_replies_to_and_its_replies(session: Session, cast: Cast) -> None:
    top = PostFactory(body="Nobody checks the money.", anchor="first")
    post = PostFactory(parent=top, label=Label.SAFEGUARD, body="Publish an audit.")
    PostFactory(parent=post, label=Label.REBUTTAL, body="Audits come too late.")
    session.commit()
    page = cast.visitor.get(f"/posts/{post.id}").text
    for words in (
        "Nobody checks the money.",
        "Publish an audit.",
        "Audits come too late.",
        "Against this",
        "The first thing",
    ):
        assert words in page


def test_a_post_with_many_replies_shows_them_on_several_pages(session: Session, cast: Cast) -> None:
    post = PostFactory()
    replies = [PostFactory(parent=post, label=Label.COMMENT, author=post.author) for _ in range(ROWS + 1)]
    session.commit()
    pages = [cast.visitor.get(f"/posts/{post.id}?page={number}").text for number in (1, 2)]
    assert [[reply.body in page for page in pages] for reply in (replies[0], replies[-1])] == [
        [True, False],
        [False, True],
    ]


def test_a_post_with_several_replies_says_why_the_first_is_first(session: Session, cast: Cast) -> None:
    post = PostFactory(agree=1)
    replies = [PostFactory(parent=post, label=Label.REBUTTAL) for _ in range(2)]

    def page() -> str:
        session.commit()
        return str(cast.visitor.get(f"/posts/{post.id}").text)

    assert "Nobody has voted on these yet" in page()
    replies[0].agree = 1
    assert "Shown first: what most voters say yes to" in page()
    session.add(PostScore(post_id=replies[0].id, consensus=0.6))
    assert "Shown first: what all opinion groups say yes to" in page()


def test_a_merged_post_leads_to_the_one_that_was_kept(session: Session, cast: Cast) -> None:
    kept = PostFactory()
    merged = PostFactory(proposal=kept.proposal, state=State.MERGED, merged_into_id=kept.id)
    session.commit()
    answer = cast.visitor.get(f"/posts/{merged.id}", follow_redirects=True)
    assert answer.request.path == f"/posts/{kept.id}"
    assert "was merged into it" in answer.text


@pytest.mark.parametrize(
    ("state", "marked", "status"), [(State.HIDDEN, True, 200), (State.WITHDRAWN, True, 200), (State.HELD, False, 403)]
)
def test_what_is_out_of_sight_is_read_by_its_author_and_moderators_only(
    session: Session, cast: Cast, state: State, marked: bool, status: int
) -> None:
    """What was hidden or withdrawn leaves its mark for others; what waits does not."""
    withdrawn = now() if state is State.WITHDRAWN else None
    post = PostFactory(author=cast.ben, state=state, withdrawn_at=withdrawn, body="Some words.")
    session.commit()
    for reader in (cast.ben, cast.mo, cast.ada, None):
        answer = cast.browser(reader).get(f"/posts/{post.id}")
        may_read = reader in (cast.ben, cast.mo)
        assert answer.status_code == (200 if may_read else status)
        assert ("Some words." in answer.text) == may_read
        assert (f'id="post-{post.id}"' in answer.text) == (may_read or marked)


def test_there_is_no_page_for_a_post_that_never_was(session: Session, cast: Cast) -> None:
    assert cast.visitor.get("/posts/4711").status_code == 404
    assert cast.visitor.get("/posts/99999999999999999999999").status_code == 404


def test_the_words_of_a_merged_post_go_with_the_post_that_was_kept(session: Session, cast: Cast) -> None:
    kept = PostFactory(state=State.HIDDEN)
    twin = PostFactory(proposal=kept.proposal, state=State.MERGED, merged_into_id=kept.id, body="Unspeakable.")
    session.commit()
    pages = (f"/posts/{twin.id}", f"/posts/{twin.id}/wordings", f"/proposals/{kept.proposal.slug}/export.json")
    for path in pages:
        assert "Unspeakable" not in cast.browser(cast.ben).get(path).text, path


def fetched(cast: Cast, address: str) -> str:
    answer = cast.visitor.get(address, headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, "X-Requested-With" in answer.vary) == (200, True)
    return str(answer.text)


def test_what_is_folded_is_a_page_and_for_scripts_a_list(session: Session, cast: Cast) -> None:
    top = PostFactory(anchor="first")
    replies = [PostFactory(parent=top, label=Label.COMMENT, author=top.author) for _ in range(ROWS + 5)]
    session.commit()
    page, link = cast.visitor.get(f"/proposals/{top.proposal.slug}").text, f"/posts/{top.id}/replies"
    assert f'<a href="{link}" data-unfold="post">Show 50 more</a>' in page
    assert cast.visitor.get(link).location == f"/posts/{top.id}#replies"
    assert cast.visitor.get(f"{link}?page=2").location == f"/posts/{top.id}?page=2#replies"
    first, second = fetched(cast, link), fetched(cast, f"{link}?page=2&at=about")
    assert [f'id="post-{reply.id}"' in first for reply in (replies[0], replies[ROWS - 1], replies[-1])] == [1, 1, 0]
    assert f'href="{link}?page=2"' in first
    assert [f'id="about-{reply.id}"' in second for reply in (replies[0], replies[-1])] == [False, True]
    assert "data-unfold" not in second


def test_what_a_row_opens_tells_why_and_offers_all_acts(session: Session, cast: Cast) -> None:
    post = PostFactory(agree=3, settles="A published audit.", author=cast.ben, status=Status.OPEN)
    PostFactory(parent=post, label=Label.SAFEGUARD)
    session.commit()
    opened = fetched(cast, f"/posts/{post.id}")
    assert "<html" not in opened
    for words in ("A published audit.", "How a status comes about", "Standing</a>", "What do you want to do", "Flag"):
        assert words in opened


@pytest.mark.parametrize("state", [State.HIDDEN, State.HELD])
def test_what_is_out_of_sight_is_opened_by_nobody_else(session: Session, cast: Cast, state: State) -> None:
    post = PostFactory(body="A secret.", settles="Another.", state=state, author=cast.ben)
    session.commit()
    for part in ("", "/replies"):
        answer = cast.visitor.get(f"/posts/{post.id}{part}", headers={"X-Requested-With": "fetch"})
        assert "A secret." not in answer.text
        assert "Another." not in answer.text


def test_a_row_names_the_source_that_voters_are_asked_about(session: Session, cast: Cast) -> None:
    proposal = ProposalFactory(slug="parks")
    words = {"source_title": "Audit of 2024", "source_url": "https://example.org/audit"}
    PostFactory(proposal=proposal, label=Label.EVIDENCE, **words)
    PostFactory(proposal=proposal, label=Label.EVIDENCE, source_title="Minutes", source_url="javascript:alert(1)")
    session.commit()
    page = cast.visitor.get("/proposals/parks").text
    assert re.search(r'Source:\s*<a href="https://example.org/audit" rel="nofollow ugc noopener">.*Audit of 2024', page)
    assert re.search(r"Source:\s*(<bdi>)?Minutes", page)
    assert "javascript:" not in page


def test_a_row_of_the_whole_thread_says_which_passage_it_is_about(session: Session, cast: Cast) -> None:
    """Case web 05. Also where a revision took the passage out."""
    proposal = ProposalFactory(slug="plan")
    about = PostFactory(proposal=proposal, anchor="first", body="It costs much.")
    gone = PostFactory(proposal=proposal, anchor="gone", body="It is dear.")
    PostFactory(parent=about, label=Label.SAFEGUARD, body="It is paid for.")
    proposal.revision = 2
    old = session.query(Revision).filter_by(proposal_id=proposal.id).one()
    old.passages.append(Passage(position=9, anchor="gone", kind=PassageKind.PARAGRAPH, level=0, text="Build a dam."))
    RevisionFactory(proposal_id=proposal.id, number=2, author_id=proposal.owner_id)
    session.commit()
    page = cast.visitor.get("/proposals/plan").text

    def head(post: Post) -> str:
        row = re.search(rf'id="post-{post.id}">\s*<p class="row-head">(.*?)</p>', page, re.DOTALL)
        assert row is not None
        return " ".join(row[1].split())

    assert 'href="/proposals/plan#first"' in head(about)
    assert "The first thing that would be done." in head(about)
    assert 'href="/proposals/plan/history?revision=1"' in head(gone)
    assert "Build a dam." in head(gone)
    assert "(revision 1)" in head(gone)
    assert page.count('class="about"') == 2
