"""The first new database of a process is migrated; those after it begin as copies."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

from flask import Flask

from deliberate import migrating
from deliberate.extensions import db

_bring_up_to_date = migrating.bring_up_to_date
_kept: list[sqlite3.Connection] = []


def bring_up_to_date(app: Flask, advance: Callable[[int], None] = lambda steps: None) -> bool:
    """In place of that of the site."""
    if db.engine.dialect.name != "sqlite" or migrating.current() is not None:
        return _bring_up_to_date(app, advance)
    if _kept:
        _with_the_database(_kept[0].backup)
        return True
    done = _bring_up_to_date(app, advance)
    _kept.append(sqlite3.connect(":memory:", check_same_thread=False))
    _with_the_database(lambda driver: driver.backup(_kept[0]))
    return done


def _with_the_database(do: Callable[[sqlite3.Connection], None]) -> None:
    with closing(db.engine.raw_connection()) as connection:
        driver = connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        do(driver)
