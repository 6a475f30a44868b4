"""All words of an ODT, in its own order."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.gaps import missing
from tests.formats.documents.office.making import odt, read_bytes

NOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    "<text:note-body><text:p>As measured.</text:p></text:note-body></text:note>"
)
RUBY = "<text:ruby-base>b</text:ruby-base><text:ruby-text>c</text:ruby-text>"
BOX = "<draw:frame><svg:desc>A tree</svg:desc><draw:text-box><text:p>Beside</text:p></draw:text-box></draw:frame>"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<text:h>Why</text:h><text:p>It <text:span>is h</text:span>ot.</text:p>", "Why\nIt is hot."),
        (f"<text:p>Plan{NOTE}t.</text:p><text:p>More</text:p>", "Plant.\nAs measured.\nMore"),
        (f"<text:p>Plan{BOX}t.</text:p>{BOX}", "Plant.\nBeside\nBeside"),
        ('<text:p>a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d</text:p>', "a b c d"),
        ("<text:tracked-changes><text:p>was</text:p></text:tracked-changes><text:p>is</text:p>", "is"),
        ("<text:h><text:number>1.</text:number>Why</text:h>", "Why"),
        ("<text:p>is<office:annotation><text:p>a comment</text:p></office:annotation></text:p>", "is"),
        (f"<text:p>a<text:ruby>{RUBY}</text:ruby></text:p>", "ab c"),
    ],
)  # fmt: skip
def test_each_paragraph_is_a_line(text: str, words: str) -> None:
    assert read_bytes(odt(text)).plain == words


def test_what_the_reader_leaves_out_without_a_row_is_missing_and_nothing_else() -> None:
    hidden = '<text:hidden-text text:is-hidden="true" text:string-value="Hidden words"/>'
    unseen = '<text:section text:display="none"><text:p>Unseen words</text:p></text:section>'
    edges = "<style:master-page><style:header><text:p>A plan</text:p></style:header></style:master-page>"
    text = f"<text:h>Why</text:h><text:p>It is hot.{NOTE}</text:p>{BOX}{unseen}<text:p>Trees {hidden} help.</text:p>"
    document = read_bytes(odt(text, styles=f"<office:master-styles>{edges}</office:master-styles>"))
    assert document.plain.startswith("A plan\nWhy\n")
    assert [gap.words for gap in missing(document.plain, document.whole().passages)] == [
        "Unseen words",
        "Hidden words",
    ]
