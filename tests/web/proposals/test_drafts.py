"""A text that is corrected row by row before it is put up."""

from __future__ import annotations

import html
import re
from importlib import import_module
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from deliberate.actions import drafting
from deliberate.models import Draft, Passage, Proposal
from deliberate.queries import drafts
from tests.cast import Cast, Client
from tests.formats.documents.office.making import docx, p, run
from tests.formats.documents.pdfs import Line, pdf

TEXT = "# The idea\n\nWork is offered at home. It is paid.\n\n1. Trial: It lasts three years.\n2. Vote: Then all vote."
UNSEEN = run("Skip this", "<w:vanish/>")
DETAILS = {
    "title": "Work at home",
    "summary": "Offer work where people live.",
    "topics": "migration, work",
    "authors": "An Institute; Somebody Else",
    "source": "The archive",
}


@pytest.fixture
def ben(cast: Cast) -> Client:
    return cast.browser(cast.ben)


@pytest.fixture
def draft(ben: Client) -> str:
    answer = ben.send("/proposals/new", {**DETAILS, "text": TEXT})
    assert answer.status_code == 303
    return str(answer.location)


def rows(page: str) -> list[tuple[str, str]]:
    """What each row is, and what it says."""
    found = re.findall(r'<li id="row-\d+".*?</select>.*?<p dir="auto">(.*?)</p>', page, re.DOTALL)
    shapes = re.findall(r'<option value="([^"]*)" selected', page)
    return list(zip(shapes, (html.unescape(re.sub("<[^>]*>", "", words)).strip() for words in found), strict=True))


def correct(browser: Client, address: str, steps: int, **given: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in given.items()}
    return browser.send(address, {**DETAILS, "steps": str(steps), **named})


def test_a_text_is_shown_row_by_row_beside_its_source_and_nothing_is_put_up(
    session: Session, ben: Client, draft: str
) -> None:
    page = ben.get(draft).text
    assert rows(page) == [
        ("heading-1", "Work at home"),
        ("heading-2", "The idea"),
        ("text", "Work is offered at home. It is paid."),
        ("item-1", "1. Trial: It lasts three years."),
        ("item-1", "2. Vote: Then all vote."),
    ]
    assert html.unescape(page.partition('<div class="draft-source-text"')[2].partition("</div>")[0]).endswith(TEXT)
    assert 'value="An Institute; Somebody Else"' in page
    assert session.scalars(select(Proposal)).all() == []


def test_what_is_corrected_is_kept_and_put_up(session: Session, ben: Client, draft: str) -> None:
    assert correct(ben, draft, 0, row_1="text", row_3="heading-3", row_4="left-out").status_code == 303
    assert correct(ben, draft, 1, split="2:25").status_code == 303
    assert [shape for shape, _ in rows(ben.get(draft).text)] == [
        *("heading-1", "text", "text", "text", "heading-3", "left-out")
    ]
    answer = correct(ben, draft, 2, do="publish")
    assert (answer.status_code, answer.location) == (303, "/proposals/work-at-home")
    passages = session.execute(select(Passage.kind, Passage.text, Passage.number).order_by(Passage.position)).all()
    assert [tuple(passage) for passage in passages] == [
        ("heading", "Work at home", None),
        ("paragraph", "The idea", None),
        ("paragraph", "Work is offered at home.", None),
        ("paragraph", "It is paid.", None),
        ("heading", "Trial: It lasts three years.", "1."),
    ]
    proposal = session.scalars(select(Proposal)).one()
    assert (proposal.authors, proposal.source) == (["An Institute", "Somebody Else"], "The archive")
    assert session.scalars(select(Draft)).all() == []
    assert ben.get(draft).status_code == 404


def test_rows_that_join_do_not_move_others_that_change_with_them(ben: Client, draft: str) -> None:
    correct(ben, draft, 0, row_2="joined", row_3="joined", row_4="quotation")
    assert rows(ben.get(draft).text) == [
        ("heading-1", "Work at home"),
        ("heading-2", "The idea Work is offered at home. It is paid. 1. Trial: It lasts three years."),
        ("quotation", "2. Vote: Then all vote."),
    ]


def test_each_step_is_taken_back_and_what_is_typed_stays(ben: Client, draft: str) -> None:
    before = rows(ben.get(draft).text)
    correct(ben, draft, 0, row_1="text", row_2="joined")
    correct(ben, draft, 1, row_1="left-out", title="Another title")
    assert correct(ben, draft, 2, do="undo", summary="A new summary.").status_code == 303
    assert rows(ben.get(draft).text)[1] == ("text", "The idea Work is offered at home. It is paid.")
    correct(ben, draft, 1, do="undo", summary="A new summary.", title="Another title")
    page = ben.get(draft).text
    assert rows(page) == before
    assert 'value="A new summary."' in page
    assert 'value="Another title"' in page
    assert correct(ben, draft, 0, do="undo").status_code == 303, "nothing to take back"


def test_rows_that_changed_in_another_window_are_shown_as_they_are_now(ben: Client, draft: str) -> None:
    correct(ben, draft, 0, row_1="text")
    answer = correct(ben, draft, 0, row_2="left-out", title="Typed meanwhile")
    assert answer.status_code == 409
    assert "The rows were changed in another window." in answer.text
    assert rows(answer.text)[2][0] == "text"
    assert 'value="Typed meanwhile"' in answer.text
    assert correct(ben, draft, 0, do="publish").status_code == 409


@pytest.mark.parametrize("given", [{"split": "2:0"}, {"split": "99:4"}, {"row_0": "joined"}])
def test_a_correction_that_cannot_be_changes_nothing_and_says_why(
    ben: Client, draft: str, given: dict[str, str]
) -> None:
    before = rows(ben.get(draft).text)
    answer = correct(ben, draft, 0, row_1="text", **given)
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
    assert rows(ben.get(draft).text) == before


@pytest.mark.parametrize(
    "given",
    [
        {"row_99": "text"},
        {"row_x": "text"},
        {"row_1": "poem"},
        {"split": "x:y"},
        {"split": "\u00b2:3"},
        {"split": f"{9**30}:3"},
        {f"row_{9**30}": "text"},
    ],
)
def test_what_no_form_of_ours_sends_is_as_if_it_were_not_there(ben: Client, draft: str, given: dict[str, str]) -> None:
    before = rows(ben.get(draft).text)
    assert correct(ben, draft, 0, **given).status_code == 303
    assert rows(ben.get(draft).text) == before


def test_what_is_missing_is_said_before_it_is_put_up(session: Session, ben: Client, draft: str) -> None:
    answer = correct(ben, draft, 0, do="publish", title="", summary="")
    assert answer.status_code == 400
    assert "Give it a title" in answer.text
    nothing = {f"row_{number}": "left-out" for number in range(5)}
    answer = correct(ben, draft, 0, do="publish", **nothing)
    assert answer.status_code == 400
    assert "No row is left that could be put up." in answer.text
    assert session.scalars(select(Proposal)).all() == []


def test_nobody_else_sees_a_draft(cast: Cast, ben: Client, draft: str) -> None:
    for other in (cast.ada, cast.mo):
        assert cast.browser(other).get(draft).status_code == 404
        assert correct(cast.browser(other), draft, 0, row_1="text").status_code == 404
        assert correct(cast.browser(other), draft, 0, do="discard").status_code == 404
    assert cast.visitor.get(draft).status_code == 401
    assert cast.visitor.send(draft, {"steps": "0"}).status_code == 401
    assert len(rows(ben.get(draft).text)) == 5


def test_what_was_begun_is_found_again_until_it_is_thrown_away(ben: Client, draft: str) -> None:
    assert f'<a href="{draft}">' in ben.get("/proposals/new").text
    answer = correct(ben, draft, 0, do="discard", title="")
    assert (answer.status_code, answer.location) == (303, "/proposals/new")
    assert draft not in ben.get("/proposals/new").text


def test_of_many_drafts_the_oldest_gives_way(
    session: Session, ben: Client, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "MOST_DRAFTS", 2)
    others = [str(ben.send("/proposals/new", {"text": f"{TEXT} {number}"}).location) for number in range(2)]
    assert [ben.get(address).status_code for address in (draft, *others)] == [404, 200, 200]


def test_no_more_steps_are_kept_than_can_be_gone_through(
    ben: Client, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "MOST_STEPS", 1)
    assert correct(ben, draft, 0, row_1="text").status_code == 303
    assert correct(ben, draft, 1, row_1="item-1").status_code == 409
    assert correct(ben, draft, 1, title="No step").status_code == 303


def test_a_long_text_comes_in_pages_and_one_stays_on_its_own(ben: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "ROWS", 3)
    address = f"{ben.send('/proposals/new', {**DETAILS, 'text': TEXT}).location}?page=2"
    assert [words for _, words in rows(ben.get(address).text)] == [
        "1. Trial: It lasts three years.",
        "2. Vote: Then all vote.",
    ]
    assert correct(ben, address, 0, row_4="text").location == address
    assert rows(ben.get(address).text)[1] == ("text", "2. Vote: Then all vote.")


def upload(browser: FlaskClient, content: bytes, name: str, **fields: str) -> TestResponse:
    assert isinstance(browser, Client)
    return browser.send("/proposals/new", {"file": (BytesIO(content), name), **fields})


def test_a_file_tells_its_title_and_what_is_typed_goes_before_it(ben: Client) -> None:
    content = b"Title: Benches\nAuthors: The canal group\nSummary: More benches.\n---\nSit down.\n"
    page = ben.get(str(upload(ben, content, "benches.txt").location)).text
    assert 'value="Benches"' in page
    assert 'value="The canal group"' in page
    assert "benches.txt" in page
    assert "stand in no row" not in page
    other = ben.get(str(upload(ben, content, "benches.txt", title="Seats").location)).text
    assert 'value="Seats"' in other
    assert 'value="More benches."' in other


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.html", b"<nav>Skip this</nav><main><h1>Oaks</h1><p>Nobody fells one."),
        ("plan.docx", docx(p("Oaks", "berschrift1") + p(f"{run('Nobody fells one.')}{UNSEEN}"))),
        ("plan.pdf", pdf([Line("Oaks", y=700, size=18.0, font="bold"), Line("Nobody fells one.", y=660)])),
    ],
)  # fmt: skip
def test_a_file_of_any_kind_stands_beside_its_rows_and_what_they_miss_is_told(
    ben: Client, name: str, content: bytes
) -> None:
    page = ben.get(str(upload(ben, content, name).location)).text
    source = html.unescape(page.partition('<div class="draft-source-text"')[2].partition("</div>")[0])
    assert "Oaks" in source
    assert "Nobody fells one." in source
    assert ("Skip this" in source) == (name != "plan.pdf") == ("Words of the source that stand in no row" in page)


GERMAN = "Die Bänke am Kanal sind alt, und das ist nicht zu ändern. Zehn sind von der Stadt."


def chosen(page: str) -> tuple[str, bool]:
    """The language in its box, and whether it is said to be guessed."""
    box = page.partition('id="language"')[2].partition("</select>")[0]
    [option] = re.findall(r'<option selected value="([^"]*)"', box)
    return option, "Guessed from the words" in page


def test_a_language_is_guessed_and_shown_and_can_be_changed(session: Session, ben: Client) -> None:
    address = str(ben.send("/proposals/new", {**DETAILS, "text": GERMAN}).location)
    assert chosen(ben.get(address).text) == ("de", True)
    assert correct(ben, address, 0, row_0="heading-2").status_code == 303
    assert chosen(ben.get(address).text) == ("de", True), "a form without the box leaves it"
    correct(ben, address, 1, row_0="quotation", language="nl")
    assert chosen(ben.get(address).text) == ("nl", False)
    correct(ben, address, 2, row_0="text", language="xx")
    assert chosen(ben.get(address).text) == ("nl", False), "no language of the list"
    correct(ben, address, 3, do="publish", language="fr")
    assert session.scalars(select(Proposal)).one().language == "fr"
    assert '<div class="document" lang="fr">' in ben.get("/proposals/work-at-home").text


def test_a_language_that_the_file_says_is_no_guess_and_one_that_nobody_knows_is_none(
    session: Session, ben: Client
) -> None:
    page = ben.get(str(upload(ben, f"---\nlang: gsw-CH\n---\n# Bänke\n\n{GERMAN}".encode(), "a.md").location)).text
    assert chosen(page) == ("gsw-CH", False)
    address = str(upload(ben, b"# 2027\n\nNordheim 5\n", "a.md", **DETAILS).location)
    page = ben.get(address).text
    assert chosen(page) == ("", False)
    assert "its words do not tell it" in page
    correct(ben, address, 0, do="publish")
    assert session.scalars(select(Proposal)).one().language == ""


def test_a_file_that_cannot_be_read_is_refused_in_one_line_and_what_was_typed_stays(ben: Client) -> None:
    answer = upload(ben, b"\0\1\2", "picture.txt", title="Typed")
    assert answer.status_code == 400
    assert 'value="Typed"' in answer.text
    assert 'class="field-error"' in answer.text


def test_a_file_that_is_too_large_is_not_read(ben: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("deliberate.web.proposals.new"), "LARGEST_FILE", 1000)
    assert upload(ben, b"x" * 2000, "long.txt").status_code == 413


def test_words_of_the_source_that_no_row_holds_are_told(session: Session, ben: Client, draft: str) -> None:
    assert "Words of the source that stand in no row" not in ben.get(draft).text
    row = session.scalars(select(Draft)).one()
    row.missing, row.unread = ["the third of it", ["half ", "a <page>", ", then"]], ["2 pictures"]
    session.commit()
    page = ben.get(draft).text
    assert "… the third of it …" in page
    assert "… half <mark>a &lt;page&gt;</mark>, then …" in page
    assert "2 pictures" in page
