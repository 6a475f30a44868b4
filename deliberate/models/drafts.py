"""Documents that somebody is about to put up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.texts.outlines import Correction, Row, corrected, unpacked, unpacked_corrections
from deliberate.models.base import Base, now


class Draft(Base):
    """A document as it was read, and what was corrected in it since. Nobody sees it but who keeps it."""

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    created: Mapped[datetime] = mapped_column(default=now)
    changed: Mapped[datetime] = mapped_column(default=now)
    # Of the file; empty for what was pasted.
    name: Mapped[str] = mapped_column(String(200), default="")
    # The words of the file as one text, to read beside the rows.
    source: Mapped[str] = mapped_column(Text, default="")
    # As `domain.texts.outlines.packed` gives them.
    rows: Mapped[list[Any]] = mapped_column(JSON)
    # What no row holds, in sentences; and words of the file that stand in none, each run with those around it (`Gap`),
    # which were one text once.
    unread: Mapped[list[str]] = mapped_column(default=list)
    missing: Mapped[list[Any]] = mapped_column(JSON, default=list)
    # What was corrected at a time, so that it is taken back at a time.
    corrections: Mapped[list[Any]] = mapped_column(JSON, default=list)
    # What stands in the boxes of the form, by their names.
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict)

    def outline(self) -> list[Row]:
        """With all corrections."""
        return corrected(unpacked(self.rows), self._all())

    def _all(self) -> list[Correction]:
        return [correction for group in self.corrections for correction in unpacked_corrections(group)]
