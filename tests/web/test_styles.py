"""Style sheets: all rules in layers, all colours in one place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deliberate.settings import HERE

SHEETS = sorted((HERE / "static" / "css").glob("*.css"))
TOKENS = HERE / "static" / "css" / "tokens.css"
COLOURED = re.compile(
    r"(?<![\w-])(?:--[\w-]+|[\w-]*color|background|fill|stroke|(?:border|outline)[\w-]*|[\w-]*shadow)\s*:\s*([^;{}]+)"
)
# What such a value may be made of besides custom properties, lengths and angles.
WORDS = {
    *("none", "inherit", "transparent", "currentColor"),
    *("solid", "double", "dashed", "dotted", "inset", "collapse"),
    *("conic-gradient", "repeating-linear-gradient", "from", "at", "color-mix", "in", "srgb"),
}


def rules(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_every_rule_is_in_a_layer_that_has_its_place_among_the_others(path: Path) -> None:
    order = re.search(r"@layer ([\w, ]+);", rules(TOKENS))
    assert order
    depth, outermost = 0, []
    for before, brace in re.findall(r"([^{}]*)([{}])", rules(path).replace(order[0], "")):
        if depth == 0:
            outermost.append(before.strip())
        depth += 1 if brace == "{" else -1
    assert set(outermost) <= {f"@layer {name}" for name in order[1].split(", ")}


@pytest.mark.parametrize("path", [path for path in SHEETS if path != TOKENS], ids=lambda path: path.name)
def test_no_colour_is_written_down_but_among_the_tokens(path: Path) -> None:
    raw = []
    for value in COLOURED.findall(rules(path)):
        left = re.sub(r"var\(--[\w-]+\)|-?[\d.]+[a-z]*%?", "", value)
        if "#" in left or not set(re.findall(r"[a-zA-Z][\w-]*", left)) <= WORDS:
            raw.append(value)
    assert raw == []
