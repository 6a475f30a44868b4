"""Bold words, links, notes and tables of a document on its pages."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from deliberate.domain.texts import passages as domain
from deliberate.domain.texts.marks import HEAD, Mark, MarkKind
from deliberate.domain.texts.passages import PassageKind
from deliberate.models import Passage
from deliberate.web.markdown.marks import marked_up
from tests.cast import Cast
from tests.factories import ProposalFactory, RevisionFactory

KINDS = {"s": MarkKind.STRONG, "e": MarkKind.EMPHASIS, "c": MarkKind.CODE}


def html(text: str, *marks: Mark, **notes: str) -> str:
    return str(marked_up(text, marks, notes)).replace(' rel="nofollow ugc noopener"', "")


@pytest.mark.parametrize(
    ("marks", "shown"),
    [
        ([(0, 4, "s")], "<strong>Some</strong> words &lt;here&gt;"),
        ([(5, 10, "e"), (0, 16, "s")], "<strong>Some <em>words</em> &lt;here</strong>&gt;"),
        ([(0, 10, "s"), (5, 17, "e")], "<strong>Some <em>words</em></strong><em> &lt;here&gt;</em>"),
        ([(0, 4, "s"), (4, 4, "e")], "<strong>Some</strong> words &lt;here&gt;"),
        ([(0, 17, "c")], "<code>Some words &lt;here&gt;</code>"),
    ],
)
def test_marked_words_stand_in_their_tags(app: Flask, marks: list[tuple[int, int, str]], shown: str) -> None:
    with app.test_request_context():
        assert html("Some words <here>", *(Mark(start, end, KINDS[kind]) for start, end, kind in marks)) == shown


@pytest.mark.parametrize(
    ("address", "leads"),
    [("https://a.example/x", True), ("MAILTO:a@b.example", True)]
    + [
        (address, False)
        for address in ("javascript:alert(1)", "file:///etc/passwd", "//a.example", "data:text/html,x", "")
    ],
)
def test_only_links_to_the_web_and_to_mail_lead_somewhere(app: Flask, address: str, leads: bool) -> None:
    with app.test_request_context():
        shown = html("See this.", Mark(4, 8, MarkKind.LINK, address))
    assert shown == (f'See <a href="{address}">this</a>.' if leads else "See this.")


def test_what_an_address_holds_does_not_break_out_of_it(app: Flask) -> None:
    with app.test_request_context():
        shown = html("this", Mark(0, 4, MarkKind.LINK, 'https://a.example/"><script>'))
    assert shown == '<a href="https://a.example/&#34;&gt;&lt;script&gt;">this</a>'


def test_addresses_in_the_words_are_links_but_not_within_links_and_code(app: Flask) -> None:
    address = "https://a.example"
    with app.test_request_context():
        assert html(f"See {address}", Mark(0, 3, MarkKind.STRONG)).count("<a ") == 1
        assert html(address, Mark(0, len(address), MarkKind.LINK, "https://b.example")).count("<a ") == 1
        assert "<a " not in html(address, Mark(0, len(address), MarkKind.CODE))


def test_a_note_leads_to_its_passage_where_there_is_one(app: Flask) -> None:
    with app.test_request_context():
        shown = html("It leaks.", Mark(9, 9, MarkKind.NOTE, "1"), Mark(2, 2, MarkKind.NOTE, "2"), **{"1": "survey"})
    assert shown == (
        'It<sup>2</sup> leaks.<sup><a class="note" href="#survey" aria-label="Note \u20681\u2069">1</a></sup>'
    )


marks = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from(sorted(set(MarkKind)))), max_size=6)


@given(st.text("ab <&>\u05d0", min_size=12, max_size=12), marks)
def test_whatever_is_marked_the_words_are_all_there_and_the_tags_are_nested(
    text: str, given: list[tuple[int, int, MarkKind]]
) -> None:
    spans = [Mark(*sorted((a, b)), kind, "https://a.example") for a, b, kind in given if kind is not MarkKind.NOTE]
    shown = str(marked_up(text, spans, {}))
    words = unescape(re.sub("<[^>]*>", "", shown))
    assert re.sub("[\u2066-\u2069]", "", words) == text
    open_tags: list[str] = []
    for closes, tag in re.findall("<(/?)([a-z]+)[^>]*>", shown):
        if not closes:
            open_tags.append(tag)
        else:
            assert open_tags.pop() == tag
    assert open_tags == []


@pytest.fixture
def page(session: Session, cast: Cast) -> str:
    proposal = ProposalFactory(slug="weir", title="Upkeep of the weir")
    cells = (Mark(0, 3, MarkKind.CELL, HEAD), Mark(6, 10, MarkKind.CELL, HEAD))
    days = (Mark(0, 6, MarkKind.CELL), Mark(0, 6, MarkKind.STRONG), Mark(9, 10, MarkKind.CELL))
    RevisionFactory(
        proposal_id=proposal.id,
        author_id=proposal.owner_id,
        number=2,
        passages=Passage.rows(
            domain.Passage(anchor, kind, 0, text, number, given)
            for anchor, kind, text, number, given in (
                ("leaks", PassageKind.PARAGRAPH, "The weir leaks.", None, (Mark(15, 15, MarkKind.NOTE, "1"),)),
                ("day-from", PassageKind.TABLE, "Day | From", None, cells),
                ("monday", PassageKind.TABLE, "Monday | 9", None, days),
                ("script", PassageKind.CODE, "sort <ballots>\nuniq", None, ()),
                ("asked", PassageKind.QUOTATION, "We were never asked.", None, ()),
                ("survey", PassageKind.REFERENCE, "Survey, page 4.", "1", ()),
                ("other", PassageKind.REFERENCE, "Nobody calls this.", "2", ()),
            )
        ),
    )
    proposal.revision = 2
    session.commit()
    return cast.visitor.get("/proposals/weir").text


def test_a_note_and_the_words_that_call_it_lead_to_each_other(page: str) -> None:
    assert 'leaks.<sup><a class="note" href="#survey"' in page
    assert re.search(r'<a class="number" href="#leaks" aria-label="Back to the words of note .*?">1</a>', page)
    assert '<span class="number">2</span>' in page


def test_a_table_is_a_table_whose_rows_are_passages(page: str) -> None:
    table = page.partition("<table>")[2].partition("</table>")[0]
    assert re.findall(r'<tr id="([^"]*)"', table) == ["day-from", "monday"]
    assert re.findall(r'<th dir="auto">(.*?)</th>', table) == ["Day", "From"]
    assert re.findall(r'<td dir="auto">(.*?)</td>', table) == ["<strong>Monday</strong>", "9"]
    assert table.count("/proposals/weir/passages/monday") == 1


def test_code_keeps_its_lines_and_a_quotation_is_one(page: str) -> None:
    assert "<code>sort &lt;ballots&gt;\nuniq</code></pre>" in page
    assert '<blockquote dir="auto"><p>We were never asked.</p></blockquote>' in page
