"""Statements about columns, not about objects, past the part of a session that makes objects of rows: that takes longer
than many of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, Executable
from sqlalchemy.orm import Session


def run(
    session: Session, statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
) -> CursorResult[*tuple[Any, ...]]:
    """In the session's transaction, after what its objects have to write."""
    session.flush()
    return session.connection().execute(statement, values)
