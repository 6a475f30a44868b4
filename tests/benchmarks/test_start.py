"""How long a person waits for a site that is there already."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.benchmark


def seconds_until_the_home_page(data: Path) -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "DELIBERATE_DATA": str(data), "DELIBERATE_PORT": str(port), "DATABASE_URL": ""}
    begin = time.monotonic()
    server = subprocess.Popen([sys.executable, "-m", "deliberate", "serve"], env=environment, stderr=subprocess.DEVNULL)
    try:
        while server.poll() is None and time.monotonic() - begin < 60:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).close()
            except urllib.error.URLError:
                time.sleep(0.02)
            else:
                return time.monotonic() - begin
        raise AssertionError("the server did not start")
    finally:
        server.terminate()
        server.wait(10)


def test_the_second_start_takes_less_than_three_seconds(tmp_path: Path) -> None:
    first = seconds_until_the_home_page(tmp_path)
    again = [seconds_until_the_home_page(tmp_path) for _ in range(3)]
    print(f"\nfirst start, with the seeds: {first:.1f} s; then {', '.join(f'{one:.1f}' for one in again)} s")
    assert min(again) < 3
