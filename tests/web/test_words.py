"""Putting sentences into the reader's language, with a German catalogue of a few words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from flask import Flask, render_template_string

from deliberate.domain.words import Capital, Sayable, Worded, both, either, say, say_in, say_many
from deliberate.web.words import _, as_text, plural, said, said_later
from tests.web.apart import app_apart
from tests.web.languages import speaking

pytestmark = pytest.mark.usefixtures("made_up_sentences")


class Kind(Worded):
    OBJECTION = "objection", say("objection")
    ANSWER = "answer", say("answer")


GERMAN = {
    "objection": "Einwand",
    "answer": "Antwort",
    "It is %(what)s.": "Das ist %(what)s.",
    ("%(num)d reply", "%(num)d replies"): ("%(num)d Antwort", "%(num)d Antworten"),
}


@pytest.fixture
def german(tmp_path: Path) -> Iterator[Flask]:
    """The application for somebody who reads German."""
    catalogue = Catalog(locale="de")
    for english, words in GERMAN.items():
        catalogue.add(english, words)
    catalogue.add("answer", "antworten", context="I want to …")
    with app_apart(tmp_path) as app, speaking(app, catalogue, tmp_path):
        yield app


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Kind.OBJECTION, "Einwand"),
        (Capital(say("answer")), "Antwort"),
        (say_in("I want to …", "answer"), "antworten"),
        (say("It is %(what)s.", what=Kind.OBJECTION), "Das ist Einwand."),
        (say("It is %(what)s.", what="answer"), "Das ist <bdi>answer</bdi>."),
        (say_many("%(num)d reply", "%(num)d replies", 1), "1 Antwort"),
        (say_many("%(num)d reply", "%(num)d replies", 0), "0 Antworten"),
        (either([Kind.OBJECTION, Kind.ANSWER, "c"]), "Einwand, Antwort oder <bdi>c</bdi>"),
        (both([Kind.OBJECTION, Kind.ANSWER]), "Einwand und Antwort"),
        ("objection", "<bdi>objection</bdi>"),
        (Capital("so <b>"), "<bdi>So &lt;b&gt;</bdi>"),
    ],
    ids=str,
)
def test_a_sentence_is_said_in_the_readers_language(german: Flask, value: Sayable, words: str) -> None:
    assert said(value) == words
    assert str(said_later(value)) == words
    assert render_template_string("{{ value | said }}", value=value) == words


def test_literals_of_views_and_templates_are_said_in_the_readers_language(german: Flask) -> None:
    assert _("It is %(what)s.", what="da") == "Das ist <bdi>da</bdi>."
    assert [plural("%(num)d reply", "%(num)d replies", number) for number in (1, 2)] == ["1 Antwort", "2 Antworten"]
    page = "{{ _('It is %(what)s.', what='<b>') }} {{ ngettext('%(num)d reply', '%(num)d replies', 2) }}"
    assert render_template_string(page) == "Das ist <bdi>&lt;b&gt;</bdi>. 2 Antworten"


def test_english_lists_have_no_comma_before_the_last_word(app: Flask) -> None:
    assert said(either(["a", "b", "c"])) == "<bdi>a</bdi>, <bdi>b</bdi> or <bdi>c</bdi>"


def test_what_a_sentence_quotes_cannot_break_the_page(app: Flask) -> None:
    sentence = say("It is %(what)s.", what="<b>\u202e")
    page = "{{ value | said }} {{ value | said | untagged }} {{ text | own }} {{ text | own | own }} {{ '' | own }}"
    assert render_template_string(page, value=sentence, text="\u2069&") == (
        "It is <bdi>&lt;b&gt;\u202e\u202c</bdi>. It is \u2068&lt;b&gt;\u202e\u202c\u2069. "
        "<bdi>&amp;</bdi> <bdi>&amp;</bdi> "
    )
    assert as_text(said(sentence)) == "It is \u2068<b>\u202e\u202c\u2069."


def test_signs_in_our_own_texts_are_signs(app: Flask) -> None:
    assert render_template_string("{{ value | said }}", value=say("post <id> & more")) == "post &lt;id&gt; &amp; more"


def test_outside_of_the_application_sentences_are_english() -> None:
    assert said(say("It is %(what)s.", what=Kind.OBJECTION)) == "It is objection."
    assert _("It is %(what)s.", what="so") == "It is so."
