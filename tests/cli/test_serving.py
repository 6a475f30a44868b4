"""`deliberate serve`: how a site begins, on both servers, and what it says."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.cli.processes import Served
from tests.cli.said import Deliberate, Said, one_line
from tests.patience import PATIENCE


@pytest.mark.server
def test_serving_seeds_an_empty_site_once_and_says_how_to_sign_in(
    serving: Callable[..., Served], deliberate: Deliberate, data: Path
) -> None:
    site = serving()
    assert json.loads(site.get("/healthz")) == {"status": "ok"}
    first = site.stop()
    accounts = (data / "accounts.txt").read_text()
    assert [line.split()[0] for line in accounts.splitlines()] == ["author", "member", "moderator"]
    assert stat.S_IMODE((data / "accounts.txt").stat().st_mode) == 0o600
    assert all(line in first for line in accounts.splitlines())
    assert f"http://127.0.0.1:{site.port}/" in first
    again = serving()
    again.get("/healthz")
    second = again.stop(signal.SIGTERM)
    assert "empty database" in first
    assert "empty database" not in second
    assert (data / "accounts.txt").read_text() == accounts
    assert len(deliberate("export").json["proposals"]) == 5
    assert {person["name"]: person["role"] for person in deliberate("user", "list").json} == {
        "author": "member",
        "member": "member",
        "moderator": "moderator",
    }


@pytest.mark.server
@pytest.mark.parametrize("options", [(), ("--gunicorn", "--workers", "1")], ids=["alone", "gunicorn"])
def test_a_page_is_asked_for_again_over_the_same_connection(
    serving: Callable[..., Served], options: Sequence[str]
) -> None:
    """Also after an answer without a body."""
    site = serving("--no-worker", *options)
    site.get("/healthz")
    connection = HTTPConnection("127.0.0.1", site.port, timeout=20)
    connection.request("GET", "/labels", headers={"Accept-Encoding": "br"})
    first = connection.getresponse()
    first.read()
    kept = connection.sock
    for again, status in (({"If-None-Match": first.headers["ETag"]}, 304), ({}, 200), ({"Accept-Encoding": "br"}, 200)):
        connection.request("GET", "/labels", headers=again)
        answer = connection.getresponse()
        answer.read()
        assert (answer.status, answer.headers["ETag"]) == (status, first.headers["ETag"])
        assert connection.sock is kept
    connection.request("GET", "/labels", headers={"If-None-Match": first.headers["ETag"], "Connection": "close"})
    assert connection.getresponse().headers["Connection"] == "close"
    connection.close()


# Prints which libraries of arrays a process has loaded that begins as `serve` does, shows a few pages and takes a vote.
BEGINNING = """
import sys
from sqlalchemy import select
from deliberate import create_app
from deliberate.actions.posting import Aim, Draft, post_message
from deliberate.actions.voting import cast_vote
from deliberate.cli.opening import open_site
from deliberate.domain.labels import Label
from deliberate.domain.posts import PostWords
from deliberate.models import Choice, Person, Proposal

with open_site() as session:
    pages = create_app().test_client()
    ada, ben = session.scalars(select(Person).where(Person.name.in_(("Ada", "Ben"))).order_by(Person.name))
    lakes = session.scalars(select(Proposal)).one()
    [post] = post_message(session, ada, Aim(lakes.id), [Draft(Label.OBJECTION, PostWords("They are cold."))])
    cast_vote(session, ben, post.id, Choice.AGREE)
    of_lakes = ("", "/map", "/opinions", "/points")
    for page in ("", "search?q=lakes", f"posts/{post.id}", *(f"proposals/lakes{part}" for part in of_lakes)):
        assert pages.get(f"/{page}").status_code < 400, page
print(*sorted({"numpy", "scipy"} & {*sys.modules}))
"""


def test_a_site_begins_and_shows_its_pages_without_the_arrays_of_the_engine(
    deliberate: Deliberate, lakes: Path
) -> None:
    """They make a start a tenth longer, and a process a third larger; what computes with many loads them itself."""
    deliberate("import", lakes)
    for name in ("Ada", "Ben"):
        deliberate("user", "add", name)
    ended = subprocess.run([sys.executable, "-c", BEGINNING], capture_output=True, text=True, timeout=60)
    assert (ended.stderr, ended.stdout) == ("", "\n")


@pytest.mark.server
def test_a_new_site_adopts_the_rules_in_the_settings_and_later_serving_alone_changes_them(
    serving: Callable[..., Served], deliberate: Deliberate, lakes: Path, monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    def quorum() -> list[tuple[str]]:
        with closing(sqlite3.connect(data / "deliberate.sqlite3")) as database:
            return database.execute("SELECT value FROM site_facts WHERE name = 'quorum'").fetchall()

    monkeypatch.setenv("DELIBERATE_QUORUM", "5")
    deliberate("user", "list")
    monkeypatch.delenv("DELIBERATE_QUORUM")
    deliberate("user", "list")
    deliberate("import", lakes)
    deliberate("user", "list")
    assert quorum() == [("5",)]
    site = serving("--no-seed")
    assert "never fewer than 3 on this site" in site.get("/how-it-works/status")
    site.stop()
    assert quorum() == [("3",)]


@pytest.mark.server
def test_beyond_loopback_no_accounts_are_made_or_told(
    serving: Callable[..., Served], deliberate: Deliberate, data: Path
) -> None:
    site = serving("--no-seed", host="0.0.0.0")
    site.get("/healthz")
    said = site.stop()
    assert "Sign in with" not in said
    assert not (data / "accounts.txt").exists()
    assert deliberate("user", "list").json == []
    assert deliberate("export").json["proposals"] == []


@pytest.mark.server
@pytest.mark.parametrize("workers", ["1", "2"])
def test_gunicorn_serves_too(serving: Callable[..., Served], workers: str) -> None:
    site = serving("--no-seed", "--gunicorn", "--workers", workers)
    assert json.loads(site.get("/healthz")) == {"status": "ok"}
    site.stop()


@pytest.mark.server
@pytest.mark.parametrize("options", [(), ("--gunicorn", "--workers", "1")], ids=["waitress", "gunicorn"])
def test_both_servers_serve_under_a_prefix(serving: Callable[..., Served], options: tuple[str, ...]) -> None:
    site = serving("--no-seed", *options, prefix="/deliberation")
    assert json.loads(site.get("/deliberation/healthz")) == {"status": "ok"}
    assert 'href="/deliberation/account/sign-in?next=/deliberation/"' in site.get("/deliberation/")
    assert f"http://127.0.0.1:{site.port}/deliberation/" in site.stop()


@pytest.mark.server
def test_an_address_that_is_taken_is_refused_in_one_line(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        environment = {**os.environ, "DELIBERATE_DATA": str(data), "DELIBERATE_PORT": str(taken.getsockname()[1])}
        command = [sys.executable, "-m", "deliberate", "serve", "--no-seed"]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE)
    assert "cannot listen on" in one_line(Said(ended.returncode, ended.stdout, ended.stderr))
