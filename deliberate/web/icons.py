"""One sign for each label and status, drawn with a stroke in a square of 16; pages and the map share them."""

from __future__ import annotations

from markupsafe import Markup

from deliberate.domain.labels import Label
from deliberate.domain.statuses import Status

_GLASS = "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3L14 14"

LABELS: dict[Label, str] = {
    Label.SUPPORT: "M3 9l3.5 4L13 4",
    Label.OBJECTION: "M8 2.5v7M8 12.5v1",
    Label.CONDITION: "M5 7V5a3 3 0 0 1 6 0v2M3.5 7h9v6.5h-9z",
    Label.ALTERNATIVE: "M3 8h4l5-5M7 8l5 5M9.5 3H12v2.5M9.5 13H12v-2.5",
    Label.AMENDMENT: "M3 13l1-3.5L11 2.5l2.5 2.5-7 7zM9.5 4L12 6.5",
    Label.QUESTION: "M5.5 5.5a2.5 2.5 0 1 1 3.7 2.2C8.3 8.2 8 8.7 8 10M8 12.5v1",
    Label.ANSWER: "M3 4v4h9M9 5l3 3-3 3",
    Label.REBUTTAL: "M4 4l8 8M12 4l-8 8",
    Label.SAFEGUARD: "M8 2l5 2v4c0 3-2 5-5 6.5C5 13 3 11 3 8V4z",
    Label.CONCESSION: "M4 14V2.5h8L9.5 5.5 12 8.5H4",
    Label.EVIDENCE: f"{_GLASS}M5 7h4M7 5v4",
    Label.COUNTER_EVIDENCE: f"{_GLASS}M5 7h4",
    Label.COMMENT: "M2.5 3.5h11v7H8l-3 3v-3H2.5z",
}

STATUSES: dict[Status, str] = {
    Status.OPEN: "M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3z",
    Status.CONTESTED: "M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3zM8 3v10M9.5 4v8M11 5v6M12.3 6.5v3",
    Status.ANSWERED: "M3 8.5l3.5 4L13 4",
    Status.CONCEDED: "M4 14V2.5h8L9.5 5.5 12 8.5H4",
    Status.ADDRESSED: "M3 13l1-3.5L11 2.5l2.5 2.5-7 7z",
    Status.RESOLVED: "M1 8.5l3 4L9.5 5M7.5 11.5l1 1L15 4",
}


_PATHS = {str(name): path for name, path in (*LABELS.items(), *STATUSES.items())}


def icon(name: str) -> Markup:
    """The sign for a label or a status; a decoration, since its word stands beside it."""
    return Markup('<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="{}"/></svg>').format(_PATHS[name])
