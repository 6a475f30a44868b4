"""All words of a web page, in its own order."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.html_page import parsed
from deliberate.formats.documents.html_plain import plain


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<nav>Home</nav><h1>Oaks</h1><p>They\n  <b>sta</b>nd.<aside>By</aside>", "Home\n\nOaks\n\nThey stand.\nBy"),
        ("<p hidden>Unseen</p><button>Send</button>", "Unseen\nSend"),
        ("a<br>b<table><tr><td>c</td><td>d</td></tr></table>", "a\nb\n\nc\n\nd"),
        ("<pre>if x:\n    y</pre> <p>z", "if x:\n    y\n\nz"),
        ("<p>wood<del>en</del><ins>stone</ins> <!-- no -->end<script>no()</script>!", "wood en stone end!"),
        ("<style>no</style><title>no</title>yes", "yes"),
    ],
)  # fmt: skip
def test_each_block_is_a_line_and_what_nobody_reads_is_none(page: str, words: str) -> None:
    assert plain(parsed(f"<html><body>{page}")) == words
