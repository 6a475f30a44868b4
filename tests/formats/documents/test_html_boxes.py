"""What stands beside the text of a page, and what only looks so."""

from __future__ import annotations

import pytest

from tests.formats.documents.passages import of_page, unread

TEXT = "<h1>Plan</h1><p>The town needs a plan that says what is to be done in the next ten years, and by whom.</p>"
LINKS = "<a href=/a>One</a> <a href=/b>Two</a> <a href=/c>Three</a>"


@pytest.mark.parametrize(
    "box",
    [
        f"<nav>{LINKS}</nav>", f"<div role=navigation>{LINKS}</div>", "<aside>News</aside>", "<footer>Town</footer>",
        f"<header><img alt=Arms>{LINKS}</header>", "<form>Search <input></form>", "<dialog open>Hello</dialog>",
        "<div class='cookie-bar'>Cookies? <button>Yes</button></div>", f"<ul class='main-menu'><li>{LINKS}</ul>",
        f"<ul><li>{LINKS}</ul>", "<p hidden>Secret</p>", "<p style='display: none'>Secret</p>",
        "<p aria-hidden=true>a star</p>", "<p class='sr-only'>Heard</p>", "<div class=noprint>Edit</div>",
        "<a class=skip-link href='#t'>Skip</a>", "<noscript>Turn it on</noscript>",
        "<div class=breadcrumbs>Home › Plan</div>", f"<div id=share>Share: {LINKS}</div>",
        f"<table><tr><td>{LINKS}<td></table>",
    ],
)  # fmt: skip
def test_boxes_are_left_out_and_counted(box: str) -> None:
    document = of_page(f"<body>{box}{TEXT}")
    assert [one.text for one in document.passages][0] == "Plan"
    assert len(document.passages) == 2
    assert any("beside the text" in said for said in unread(document))


@pytest.mark.parametrize(
    "part",
    [
        "<header><h2>About</h2></header>", "<form><h2>About</h2></form>", "<p hidden=until-found>About</p>",
        "<section id=cookies><p>About</p></section>", "<div class=menu><p>About <a href=/a>lunch</a></p></div>",
        "<ul><li><a href='#a'>About</a></ul>", "<article><footer>About</footer></article>",
        "<span class=navy>About</span>", f"<h2>About</h2><ul><li>{LINKS}</ul>",
        "<h2 id=menu><a href='#menu'>About</a></h2>", "<p>To: <a class=nav-link href=/about>About</a></p>",
    ],
)  # fmt: skip
def test_parts_of_the_text_are_kept(part: str) -> None:
    document = of_page(f"<body>{part}{TEXT}")
    assert "About" in " ".join(one.text for one in document.passages)
    assert unread(document) == []


def test_what_holds_most_of_the_words_is_no_box_whatever_it_is_called() -> None:
    assert len(of_page(f"<body><form class=menu><aside>{TEXT}</aside></form>").passages) == 2


def test_a_box_with_notes_that_the_text_calls_is_kept() -> None:
    page = f"<body>{TEXT}<p>Weir<sup><a href='#n'>1</a></sup></p><footer><p id=n>Survey</p></footer>"
    assert of_page(page).passages[-1].text == "Survey"


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("<tr><td>a<td>b<tr><td>c<td>d", 2),
        ("<tr><td>a<td>b", 0),
        ("<tr><td>a<tr><td>b", 0),
        ("<tr><th>a<td>b", 1),
        ("<tr><td><h2>a</h2><td>b<tr><td>c<td>d", 0),
        (f"<tr><td>a<td>{'word ' * 200}<tr><td>c<td>d", 0),
    ],
)
def test_data_has_rows_and_columns_or_heads(table: str, rows: int) -> None:
    found = of_page(f"<body>{TEXT}<table>{table}</table>").passages
    assert sum(str(one.kind) == "table" for one in found) == rows
