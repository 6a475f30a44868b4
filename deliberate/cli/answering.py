"""Answering requests, by the same server for this process alone and for each of gunicorn's.

A thread is given a request when all of it has come in, so whoever sends slowly keeps nobody waiting.
"""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from deliberate.cli.heaps import give_back, spare_heaps

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

# Beyond these, connections wait to be let in, one that is silent is closed, and what is larger is cut off: the site's
# own limit, which answers with a page, is below.
_OPTIONS: dict[str, Any] = {
    "threads": 8,
    "connection_limit": 800,
    "channel_timeout": 60,
    "max_request_header_size": 64 * 1024,
    "max_request_body_size": 16 * 1024 * 1024,
    "asyncore_use_poll": True,
    # None of ours is trusted here: `deliberate.web` decides about the headers of a proxy.
    "clear_untrusted_proxy_headers": False,
    "ident": None,
}
# Seconds that a server which ends gives to what it was asked before.
_GRACE = 20.0
# So often, in seconds, the system is given back the memory that stands empty.
_TIDY = 60.0


class Server:
    def __init__(
        self,
        app: WSGIApplication,
        prefix: str,
        *,
        host: str = "",
        port: int = 0,
        sockets: list[socket.socket] | None = None,
    ) -> None:
        """Listens on what is given. Raises OSError or ValueError where it cannot."""
        from waitress.server import create_server

        from deliberate.cli.channels import Channel

        spare_heaps()
        # It would say so for every request that waits for a thread.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        where: dict[str, Any] = {"sockets": sockets} if sockets else {"host": host, "port": port}
        self._channels: dict[int, Any] = {}
        self._server = create_server(app, map=self._channels, url_prefix=prefix, **where, **_OPTIONS)
        for one in self._listening():
            one.channel_class = Channel

    def run(self, keep_going: Callable[[], bool]) -> None:
        """Asks `keep_going` every second at least; then what was asked before is answered, and that is all."""
        tidied = time.monotonic()
        while keep_going():
            self._look(1.0)
            if time.monotonic() - tidied > _TIDY:
                give_back()
                tidied = time.monotonic()
        for one in self._listening():
            one.del_channel()
        end = time.monotonic() + _GRACE
        while self._is_busy() and time.monotonic() < end:
            self._look(0.1)
        self._server.task_dispatcher.shutdown(timeout=1)

    def wake(self) -> None:
        """Has `keep_going` asked at once; for signal handlers."""
        for one in self._listening():
            one.pull_trigger()

    def _look(self, seconds: float) -> None:
        from waitress import wasyncore

        wasyncore.loop(timeout=seconds, use_poll=True, map=self._channels, count=1)

    def _listening(self) -> list[Any]:
        return [one for one in list(self._channels.values()) if getattr(one, "accepting", False)]

    def _is_busy(self) -> bool:
        channels = self._channels.values()
        return any(getattr(one, "requests", ()) or getattr(one, "total_outbufs_len", 0) for one in channels)
