"""Who sends a request slowly, or never to its end, keeps nobody waiting."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from tests.cli.processes import Served

UNFINISHED = {
    "nothing": b"",
    "half a line": b"GET /heal",
    "half its headers": b"GET / HTTP/1.1\r\nHost: site.example\r\nX-Slow",
    "half a form": (
        b"POST /account/sign-in HTTP/1.1\r\nHost: site.example\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: 100000\r\n\r\nname=Ben&pass"
    ),
    "half a chunk": b"POST /preview HTTP/1.1\r\nHost: site.example\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nabc",
    "an answer it does not read": b"GET /labels HTTP/1.1\r\nHost: site.example\r\n\r\n",
}


@pytest.mark.server
@pytest.mark.parametrize("options", [(), ("--gunicorn", "--workers", "2")], ids=["waitress", "gunicorn"])
def test_fifty_slow_senders_keep_nobody_waiting(serving: Callable[..., Served], options: tuple[str, ...]) -> None:
    site = serving("--no-seed", "--no-worker", *options)
    site.get("/healthz")
    with ExitStack() as stack:
        for sent in UNFINISHED.values():
            for _ in range(50):
                slow = stack.enter_context(socket.create_connection(("127.0.0.1", site.port)))
                slow.sendall(sent)
        # None of them is sent to its end before all of these are answered, so they wait for none.
        for _ in range(20):
            assert '"ok"' in site.get("/healthz")
        assert "<h1" in site.get("/labels")
    site.stop()
