"""The site in a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from tests.patience import PATIENCE, wait_for


class Served:
    """A running `deliberate serve`; `in_group` with all that it starts."""

    def __init__(
        self, data: Path, *options: str, host: str = "127.0.0.1", prefix: str = "", in_group: bool = False
    ) -> None:
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
            start_new_session=in_group,
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
