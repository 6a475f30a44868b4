"""What is said to programs that ask whether all is well."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import make_url, select
from sqlalchemy.orm import Session

from deliberate.models import SiteFact
from deliberate.models.trouble import Trouble
from deliberate.tools import readiness
from deliberate.tools.readiness import not_ready


def test_a_database_that_fails_is_said_and_can_be_asked_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(own: Session) -> None:
        own.add(SiteFact(name="asked", value=None))
        own.flush()

    monkeypatch.setattr(readiness, "_write", fail)
    assert not_ready(session, writing=True) == [Trouble.AWAY]
    assert session.scalars(select(SiteFact)).all() == []
    monkeypatch.setattr(readiness, "trouble", lambda error: Trouble.FULL)
    assert not_ready(session, writing=True) == [Trouble.FULL]


@pytest.mark.parametrize(
    ("url", "blocks", "full"),
    [
        ("sqlite:////data/site.sqlite3", 256, False),
        ("sqlite:////data/site.sqlite3", 255, True),
        ("sqlite://", 0, False),
        ("postgresql://localhost/site", 0, False),
    ],
)
def test_the_disk_of_a_file_is_almost_full_below_a_megabyte(
    url: str, blocks: int, full: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = SimpleNamespace(f_bavail=blocks, f_frsize=4096)
    monkeypatch.setattr(readiness, "os", SimpleNamespace(statvfs=lambda _: disk, fspath=os.fspath))
    asking: Any = SimpleNamespace(get_bind=lambda: SimpleNamespace(engine=SimpleNamespace(url=make_url(url))))
    assert readiness._is_almost_full(asking) is full
