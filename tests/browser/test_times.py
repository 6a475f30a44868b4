"""How long ago something was, with the exact time at hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from deliberate.models import now
from tests.factories import PostFactory, ProposalFactory

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=5), "now"),
        (timedelta(minutes=1, seconds=2), "1 minute ago"),
        (timedelta(hours=2, minutes=5), "2 hours ago"),
        (timedelta(days=6, hours=5), "6 days ago"),
        (timedelta(days=8), None),
    ],
)
def test_a_recent_time_is_told_as_how_long_ago_it_was(
    session: Session, open_as: Callable[..., Page], age: timedelta, words: str | None
) -> None:
    created = now() - age
    post = PostFactory(created=created, proposal=ProposalFactory(slug="plan"), anchor="first")
    session.commit()
    date = f"{created:%d %b %Y}".lstrip("0")
    unscripted, page = open_as(java_script_enabled=False), open_as()
    for one, shown in ((unscripted, date), (page, words or date)):
        one.goto(f"/posts/{post.id}")
        time = one.locator(f"#post-{post.id} time")
        expect(time).to_have_text(shown)
        expect(time).to_have_attribute("datetime", created.isoformat())
        expect(time).to_have_attribute("title", re.compile(f"{created:%M:%S}.*UTC"))
    page.goto("/proposals/plan")
    page.locator('a[data-passage="first"]').click()
    # In lists a time is told to the minute, which may be over a moment later.
    a_minute_more = {"now": "1 minute ago", "1 minute ago": "2 minutes ago"}.get(words or "", words or date)
    expect(page.locator("#panel time").first).to_have_text(re.compile(f"{words or date}|{a_minute_more}"))


def test_paper_has_the_date(session: Session, open_as: Callable[..., Page]) -> None:
    post = PostFactory(created=now() - timedelta(hours=2, minutes=5))
    session.commit()
    page = open_as()
    page.goto(f"/posts/{post.id}")
    time = page.locator("main time").first
    expect(time).to_have_text("2 hours ago")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(time).to_have_text(f"{post.created:%d %b %Y}".lstrip("0"))
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(time).to_have_text("2 hours ago")
