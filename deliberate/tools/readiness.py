"""Whether people can read and write here, and whether what follows from it is done. For programs, in English."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from deliberate.models import SiteFact, now
from deliberate.models.trouble import Trouble, trouble
from deliberate.queries.work import late_work
from deliberate.upkeep.transaction import transaction

# With less left on the disk, in bytes, a long text might not be saved.
_LITTLE = 1024 * 1024


def not_ready(session: Session, *, writing: bool) -> list[str]:
    """What is wrong. `writing`: something is written, too, to see whether it can be."""
    try:
        late = late_work(session)
        session.rollback()
        if writing:
            _write(session)
    except SQLAlchemyError as error:
        session.rollback()
        return [str(trouble(error) or Trouble.AWAY)]
    wrong = ["the disk is almost full"] if _is_almost_full(session) else []
    return wrong + ([f"work has waited since {late.since:%Y-%m-%d %H:%M:%S} UTC"] if late else [])


def _write(session: Session) -> None:
    """When this was asked, which is on the disk when this returns."""
    with suppress(IntegrityError), transaction(session, shown=False):  # another process may be the first to write it
        session.merge(SiteFact(name="asked whether it is ready", value=now().isoformat()))


def _is_almost_full(session: Session) -> bool:
    """An SQLite file is on a disk that can be looked at; elsewhere it is for the database to say."""
    url = session.get_bind().engine.url
    if url.get_backend_name() != "sqlite" or not url.database:
        return False
    disk = os.statvfs(Path(url.database).parent)
    return disk.f_bavail * disk.f_frsize < _LITTLE
