"""The part of a page that is its text."""

from __future__ import annotations

import pytest
from lxml import etree

from deliberate.formats.documents.html_page import Sizes, around, main_part, parsed

LONG = "<p>The town needs a plan that says what is to be done.</p>"


@pytest.mark.parametrize(
    ("body", "part"),
    [
        (LONG, "body"),
        (f"<div role=main id=m>{LONG}</div><p>beside</p>", "m"),
        (f"<main id=m><article id=a>{LONG}</article><p>beside</p></main>", "a"),
        (f"<main id=m><article id=a>short</article>{LONG}</main>", "m"),
        (f"<article id=a>{LONG}</article><article>short</article>", "a"),
        (f"<main id=m><article>{LONG}</article><article>{LONG}</article></main>", "m"),
        (f"<main></main>{LONG}", "body"),
        (f"<main id=m>{LONG}<aside><article>{LONG}</article></aside></main>", "m"),
        (f"<article id=a>{LONG}<article>{LONG}</article></article>", "a"),
    ],
)
def test_it_is_the_article_or_what_is_called_the_main_part_or_all(body: str, part: str) -> None:
    tree = parsed(f"<html><body>{body}</body></html>")
    found = main_part(tree, Sizes(tree))
    assert (found.get("id") or found.tag) == part


def test_letters_are_counted_without_what_nobody_sees_and_links_apart() -> None:
    tree = parsed("<body><p>ab <a href=/>cd</a><script>xyz</script>ef</p></body>")
    sizes = Sizes(tree)
    (paragraph,) = tree.iter("p")
    assert (sizes.letters[paragraph], sizes.linked[paragraph]) == (6, 2)
    assert sizes.share_of_links(paragraph) == pytest.approx(1 / 3)


def test_what_stands_around_the_part_is_everything_else_once() -> None:
    tree = parsed("<body><i>a</i><div><b>c</b><main>d</main><u>e</u></div><p>f</p></body>")
    (main,) = tree.iter("main")
    assert [etree.tostring(one, method="text").decode() for one in around(main)] == ["c", "e", "a", "f"]
