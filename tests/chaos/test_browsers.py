"""Those who work on a site that is killed find something to do on it: else nothing of theirs could be lost."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.chaos.browsers import Browser, Worker
from tests.chaos.journal import Journal
from tests.chaos.test_kills import killed, passwords, started


@pytest.mark.server
def test_each_kind_of_work_is_done_where_nothing_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    site, journal, random = started(tmp_path), Journal(), Random(7)
    try:
        newcomer, moderator = (
            Worker(Browser(f"http://127.0.0.1:{site.port}"), name, journal, random) for name in ("Nora", "moderator")
        )
        newcomer.register()
        moderator.sign_in(passwords(tmp_path)["moderator"])
        for work in (newcomer.post, newcomer.vote, newcomer.edit, moderator.vote, moderator.hide):
            work()
    finally:
        killed(site)
    assert [journal.count(kind) for kind in ("person", "post", "vote", "edit", "act")] == [1, 1, 2, 1, 1]
