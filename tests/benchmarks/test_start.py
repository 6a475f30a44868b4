"""How long a person waits for the home page: of a site that is there already, and from a clone on a machine that has
nothing but Python."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]


def seconds_until_the_home_page(*command: str, data: Path, folder: Path = ROOT, **settings: str) -> float:
    """From the command's beginning; `settings` of its environment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ours = {"DELIBERATE_DATA": str(data), "DELIBERATE_PORT": str(port), "DATABASE_URL": ""}
    begin = time.monotonic()
    server = subprocess.Popen(
        command, cwd=folder, env={**os.environ, **ours, **settings}, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        while server.poll() is None and time.monotonic() - begin < 300:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).close()
            except urllib.error.URLError:
                time.sleep(0.02)
            else:
                return time.monotonic() - begin
        raise AssertionError("the server did not start")
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(10)


SERVE = (sys.executable, "-m", "deliberate", "serve")


def test_the_second_start_takes_less_than_three_seconds(tmp_path: Path) -> None:
    first = seconds_until_the_home_page(*SERVE, data=tmp_path)
    again = [seconds_until_the_home_page(*SERVE, data=tmp_path) for _ in range(3)]
    print(f"\nfirst start, with the seeds: {first:.1f} s; then {', '.join(f'{one:.1f}' for one in again)} s")
    assert min(again) < 3


def test_a_clone_shows_its_first_page_within_25_seconds(tmp_path: Path) -> None:
    """Without a cache of packages: most of it is fetching and unpacking them."""
    clone = tmp_path / "clone"
    begin = time.monotonic()
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    cloned = time.monotonic() - begin
    no_cache = {"PIP_NO_CACHE_DIR": "1", "UV_NO_CACHE": "1", "XDG_CACHE_HOME": str(tmp_path / "cache")}
    served = seconds_until_the_home_page("make", "serve", data=tmp_path / "data", folder=clone, **no_cache)
    size = sum(file.lstat().st_size for file in (clone / ".venv").rglob("*") if file.is_file()) / 2**20
    print(f"\nfrom a clone to its first page: {cloned + served:.1f} s, an environment of {size:.0f} MiB")
    assert cloned + served < 25
