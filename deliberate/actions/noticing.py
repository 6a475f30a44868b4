"""What the running site notices about how it is run, for the next start and for the doctor to tell."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from deliberate.models import SiteFact, now
from deliberate.upkeep.transaction import transaction

PROXY = "untrusted proxy"


def notice_proxy(session: Session) -> None:
    """That requests come by way of a proxy which nobody has named as trusted; remembered with the day."""
    with transaction(session, shown=False):
        session.merge(SiteFact(name=PROXY, value=now().date().isoformat()))


def noticed_proxy(session: Session) -> str | None:
    """The day it was last noticed."""
    fact = session.get(SiteFact, PROXY)
    return fact.value if fact else None


def forget_proxy(session: Session) -> None:
    with transaction(session, shown=False):
        session.execute(delete(SiteFact).where(SiteFact.name == PROXY))
