"""However many posts there are, a page asks the database no more questions, and is told no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.engine.cursor import CursorFetchStrategy
from sqlalchemy.orm import Session

from deliberate.domain.engine.ranking import Order
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.models import Post
from deliberate.upkeep.indexing import index_thread
from tests.cast import Cast
from tests.factories import FlagFactory, PostFactory, ProposalFactory
from tests.growing import grow

Counter = Callable[[], AbstractContextManager[list[str]]]


# A short thread is read whole, in fewer statements; then beyond what a page lists and what the map draws.
@pytest.mark.parametrize("many", [1_200, pytest.param(10_000, marks=pytest.mark.benchmark)])
def test_a_page_takes_no_more_statements_for_many_posts_than_for_a_hundred(
    session: Session, cast: Cast, count_statements: Counter, many: int
) -> None:
    proposal = ProposalFactory(slug="parks", owner=cast.mo)
    post = PostFactory(proposal=proposal, anchor="first", author=cast.ben)
    FlagFactory(post_id=post.id, person_id=cast.ada.id)
    session.commit()
    reader = cast.browser(cast.mo)
    pages = [
        "/",
        "/proposals/parks",
        "/proposals/parks?order=unanswered&page=2",
        "/proposals/parks/passages/first",
        "/proposals/parks/points",
        "/proposals/parks/points?status=open&label=objection&raised=Ben",
        "/proposals/parks/points?passage=first&section=plan",
        "/proposals/parks/vote",
        "/proposals/parks/opinions",
        "/proposals/parks/map",
        "/proposals/parks/map.json",
        f"/proposals/parks/map/why/{post.id}",
        "/proposals/parks/history?revision=1",
        "/proposals/parks/revise",
        "/proposals/parks/log",
        f"/posts/{post.id}",
        f"/posts/{post.id}/reply?label=rebuttal",
        "/proposals/parks/post?anchor=first&label=objection",
        f"/posts/{post.id}/wordings",
        "/search?q=audits",
        "/moderation",
        "/account/posts",
        "/account/sessions",
        "/people/Ben",
    ]
    counted: dict[str, list[int]] = {page: [] for page in pages}
    for size in (100, many):
        grow(session, proposal, [cast.ada, cast.ben, cast.mo], size)
        for page in pages:
            with count_statements() as statements:
                answer = reader.get(page)
            assert answer.status_code == 200, page
            counted[page].append(len(statements))
    # One post is drawn for it, of which there may be more to tell.
    drawn = {"/proposals/parks/vote": 3}
    for page, counts in counted.items():
        assert counts[1] <= counts[0] + drawn.get(page, 0), f"{page}: {counts}"
        assert counts[0] <= 34, f"{page}: {counts[0]} statements"


@contextmanager
def rows_read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many rows the database gave for each time it was asked for some."""
    read: list[int] = []

    def counting(name: str) -> Callable[..., Any]:
        fetch = getattr(CursorFetchStrategy, name)

        def counted(*given: Any) -> Any:
            found = fetch(*given)
            read.append(len(found) if name != "fetchone" else int(found is not None))
            return found

        return counted

    with monkeypatch.context() as patched:
        for name in ("fetchone", "fetchmany", "fetchall"):
            patched.setattr(CursorFetchStrategy, name, counting(name))
        yield read


def test_the_search_for_twins_reads_no_more_rows_of_five_thousand_posts_than_of_half(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = ProposalFactory(slug="parks", owner=cast.mo)
    PostFactory(proposal=proposal, anchor="first", author=cast.ben)
    session.commit()
    ben, mo = cast.browser(cast.ben), cast.browser(cast.mo)
    draft = {"proposal": "parks", "label": "objection", "anchor": "first", "body": "Point 41 about audits and money."}
    # An objection about a passage whose replies, and the replies to them, are there from the beginning.
    grow(session, proposal, [cast.ada, cast.ben, cast.mo], 2_500)
    case = session.scalars(select(Post.id).where(Post.body == "Point 40 about audits.")).one()
    pages = {
        "already said": lambda: ben.send("/twins", draft),
        "said about": lambda: ben.get("/proposals/parks/post?anchor=first&label=objection"),
        **{
            act: lambda act=act: mo.get(f"/moderation/posts/{case}/{act}")
            for act in ("hide", "relabel", "merge", "move", "merge?find=audits", "move?find=audits", "merge?other=45")
        },
    }
    read: dict[str, list[int]] = {page: [] for page in pages}
    for size in (2_500, 5_000):
        grow(session, proposal, [cast.ada, cast.ben, cast.mo], size)
        index_thread(session, proposal)
        session.commit()
        for page, ask in pages.items():
            with rows_read(monkeypatch) as rows:
                assert ask().status_code == 200, page
            read[page].append(sum(rows))
    # The longer one is deeper, and what candidates stand under is read, too. Which of many posts the index gives is not
    # told beforehand.
    more = [f"{page}: {few} rows, then {many}" for page, (few, many) in read.items() if many > 1.25 * few + 20]
    assert not more, "\n".join(more)


def test_a_page_reads_no_more_rows_of_five_thousand_posts_than_of_five_hundred(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = ProposalFactory(slug="parks", owner=cast.mo)
    post = PostFactory(proposal=proposal, anchor="first", author=cast.ben)
    session.commit()
    pages = [
        "/",
        "/proposals/parks",
        *(f"/proposals/parks?order={order}" for order in Order),
        "/proposals/parks/passages/first",
        "/proposals/parks/points",
        "/proposals/parks/points?status=open&label=objection",
        "/proposals/parks/points?passage=first",
        f"/posts/{post.id}",
        f"/posts/{post.id}/reply",
        f"/proposals/parks/map/why/{post.id}",
        "/proposals/parks/opinions",
        "/proposals/parks/log",
        "/people/Ben",
    ]
    browsers = cast.browser(cast.ben), cast.browser(cast.mo)
    read: dict[str, list[int]] = {page: [] for page in pages}
    for size in (500, 5_000):
        grow(session, proposal, [cast.ada, cast.ben, cast.mo], size)
        for page in pages:
            with rows_read(monkeypatch) as rows:
                assert all(browser.get(page).status_code == 200 for browser in browsers), page
            read[page].append(sum(rows))
    # In the short thread what these show first has few replies: they fill up, one list of posts and two.
    full = read["/proposals/parks"][1]
    filling = {"/proposals/parks?order=unanswered": full, "/proposals/parks/passages/first": 2 * full}
    more = [f"{page}: {few} rows, then {many}" for page, (few, many) in read.items() if many > filling.get(page, few)]
    assert not more, "\n".join(more)


def test_a_map_of_five_thousand_posts_is_read_as_one_of_five_hundred_is(
    session: Session, cast: Cast, count_statements: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = ProposalFactory(slug="parks", owner=cast.mo)
    for anchor in ("first", "second", None):
        # At each place something is out of sight and yet on the map: how much is read by place.
        gone = PostFactory(proposal=proposal, anchor=anchor, author=cast.ben, state=State.HIDDEN)
        PostFactory(parent=gone, label=Label.REBUTTAL, author=cast.ben)
    session.commit()
    pages = ["/proposals/parks/map", "/proposals/parks/map.json", "/proposals/parks/map.json?comments=yes"]
    asked: dict[str, list[int]] = {page: [] for page in pages}
    read: dict[str, list[int]] = {page: [] for page in pages}
    for size in (500, 5_000):
        grow(session, proposal, [cast.ada, cast.ben, cast.mo], size)
        for page in pages:
            with rows_read(monkeypatch) as rows, count_statements() as statements:
                assert cast.visitor.get(page).status_code == 200
            asked[page].append(len(statements))
            read[page].append(sum(rows))
    assert all(few == many for few, many in read.values()), read
    # A page that is full after fewer levels takes fewer.
    assert all(few >= many for few, many in asked.values()), asked
