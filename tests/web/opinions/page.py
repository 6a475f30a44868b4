"""The page of opinions, with findings that are stored for it."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy.orm import Session

from deliberate.models import OpinionReport, Proposal
from tests.reading import unwrapped

PAGE = "/proposals/plan/opinions"


def store(session: Session, proposal: Proposal, found: dict[str, Any], version: int = 40) -> None:
    session.merge(OpinionReport(proposal_id=proposal.id, version=version, report=found))
    session.commit()


def text(page: str) -> str:
    """The words of a page as a reader sees them."""
    main = unwrapped(page[page.index("<main") : page.index("</main>")])
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())
