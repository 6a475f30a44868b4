"""What is wrong with a file."""

from __future__ import annotations

from deliberate.domain.words import Explained, Sayable, say


class FormatError(Explained):
    """A file cannot be read; the text is one line that says where (which `line`, or `at` what) and why."""

    def __init__(self, why: Sayable, *, line: int | None = None, at: str = "") -> None:
        if line is not None:
            why = say("line %(line)d: %(why)s", line=line, why=why)
        if at:
            why = say("%(at)s: %(why)s", at=at, why=why)
        super().__init__(why)
