"""Tests over real texts and votes: left out with one line where nobody names them, and failing where they are named
but missing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import real

pytestmark = pytest.mark.server


def pytest_over_texts(*arguments: str, **named: Path) -> subprocess.CompletedProcess[str]:
    """In a process of its own, in which only these variables name a folder."""
    foreign = re.compile(f"PYTEST_.*|{'|'.join(real.VARIABLES.values())}")
    environment = {name: value for name, value in os.environ.items() if not foreign.fullmatch(name)}
    command = [sys.executable, "-m", "pytest", "-q", "tests/formats/documents/test_editing.py", *arguments]
    return subprocess.run(
        command,
        cwd=Path(__file__).parents[1],
        env=environment | {name: str(folder) for name, folder in named.items()},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_what_nobody_names_is_left_out_and_one_line_says_so() -> None:
    ended = pytest_over_texts("--collect-only")
    assert ended.returncode == 0
    assert "[page-breaks]" in ended.stdout
    assert "[000]" not in ended.stdout
    said = [line for line in ended.stdout.splitlines() if re.search("left out|skip", line)]
    names = "DELIBERATE_REAL_TEXTS and DELIBERATE_REAL_VOTES"
    assert said == [f"left out, for want of {names}: tests over real texts and votes (5)"]


def test_it_is_counted_in_other_processes_too() -> None:
    ended = pytest_over_texts("-n", "1", "-k", "changed_line or 00")
    assert "tests over real texts and votes (5)" in ended.stdout


def test_a_folder_that_is_named_but_missing_ends_the_run_in_one_line(tmp_path: Path) -> None:
    ended = pytest_over_texts(DELIBERATE_REAL_TEXTS=tmp_path / "none")
    assert ended.returncode
    assert f"DELIBERATE_REAL_TEXTS: there is no folder {tmp_path / 'none'}" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_text_that_is_missing_in_its_folder_fails_its_test(tmp_path: Path) -> None:
    ended = pytest_over_texts("-k", "000", DELIBERATE_REAL_TEXTS=tmp_path)
    assert ended.returncode == 1
    assert f"the real text 000 is not in {tmp_path}" in ended.stdout
