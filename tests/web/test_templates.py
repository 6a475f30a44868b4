"""Templates: lines that can be read, and parts that say what they need."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest
from flask import Flask
from jinja2 import meta, nodes

from deliberate.settings import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PARTS = [path for path in TEMPLATES if path.name.startswith("_")]


def test_no_line_of_a_template_is_longer_than_160_letters_and_half_of_them_have_50_at_the_most() -> None:
    lines = [line for path in TEMPLATES for line in path.read_text().splitlines() if line.strip()]
    assert [line for line in lines if len(line) > 160] == []
    assert median(map(len, lines)) <= 50


@pytest.mark.parametrize("path", PARTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_part_of_a_page_needs_nothing_but_its_arguments_and_what_every_template_knows(app: Flask, path: Path) -> None:
    part = app.jinja_env.parse(path.read_text())
    set_here = {name.name for name in part.find_all(nodes.Name) if name.ctx == "store"}
    assert meta.find_undeclared_variables(part) - {*app.jinja_env.globals, *set_here, "kwargs"} == set()
