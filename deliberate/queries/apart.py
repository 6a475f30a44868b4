"""The first rows of several lists in one statement, each list read by its index as far as it is shown.

With `row_number` for all of them a database reads and sorts all that there is. To build a statement of many parts takes
twenty times as long as to run it, so that its text is put together of the text of one part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Dialect, Integer, Select, String, literal_column, text
from sqlalchemy.orm import Session

_ONE = "SELECT * FROM ({part}) AS part_{number}"
# SQLite takes no more parts than these in one statement.
_MOST = 400
_BOUND = re.compile(r":(\w+)_\{number\}")


def blank(name: str) -> Any:
    """In a part, a number that differs from one to the next."""
    return literal_column(f"{{{name}}}", Integer)


def blank_words(name: str) -> Any:
    """The same for words that people may have chosen: the text has their name, and the database is given them apart."""
    return literal_column(f":{name}_{{number}}", String)


def in_words(part: Select[*tuple[Any, ...]], dialect: Dialect) -> str:
    """The text of a part, to be kept: all but its blanks is in it."""
    return str(part.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def rows_of(session: Session, words: str, blanks: Iterable[dict[str, Any]]) -> list[Sequence[Any]]:
    """The rows of all parts, one part after the other; in one statement for some hundred of them."""
    filled = list(blanks)
    bound = _BOUND.findall(words)
    connection = session.connection()
    rows: list[Sequence[Any]] = []
    for start in range(0, len(filled), _MOST):
        some = list(enumerate(filled[start : start + _MOST]))
        together = " UNION ALL ".join(
            _ONE.format(part=words.format(number=number, **one), number=number) for number, one in some
        )
        if bound:
            given = {f"{name}_{number}": one[name] for number, one in some for name in bound}
            rows += connection.execute(text(together), given).all()
        else:
            rows += connection.exec_driver_sql(together).all()
    return rows
