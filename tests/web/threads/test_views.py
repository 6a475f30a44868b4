"""A post on a page of its own."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.graph import State
from deliberate.domain.labels import Label
from deliberate.models import PostScore, now
from deliberate.queries.threads import PAGE
from tests.cast import Cast
from tests.factories import PostFactory


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
    replies = [PostFactory(parent=post, label=Label.COMMENT, author=post.author) for _ in range(PAGE + 1)]
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
