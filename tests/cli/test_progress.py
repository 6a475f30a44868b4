"""How far a command is, is shown to whoever waits at a terminal, and to nobody else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.said import Deliberate
from tests.patience import PATIENCE


def at_a_terminal(data: Path, *arguments: object) -> str:
    """What it says on standard error."""
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "deliberate", *map(str, arguments)]
    environment = {**os.environ, "DELIBERATE_DATA": str(data), "TERM": "xterm"}
    ended = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=theirs, timeout=PATIENCE)
    os.close(theirs)
    said = b""
    try:
        while some := os.read(ours, 4096):
            said += some
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    assert ended.returncode == 0, said
    return said.decode()


@pytest.mark.server
def test_a_terminal_is_shown_how_far_a_command_is(data: Path, lakes: Path, tmp_path: Path) -> None:
    said = at_a_terminal(data, "demo", "--posts", 20, "--people", 10)
    for what in ("Migrating", "Simulating"):
        assert f"{what}  [####################################]  100%" in said
    assert "Exporting  [####################################]  100%" in at_a_terminal(
        data, "export", "-o", tmp_path / "site.json"
    )
    said = at_a_terminal(tmp_path / "another", "import", tmp_path / "site.json")
    for what in ("Reading", "Importing"):
        assert f"{what}  [####################################]  100%" in said
    assert "Examining  [####################################]  100%" in at_a_terminal(data, "doctor", "--fix")


def test_nobody_else_is(deliberate: Deliberate, lakes: Path, tmp_path: Path) -> None:
    assert deliberate("import", lakes).err == "The database is up to date.\n"
    for arguments in (["export", "-o", tmp_path / "site.json"], ["doctor", "--fix"], ["migrate"]):
        assert deliberate(*arguments).err == ""
