"""The first rows of several lists in one statement, each list read by its index as far as it is shown.

With `row_number` for all of them a database reads and sorts all that there is. To build a statement of many parts takes
twenty times as long as to run it, so that its text is put together of the text of one part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Dialect, Integer, Select, literal_column
from sqlalchemy.orm import Session

_ONE = "SELECT * FROM ({part}) AS part_{number}"
# SQLite takes no more parts than these in one statement.
_MOST = 400


def blank(name: str) -> Any:
    """In a part, a number that differs from one to the next."""
    return literal_column(f"{{{name}}}", Integer)


def in_words(part: Select[*tuple[Any, ...]], dialect: Dialect) -> str:
    """The text of a part, to be kept: all but its blanks is in it."""
    return str(part.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def rows_of(session: Session, words: str, blanks: Iterable[dict[str, Any]]) -> list[Sequence[Any]]:
    """The rows of all parts, one part after the other; in one statement for some hundred of them."""
    parts = [_ONE.format(part=words.format(**filled), number=number) for number, filled in enumerate(blanks)]
    connection = session.connection()
    rows: list[Sequence[Any]] = []
    for start in range(0, len(parts), _MOST):
        rows += connection.exec_driver_sql(" UNION ALL ".join(parts[start : start + _MOST])).all()
    return rows
