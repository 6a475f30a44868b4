"""What a web page says of itself."""

from __future__ import annotations

from datetime import date

from lxml.etree import _Element as Element

from deliberate.formats.documents.html_page import parsed
from deliberate.formats.documents.html_properties import read
from deliberate.formats.documents.properties import Properties


def said(head: str, body: str = "<p>x</p>", html: str = "") -> Properties:
    tree: Element = parsed(f"<html {html}><head>{head}</head><body>{body}</body></html>")
    return read(tree, next(tree.iter("p")))


def test_everything_a_page_may_say() -> None:
    assert said(
        """<title>Plan - Town</title><meta name="DC.title" content="Plan"><meta name=author content=" Ada ">
        <meta name=author content=Ben><meta property="article:published_time" content="2026-03-01T10:00Z">
        <meta name=description content="Short  one."><meta name=keywords content="town, parks,">
        <link rel="license" href="https://a.example/by"><link rel=canonical href="https://a.example/plan">""",
        html="lang=pt-br",
    ) == Properties(
        "Plan", ("Ada", "Ben"), date(2026, 3, 1), "pt-BR", "https://a.example/by", "Short one.", ("town", "parks"),
        "https://a.example/plan",
    )  # fmt: skip


def test_the_title_is_without_the_name_of_the_site() -> None:
    assert said("<title>Plan – Town</title><meta property='og:site_name' content=Town>").title == "Plan"
    assert said("<title>Town</title><meta property='og:site_name' content=Town>").title == "Town"
    assert said("<title>Plan</title>", "<p>x</p><svg><title>Arrow</title></svg>").title == "Plan"


def test_the_language_is_that_of_the_text() -> None:
    assert said("", "<div lang=fr><p>x</p></div>", "lang=en").language == "fr"
    assert said("<meta http-equiv=content-language content=de>").language == "de"
    assert said("", html="lang=x").language == ""


def test_addresses_are_no_names_and_what_is_no_day_is_none() -> None:
    found = said(
        "<meta name=author content='https://a.example/ada'><meta name=date content=spring><link rel=canonical href=/x>"
    )
    assert (found.authors, found.created, found.source) == ((), None, "")


def test_a_licence_may_be_a_link_in_the_text_or_a_sentence() -> None:
    assert (
        said("", "<p><a rel='nofollow license' href='https://a.example/by'>BY</a></p>").licence
        == "https://a.example/by"
    )
    assert said("<meta name=dcterms.rights content='All may copy it'>").licence == "All may copy it"
