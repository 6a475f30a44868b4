"""What is installed: the site what it needs and no more, the tests all of that in the same versions."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SITE, ALL = "requirements.lock", "requirements-dev.lock"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())


def pinned(lock: str) -> dict[str, set[str]]:
    """By 'name==version ; where it applies' the hashes of its files."""
    text = re.sub(r"^ *#.*\n", "", (ROOT / lock).read_text(), flags=re.MULTILINE).replace("\\\n", "")
    found = {}
    for line in text.splitlines():
        requirement, *hashes = line.split("--hash=")
        found[requirement.strip()] = {one.strip() for one in hashes}
    return found


def names(requirements: Iterable[str]) -> set[str]:
    """As an index spells them."""
    found = (re.match(r"[\w.-]+", one) for one in requirements)
    return {re.sub(r"[-_.]+", "-", one[0]).lower() for one in found if one}


def group(name: str) -> list[str]:
    """Its own members, without those of the groups that it includes."""
    return [one for one in PROJECT["dependency-groups"][name] if isinstance(one, str)]


@pytest.mark.parametrize("lock", [SITE, ALL])
def test_a_lock_file_names_one_version_of_everything_with_its_hashes_and_no_address(lock: str) -> None:
    for requirement, hashes in pinned(lock).items():
        assert re.fullmatch(r"[a-z\d-]+(\[[a-z\d,-]+\])?==[\w.!+]+( ; .+)?", requirement)
        assert hashes
        assert all(re.fullmatch(r"sha256:[\da-f]{64}", one) for one in hashes)
    assert "://" not in (ROOT / lock).read_text()


def test_the_tests_run_on_what_the_site_runs_on() -> None:
    site, all_ = pinned(SITE), pinned(ALL)
    assert {requirement: all_.get(requirement) for requirement in site} == site


def test_the_lock_files_hold_what_the_project_asks_for() -> None:
    assert names(PROJECT["project"]["dependencies"]) <= names(pinned(SITE))
    extras = (one for extra in PROJECT["project"].get("optional-dependencies", {}).values() for one in extra)
    assert names([*group("dev"), *extras]) <= names(pinned(ALL))


def test_a_site_gets_no_tools_of_the_tests() -> None:
    assert not names(group("dev")) & names(pinned(SITE))


def printed(target: str) -> str:
    """What `make` would run on a fresh clone."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", "--dry-run", "--always-make", target]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    ("target", "installs"),
    [
        ("serve", [SITE]),
        ("demo", [SITE]),
        ("test", [SITE, ALL]),
        ("check", [SITE, ALL]),
        ("bench", [SITE, ALL]),
        ("picture", [SITE, ALL]),
    ],
)
def test_serving_installs_what_the_site_needs_and_testing_the_rest(target: str, installs: list[str]) -> None:
    assert re.findall(r"--require-hashes -r (\S+)", printed(target)) == installs
