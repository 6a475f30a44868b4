"""Tags within the words of a Markdown text."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.documents.html_runs import Runs
from deliberate.formats.documents.markdown_tags import Tags, is_known, without_comments
from deliberate.formats.documents.unread import Unread
from deliberate.formats.documents.wording import Wording


def written(*parts: str) -> Passage:
    words, unread = Wording(), Unread()
    runs = Runs(words, unread)
    tags = Tags(runs, unread)
    for part in parts:
        if part.startswith("<"):
            tags.tag(part)
        else:
            runs.text(part)
    tags.end()
    words.add(" after")
    passage = words.passage(PassageKind.PARAGRAPH)
    assert passage is not None
    return passage


def test_tags_mark_words_up_to_their_end_or_that_of_the_paragraph() -> None:
    passage = written("<b>", "old", "</b>", " mill ", "<a href='https://a.example?a=1&amp;b=2'>", "pond")
    assert passage.text == "old mill pond after"
    assert passage.marks == (Mark(0, 3, MarkKind.STRONG), Mark(9, 13, MarkKind.LINK, "https://a.example?a=1&b=2"))


def test_what_ends_without_a_beginning_is_nothing() -> None:
    assert written("old", "</b>", "</i>") == Passage("", PassageKind.PARAGRAPH, 0, "old after")


@pytest.mark.parametrize(("tag", "text"), [("<br/>", "a b after"), ("<BR>", "a b after"), ("<wbr>", "ab after")])
def test_a_line_break_is_a_space(tag: str, text: str) -> None:
    assert written("a", tag, "b").text == text


def test_a_word_in_brackets_stands_for_itself() -> None:
    assert written("see ", "<name of it>").text == "see <name of it> after"
    assert not is_known("town")
    assert all(map(is_known, ("B", "blink", "my-element", "o:p")))


def test_blocks_lose_their_comments_which_are_counted() -> None:
    unread = Unread()
    assert without_comments("<p>a<!-- b --><town></p><!-- c", unread) == "<p>a&lt;town></p>"
    assert unread.comments == 2
