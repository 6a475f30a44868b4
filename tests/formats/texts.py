"""Texts of other people, five layouts of them: made up for the tests, and the real ones whose layouts they have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deliberate.formats.documents import Document
from tests import real

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
MADE = ("numbered-principles", "no-blank-lines", "web-page", "double-spaced", "page-breaks")
REAL = ("000", "001", "002", "003", "004")


def over_texts(*cases: str | tuple[str, ...]) -> list[object]:
    """Cases of a test that begin with the name of a text; those of real ones are marked as such."""
    rows = [(case,) if isinstance(case, str) else case for case in cases]
    return [pytest.param(*row, marks=[pytest.mark.real_texts] if row[0] in REAL else [], id=row[0]) for row in rows]


def text_of(name: str) -> str:
    if name in MADE:
        return (Path(__file__).parent / "made" / f"{name}.txt").read_text("utf-8")
    files = sorted(real.folder("real_texts").glob(f"{name}_*.txt"))
    if len(files) != 1:
        pytest.fail(f"the real text {name} is not in {real.folder('real_texts')}")
    return files[0].read_text("utf-8")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def words_of(document: Document) -> list[str]:
    """Also those that were left out, at their places."""
    return words(" ".join(f"{one.number or ''} {one.text}" for one in document.whole().passages))
