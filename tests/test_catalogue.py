"""Everything the site says can be translated: it is in the catalogue's template, and that is up to date."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from jinja2 import Environment, nodes

from deliberate.domain.words import say, say_in, say_many
from deliberate.web.words import said
from tests import catalogue
from tests.reading import NAMES, words_of

# How many texts come first in a call, by what is called.
TEXTS = {"_": 1, "gettext": 1, "ngettext": 2, "plural": 2, "later": 1, "say": 1, "say_in": 2, "say_many": 2}

CODE = sorted((catalogue.ROOT / "deliberate").rglob("*.py"))
PAGES = sorted((catalogue.ROOT / "templates").rglob("*.html"))
JINJA = Environment(extensions=["jinja2.ext.i18n"])  # noqa: S701  # reads templates, renders nothing


def test_the_template_is_what_extraction_finds_now(tmp_path: Path) -> None:
    catalogue.extract(tmp_path / "messages.pot")
    assert (tmp_path / "messages.pot").read_text() == catalogue.TEMPLATE.read_text(), "make messages"


def test_a_text_for_one_and_for_many_have_the_same_places() -> None:
    plurals = [message.id for message in catalogue.template() if isinstance(message.id, tuple)]
    assert len(plurals) > 50
    assert [texts for texts in plurals if places(texts[0]) != places(texts[1])] == []


def places(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[\d.]*[a-z]", text))


def name(file: Path) -> str:
    return str(file.relative_to(catalogue.ROOT))


@pytest.mark.parametrize("file", CODE, ids=name)
def test_code_says_literals_only(file: Path) -> None:
    """What is put together before it is said is in no catalogue; nor is what is said within an f-string."""
    module = ast.parse(file.read_text())
    made = [text for text in said_by(module) if not isinstance(text, ast.Constant)]
    made += [text for node in ast.walk(module) if isinstance(node, ast.JoinedStr) for text in said_by(node)]
    assert made == [], [ast.unparse(text) for text in made]


def said_by(code: ast.AST) -> list[ast.expr]:
    calls = [node for node in ast.walk(code) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    return [text for call in calls for text in call.args[: TEXTS.get(ast.unparse(call.func), 0)]]


@pytest.mark.parametrize("file", PAGES, ids=name)
def test_templates_say_literals_only(file: Path) -> None:
    for call in JINJA.parse(file.read_text()).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            assert all(isinstance(text, nodes.Const) for text in call.args[: TEXTS.get(call.node.name, 0)]), call


@pytest.mark.parametrize("file", PAGES, ids=name)
def test_templates_hold_no_words_by_themselves(file: Path) -> None:
    source = "".join(printed(JINJA.parse(file.read_text())))
    without_macros_of_attributes = re.sub(r'^(\w+="[^"]*" ?)+$', "", source, flags=re.MULTILINE)
    assert set(words_of(without_macros_of_attributes)) <= NAMES


def printed(node: nodes.Node) -> Iterator[str]:
    """What a template prints by itself, on every way through it; 0 for what it computes."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.TemplateData):
            yield child.data
        elif isinstance(child, nodes.Expr):
            yield "0" if isinstance(node, nodes.Output) else ""
        elif not (isinstance(child, nodes.Block) and child.name == "body_class"):
            yield from printed(child)


def test_what_is_said_without_being_in_the_template_is_noticed(app: Flask, made_up_sentences: None) -> None:
    text, many = "Nobody extracted this.", "Nobody extracted these."
    str(say(text))
    assert catalogue.unknown == {(text, "", "")}
    said(say_in("a verb", text)), said(say_many(text, many, 2))
    assert catalogue.unknown == {(text, "", ""), (text, "", "a verb"), (text, many, "")}
    catalogue.unknown.clear()
    render_template_string("{{ _('A template says this.') }}")
    assert catalogue.unknown == {("A template says this.", "", "")}
