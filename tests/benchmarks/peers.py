"""The other programs that benchmarks measure ours beside, in an environment of their own.

`peers.lock` is made from `peers.in` by

    uv pip compile --generate-hashes --no-header --no-annotate --no-emit-index-url \\
        -o tests/benchmarks/peers.lock tests/benchmarks/peers.in
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

LOCK = Path(__file__).with_name("peers.lock")
PLACE = Path(__file__).parents[2] / "build" / "peers"


def python() -> Path:
    """The interpreter that can import them; makes the environment the first time and whenever the lock has changed."""
    found = PLACE / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    # Written last, so that an environment whose making was interrupted is made again.
    ready = PLACE / "ready"
    made_from = f"{sys.version}\n{LOCK.read_text()}"
    if not ready.is_file() or ready.read_text() != made_from:
        ready.unlink(missing_ok=True)
        venv.create(PLACE, clear=True, with_pip=True)
        quiet = ("--quiet", "--disable-pip-version-check", "--no-deps")
        subprocess.run([found, "-m", "pip", "install", *quiet, "--require-hashes", "-r", LOCK], check=True)
        ready.write_text(made_from)
    return found
