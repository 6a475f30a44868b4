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
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from deliberate.cli import main
from deliberate.formats import registry
from tests import redis_server
from tests.formats.titles import TITLES
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
    for name in ("SECRET_KEY", "HOST", "PORT", "SEMANTICS", "QUORUM", "FIRST_POSTS", "LIMITS"):
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


@pytest.fixture
def one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "FORMATS", (*registry.FORMATS, TITLES))


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


def test_the_form_of_an_export_is_named_and_kept(deliberate: Deliberate, lakes: Path, one_more: None) -> None:
    deliberate("import", lakes)
    assert deliberate("export", "--format", "titles").out == "Lakes"
    assert deliberate("export", "--format", "json").out == deliberate("export").out
    for unknown in ("nothing", "text", "votes", ""):
        said = deliberate("export", "--format", unknown)
        assert said.code == 2
        assert said.out == ""
        assert "the formats are: json, titles" in said.err


def test_the_help_says_what_an_export_cannot_hold(deliberate: Deliberate) -> None:
    assert "json cannot hold what is not public: e-mail addresses" in " ".join(deliberate("export", "-h").out.split())


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
        (b"Title: A\n\xff", "line 2: not UTF-8 text (byte 9)"),
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


@pytest.mark.parametrize(
    ("settings", "ok", "found"),
    [
        ({}, True, "counted by each process for itself"),
        ({"DELIBERATE_LIMITS": "off"}, True, "off"),
        ({"REDIS_URL": "redis://:correct-horse@127.0.0.1:1/0"}, False, "REDIS_URL: "),
    ],
)
def test_the_doctor_says_where_rate_limits_are_counted(
    deliberate: Deliberate, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], ok: bool, found: str
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    said = deliberate("doctor")
    [check] = [check for check in said.json["checks"] if check["check"] == "rate limits"]
    assert check["ok"] is ok
    assert check["found"].startswith(found)
    assert "correct-horse" not in said.out + said.err


@pytest.mark.server
def test_the_doctor_says_that_redis_answers(
    deliberate: Deliberate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with redis_server.running(tmp_path, "correct-horse") as redis:
        monkeypatch.setenv("REDIS_URL", redis.url)
        checks = deliberate("doctor").json["checks"]
    assert {"check": "rate limits", "ok": True, "found": "counted in Redis"} in checks


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

    def __init__(self, data: Path, *options: str, host: str = "127.0.0.1", prefix: str = "") -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        environment = {**os.environ, "DELIBERATE_DATA": str(data), "DELIBERATE_PORT": str(self.port)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "deliberate", "serve", *options],
            env={**environment, "DELIBERATE_HOST": host, "SCRIPT_NAME": prefix},
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


# Prints which libraries of arrays a process has loaded that begins as `serve` does and shows a few pages.
BEGINNING = """
import sys
from deliberate import create_app
from deliberate.cli.opening import open_site

with open_site():
    pages = create_app().test_client()
    for page in ("", "proposals/lakes", "proposals/lakes/map", "proposals/lakes/opinions", "search?q=lakes"):
        assert pages.get(f"/{page}").status_code < 400, page
print(*sorted({"numpy", "scipy"} & {*sys.modules}))
"""


def test_a_site_begins_and_shows_its_pages_without_the_arrays_of_the_engine(
    deliberate: Deliberate, lakes: Path
) -> None:
    """They make a start a tenth longer; what computes with them loads them itself."""
    deliberate("import", lakes)
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
@pytest.mark.parametrize("workers", ["1", "2"])
def test_gunicorn_serves_too(serving: Callable[..., Served], workers: str) -> None:
    site = serving("--no-seed", "--gunicorn", "--workers", workers)
    assert json.loads(site.get("/healthz")) == {"status": "ok"}
    assert ("counts rate limits for itself" in site.stop()) is (workers == "2")


def sign_in_wrongly(site: Served, name: str) -> int:
    """The status of the answer."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    address = f"http://127.0.0.1:{site.port}/account/sign-in"
    with browser.open(address, timeout=10) as page:
        token = page.read().decode().split('name="csrf_token" value="')[1].split('"')[0]
    entered = urlencode({"csrf_token": token, "name": name, "password": "wrong words in a row"}).encode()
    try:
        with browser.open(address, entered, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


@pytest.mark.server
def test_two_processes_share_their_limits_in_redis_and_outlive_it(
    serving: Callable[..., Served], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with redis_server.running(tmp_path, "correct-horse") as redis:
        monkeypatch.setenv("REDIS_URL", redis.url)
        sites = [serving("--no-seed", "--no-worker")]
        sites[0].get("/healthz")
        sites.append(serving("--no-seed", "--no-worker"))
        sites[1].get("/healthz")
        assert [sign_in_wrongly(sites[number % 2], "Ada") for number in range(12)] == [400] * 10 + [429] * 2
        redis.stop()
        assert [sign_in_wrongly(sites[number % 2], "Ada") for number in range(4)] == [400] * 4
        for site in sites:
            said = site.stop()
            assert len([line for line in said.splitlines() if "REDIS_URL" in line]) == 1
            assert "Traceback" not in said
            assert "correct-horse" not in said


@pytest.mark.server
def test_a_redis_that_is_away_is_said_at_the_start_and_the_site_goes_on(
    serving: Callable[..., Served], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://:correct-horse@127.0.0.1:1/0")
    site = serving("--no-seed", "--no-worker")
    site.get("/healthz")
    assert sign_in_wrongly(site, "Ada") == 400
    said = site.stop()
    [line] = [line for line in said.splitlines() if "REDIS_URL" in line]
    assert line.endswith("Connection refused. Rate limits are counted by each process for itself.")
    assert "correct-horse" not in said
    assert "Traceback" not in said


@pytest.mark.server
@pytest.mark.parametrize("options", [(), ("--gunicorn", "--workers", "1")], ids=["waitress", "gunicorn"])
def test_both_servers_serve_under_a_prefix(serving: Callable[..., Served], options: tuple[str, ...]) -> None:
    site = serving("--no-seed", *options, prefix="/deliberation")
    assert json.loads(site.get("/deliberation/healthz")) == {"status": "ok"}
    assert 'href="/deliberation/account/sign-in"' in site.get("/deliberation/")
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
