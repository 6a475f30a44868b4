"""Documents going out: Markdown, HTML and DOCX, each from the same passages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Edit:
    """To whom tracked changes are put down, and when they were made."""

    by: str
    at: datetime
