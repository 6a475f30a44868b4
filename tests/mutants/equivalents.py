"""Changes that no test can notice, with the reason: the list in `equivalents.txt`."""

from __future__ import annotations

from pathlib import Path

LIST = Path(__file__).parent / "equivalents.txt"

Key = tuple[str, str, str]


def equivalents(text: str) -> dict[Key, str]:
    """The reason of each change by its key. A paragraph each: where, what stands there, what in its place, the reason.

    Raises ValueError for a paragraph that is not like that. Lines with # are comments.
    """
    found: dict[Key, str] = {}
    for paragraph in "\n".join(line for line in text.splitlines() if not line.startswith("#")).split("\n\n"):
        match paragraph.strip("\n").splitlines():
            case [where, before, after, *why] if before.startswith("- ") and after.startswith("+ ") and why:
                found[where, before[2:], after[2:]] = " ".join(why)
            case [_, *_]:
                raise ValueError(f"not where, -, + and why:\n{paragraph}")
    return found
