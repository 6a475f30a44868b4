"""Where the five real texts are, and words of a text in order."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from deliberate.formats.documents import Document

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
REAL = Path(os.environ.get("DELIBERATE_REAL_TEXTS") or ROOT.parent / "shared" / "seeds")


def real_text(number: str) -> str:
    """The one of the five texts whose file name begins with the number."""
    files = sorted(REAL.glob(f"{number}_*.txt"))
    if len(files) != 1:
        pytest.fail(f"The real text {number} is not in {REAL}; set DELIBERATE_REAL_TEXTS to their folder.")
    return files[0].read_text("utf-8")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def words_of(document: Document) -> list[str]:
    return words(" ".join(f"{one.number or ''} {one.text}" for one in document.passages))
