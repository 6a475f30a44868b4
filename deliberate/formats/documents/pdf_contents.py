"""Tables of contents of a PDF without tags: entries below each other, each with the number of its page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from deliberate.formats.documents.pdf_furniture import page_number
from deliberate.formats.documents.pdf_lines import Line
from deliberate.formats.documents.shapes import names_contents

_LEADER = re.compile(r"(?:\s?[.…·_]){3,}\s*(\d{1,4}|[ivxlc]{1,6})$", re.IGNORECASE)
# So many entries are no chance, if the pages of nearly all rise.
_ENTRIES, _RISING = 3, 0.8


def contents(lines: Sequence[Line]) -> set[Line]:
    """Of lines below each other those of a table of contents, its heading among them.

    Entries have leaders up to the numbers of their pages, or stand below a heading that names them; a line between two
    of them is the beginning of a long one.
    """
    pages = {at: page for at, line in enumerate(lines) if (page := _page_of(line)) is not None}
    runs: list[list[int]] = []
    for at in pages:
        if runs and at - runs[-1][-1] <= 2:
            runs[-1].append(at)
        else:
            runs.append([at])
    found: set[Line] = set()
    for run in runs:
        rising = sum(pages[one] <= pages[other] for one, other in pairwise(run))
        is_named = run[0] > 0 and names_contents(lines[run[0] - 1].text)
        led = sum(bool(_LEADER.search(lines[at].text)) for at in run)
        if len(run) >= _ENTRIES and rising >= _RISING * (len(run) - 1) and (is_named or led > len(run) / 2):
            found |= set(lines[run[0] - is_named : run[-1] + 1])
    return found


def _page_of(line: Line) -> int | None:
    """The page that an entry names, if it is one."""
    if leader := _LEADER.search(line.text):
        return page_number(leader[1])
    *before, last = line.cells
    return page_number(last.text) if before and last.text.isdecimal() and len(last.text) <= 4 else None
