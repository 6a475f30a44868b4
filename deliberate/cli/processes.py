"""gunicorn: keeps several processes, in each of which the site's own server answers, and a worker beside them."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from deliberate.cli.answering import Server
from deliberate.cli.keeping import Keeper

if TYPE_CHECKING:
    from flask import Flask

    from deliberate.settings import Settings


class Answering(Worker):  # type: ignore[misc]  # gunicorn has no types
    """One of gunicorn's processes."""

    def run(self) -> None:
        prefix = self.wsgi.config["APPLICATION_ROOT"].rstrip("/")
        server = Server(self.wsgi, prefix, sockets=[one.sock for one in self.sockets])
        server.run(self._goes_on)

    def _goes_on(self) -> bool:
        """Says to gunicorn that it lives; ends when it is told to, or when gunicorn has ended without a word."""
        self.notify()
        return bool(self.alive) and os.getppid() == self.ppid


class Site(BaseApplication):  # type: ignore[misc]  # nor has this
    def __init__(self, settings: Settings, processes: int, keeper: Keeper) -> None:
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        self._options: dict[str, Any] = {
            "bind": f"{host}:{settings.port}",
            "workers": processes,
            "worker_class": Answering,
            "control_socket_disable": True,
        }
        self._keeper = keeper
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        from deliberate import create_app

        return create_app()

    def run(self) -> None:
        # What is loaded by now is never thrown away. To look through it for what might be is to write to it, and so
        # each process would have a copy of all that they share.
        gc.freeze()
        _Keeping(self, self._keeper).run()


class _Keeping(Arbiter):  # type: ignore[misc]  # nor this
    def __init__(self, site: Site, keeper: Keeper) -> None:
        self._keeper = keeper
        super().__init__(site)

    def manage_workers(self) -> None:
        """gunicorn calls it every second."""
        super().manage_workers()
        self._keeper.look()
