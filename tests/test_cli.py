"""The `deliberate` command: JSON on standard output, one line for what is wrong, the right exit code."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from deliberate.cli import main
from tests.patience import PATIENCE, wait_for

LAKES = "Title: Lakes\nSlug: lakes\n---\n# Plan\n\nThe lakes come next.\n"
RAW = "Rivers\n\nIntroduction\n\nEvery river is cleaned within ten years, and nobody pays.\n"


@dataclass
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Deliberate = Callable[..., Said]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DELIBERATE_DATA", str(tmp_path / "data"))
    for name in ("SECRET_KEY", "HOST", "PORT", "SEMANTICS", "QUORUM", "FIRST_POSTS"):
        monkeypatch.delenv(f"DELIBERATE_{name}", raising=False)
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "data"


@pytest.fixture
def deliberate(data: Path, capfd: pytest.CaptureFixture[str]) -> Deliberate:
    def run(*arguments: object) -> Said:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        assert isinstance(ended.value.code, int)
        return Said(ended.value.code, out, err)

    return run


@pytest.fixture
def lakes(tmp_path: Path) -> Path:
    file = tmp_path / "lakes.txt"
    file.write_text(LAKES)
    return file


def one_line(said: Said) -> str:
    """What is said when the input is wrong."""
    assert said.code == 1
    assert said.out == ""
    *_, line = said.err.splitlines()
    assert "Traceback" not in said.err
    return line


def test_a_proposal_goes_in_and_comes_out(deliberate: Deliberate, lakes: Path) -> None:
    assert deliberate("import", lakes).json["proposals"][0]["slug"] == "lakes"
    [proposal] = deliberate("export").json["proposals"]
    assert proposal["revisions"][0]["passages"][-1]["text"] == "The lakes come next."


def test_an_export_goes_through_a_file_and_another_site_unchanged(
    deliberate: Deliberate, lakes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliberate("import", lakes)
    first = tmp_path / "site.json"
    assert deliberate("export", "-o", first).out == ""
    monkeypatch.setenv("DELIBERATE_DATA", str(tmp_path / "another"))
    assert deliberate("import", first).code == 0
    assert deliberate("export", "lakes").out == first.read_text()


def test_a_dry_run_prints_what_it_read_and_writes_nothing(deliberate: Deliberate, data: Path, lakes: Path) -> None:
    found = deliberate("import", "--dry-run", "--json", lakes).json
    assert set(found) == {"title", "passages", "messages"}
    assert set(found["passages"][-1]) == {"anchor", "kind", "level", "text"}
    assert not data.exists()


def test_a_plain_text_can_be_imported(deliberate: Deliberate, tmp_path: Path) -> None:
    file = tmp_path / "raw.txt"
    file.write_text(RAW)
    assert deliberate("import", file).json["proposals"][0]["passages"] >= 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"{", "line 1, column 2"),
        (b'{"format": "deliberate/1"}', "people: is missing"),
        (b"Title: A\nnonsense", "line 2"),
        (b"a\0b", "NUL"),
    ],
)
def test_a_broken_file_is_refused_with_its_name_and_the_place(
    deliberate: Deliberate, tmp_path: Path, content: bytes, says: str
) -> None:
    file = tmp_path / "broken"
    file.write_bytes(content)
    for arguments in (["import", file], ["import", "--dry-run", "--json", file]):
        line = one_line(deliberate(*arguments))
        assert "broken: " in line
        assert says in line


def test_one_broken_file_keeps_the_others_out(deliberate: Deliberate, tmp_path: Path, lakes: Path) -> None:
    (tmp_path / "broken").write_text("{")
    one_line(deliberate("import", lakes, tmp_path / "broken"))
    assert deliberate("export").json["proposals"] == []


def test_the_same_file_twice_is_refused(deliberate: Deliberate, lakes: Path) -> None:
    deliberate("import", lakes)
    assert "“lakes” already" in one_line(deliberate("import", lakes))


def test_a_file_or_proposal_that_is_not_there_is_named(deliberate: Deliberate, tmp_path: Path) -> None:
    assert "nowhere.txt: " in one_line(deliberate("import", tmp_path / "nowhere.txt"))
    assert "nothing-like-it" in one_line(deliberate("export", "nothing-like-it"))


@pytest.mark.parametrize(
    "arguments", [["import"], ["serve", "--no-such"], ["no-such"], ["user", "role", "Ada", "king"]]
)
def test_using_a_command_wrongly_ends_with_two(deliberate: Deliberate, arguments: list[str]) -> None:
    said = deliberate(*arguments)
    assert said.code == 2
    assert said.out == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [("DELIBERATE_PORT", "http"), ("DATABASE_URL", "mysql://a/b"), ("DATABASE_URL", "sqlite:////no/such/folder/x")],
)
def test_a_setting_that_makes_no_sense_is_refused_in_one_line(
    deliberate: Deliberate, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert one_line(deliberate("export"))


def test_migrating_says_from_where_to_where(deliberate: Deliberate) -> None:
    first, second = deliberate("migrate").json, deliberate("migrate").json
    assert first["from"] is None
    assert second == {"from": first["to"], "to": first["to"]}


def test_people_are_made_listed_and_given_roles(deliberate: Deliberate) -> None:
    made = deliberate("user", "add", "Ada Ash", "--email", "ada@example.org").json
    assert (made["name"], made["role"]) == ("Ada Ash", "member")
    assert len(made["password"]) >= 16
    assert deliberate("moderator", "add", "ada ash").json["role"] == "moderator"
    assert deliberate("moderator", "remove", "Ada Ash").json["role"] == "member"
    assert deliberate("user", "role", "Ada Ash", "moderator").json["role"] == "moderator"
    assert deliberate("user", "password", "Ada Ash").json["password"] != made["password"]
    assert [person["name"] for person in deliberate("user", "list").json] == ["Ada Ash"]


def test_people_who_cannot_be_are_refused(deliberate: Deliberate) -> None:
    deliberate("user", "add", "Ada Ash")
    assert "already has this name" in one_line(deliberate("user", "add", "ADA ash"))
    assert "kept for the site" in one_line(deliberate("user", "add", "moderator"))
    assert "nobody with this name" in one_line(deliberate("moderator", "add", "Somebody"))


def test_the_doctor_finds_and_repairs_what_can_be_computed(deliberate: Deliberate, data: Path, lakes: Path) -> None:
    assert deliberate("doctor").code == 1  # nothing is there yet
    deliberate("import", lakes)
    assert deliberate("doctor").json["ok"]
    (data / "secret-key").chmod(0o644)
    said = deliberate("doctor")
    assert said.code == 1
    assert [check["check"] for check in said.json["checks"] if not check["ok"]] == ["secret-key"]
    assert deliberate("doctor", "--fix").code == 0
    assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600
    assert deliberate("doctor").json["ok"]


def test_the_doctor_says_that_the_database_does_not_answer(
    deliberate: Deliberate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////no/such/folder/x")
    said = deliberate("doctor")
    assert said.code == 1
    assert [check["check"] for check in said.json["checks"] if not check["ok"]] == ["database"]


def test_a_demo_is_marked_is_the_same_for_the_same_number_and_leaves_other_sites_alone(
    deliberate: Deliberate, lakes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bodies(folder: str, number: int) -> list[str]:
        monkeypatch.setenv("DELIBERATE_DATA", str(tmp_path / folder))
        assert deliberate("demo", "--posts", 40, "--people", 12, "--seed-number", number).json["posts"] == 40
        site = deliberate("export").json
        assert site["simulated"] is True
        return [post["body"] for proposal in site["proposals"] for post in proposal["posts"]]

    assert bodies("a", 1) == bodies("b", 1) != bodies("c", 2)
    assert deliberate("doctor").json["ok"]
    assert deliberate("demo").json["new"] is False
    monkeypatch.setenv("DELIBERATE_DATA", str(tmp_path / "real"))
    deliberate("import", lakes)
    assert "not empty" in one_line(deliberate("demo"))


class Served:
    """A running `deliberate serve`."""

    def __init__(self, data: Path, *options: str, host: str = "127.0.0.1") -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        environment = {**os.environ, "DELIBERATE_DATA": str(data), "DELIBERATE_PORT": str(self.port)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "deliberate", "serve", *options],
            env={**environment, "DELIBERATE_HOST": host},
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def get(self, path: str) -> str:
        def page() -> str | None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as answer:
                    return str(answer.read().decode())
            except OSError:
                assert self.process.poll() is None, self.process.communicate()
                return None

        return wait_for(page)

    def stop(self, how: signal.Signals = signal.SIGINT) -> str:
        self.process.send_signal(how)
        _, said = self.process.communicate(timeout=PATIENCE)
        assert self.process.returncode == 0, said
        return said


@pytest.fixture
def serving(data: Path) -> Iterator[Callable[..., Served]]:
    running: list[Served] = []
    # Shells let what they start in the background ignore Ctrl-C, and the server would inherit that from the tests.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)

    def serve(*options: str, **settings: str) -> Served:
        running.append(Served(data, *options, **settings))
        return running[-1]

    yield serve
    for one in running:
        if one.process.poll() is None:
            one.process.kill()
            one.process.communicate()
    signal.signal(signal.SIGINT, before)


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
    assert "once 3 people other than its author have voted on it" in site.get("/labels")
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
def test_gunicorn_serves_too(serving: Callable[..., Served]) -> None:
    site = serving("--no-seed", "--gunicorn", "--workers", "1")
    assert json.loads(site.get("/healthz")) == {"status": "ok"}
    site.stop()


@pytest.mark.server
def test_an_address_that_is_taken_is_refused_in_one_line(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        environment = {**os.environ, "DELIBERATE_DATA": str(data), "DELIBERATE_PORT": str(taken.getsockname()[1])}
        command = [sys.executable, "-m", "deliberate", "serve", "--no-seed"]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE)
    assert "cannot listen on" in one_line(Said(ended.returncode, ended.stdout, ended.stderr))
