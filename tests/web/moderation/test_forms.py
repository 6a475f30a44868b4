"""What moderators and readers write into forms, and what is understood of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.places import OnPassage, OnPost, OnProposal, Place
from deliberate.models import FlagReason, LogEntry, Post
from deliberate.web.moderation.forms import MEANINGS, place
from tests.cast import Client


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12", OnPost(12)),
        ("#12", OnPost(12)),
        ("post 12", OnPost(12)),
        ("/posts/12", OnPost(12)),
        ("https://example.org/posts/12?order=newest", OnPost(12)),
        ("https://example.org/proposals/plan#post-12", OnPost(12)),
        ("first-thing", OnPassage("first-thing")),
        ("passage first-thing", OnPassage("first-thing")),
        ("https://example.org/proposals/plan/passages/first", OnPassage("first")),
        ("https://example.org/proposals/plan#first", OnPassage("first")),
        ("the proposal", OnProposal()),
        ("proposal", OnProposal()),
        ("two words", None),
        ("", None),
    ],
)
def test_a_place_is_understood_as_people_write_it(written: str, meant: Place | None) -> None:
    assert place(written) == meant


@pytest.mark.parametrize("typed", ["\r\n".join(["nine char"] * 50), "It says\0 the same."])
def test_a_reason_is_kept_as_browsers_count_it_and_as_every_database_stores_it(
    session: Session, mo: Client, post: Post, typed: str
) -> None:
    kept = typed.replace("\r\n", "\n").replace("\0", "")
    assert mo.send("/moderation/proposals/plan/lock", {"reason": typed}).status_code == 303
    done = mo.send(f"/moderation/posts/{post.id}/hide", {"do": "act", "reason": typed, "version": "1"})
    assert done.status_code == 303
    entry = session.scalars(select(LogEntry).where(LogEntry.post_id == post.id)).one()
    assert mo.send(f"/moderation/log/{entry.id}/undo", {"reason": typed}).status_code == 303
    assert session.scalars(select(LogEntry.reason)).all() == [kept] * 3


def test_every_reason_for_a_flag_has_its_meaning() -> None:
    assert set(MEANINGS) == set(FlagReason)
