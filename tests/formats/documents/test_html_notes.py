"""Notes of web pages, by role and by shape."""

from __future__ import annotations

import pytest

from tests.formats.documents.passages import of_page

SHAPES = {
    "pandoc": """<p>Weir<a href="#fn1" id="fnref1" role="doc-noteref"><sup>1</sup></a></p>
        <aside role="doc-endnotes"><ol><li id=fn1><p>Survey<a href="#fnref1" role="doc-backlink">↩︎</a></ol></aside>""",
    "wiki": """<p>Weir<sup id="c1"><a href="#n1">[1]</a></sup></p>
        <ol><li id="n1"><b><a href="#c1">^</a></b> Survey</ol>""",
    "brackets": """<p>Weir<sup>[<a href="#n1">1</a>]</sup></p><div id="n1">[1] Survey</div>""",
    "office": """<p>Weir<a class="anc" name="a1" href="#s1"><sup>1</sup></a></p>
        <div id="sd1"><p><a class="sym" name="s1" href="#a1">1</a>Survey</p></div>""",
    "named before": """<p>Weir<a name="back"></a><a href="#note">(1)</a></p>
        <p><a name="note"></a>Survey <a href="#back">↑</a></p>""",
    "to the paragraph": """<p id="p4">Weir<a href="#n1">1</a></p><p id="n1">1. Survey <a href="#p4">↩</a></p>""",
    "epub": """<p>Weir<a epub:type="noteref" href="#n1">1</a></p>
        <aside epub:type="footnote" id="n1"><p>Survey</p></aside>""",
    "saved": """<p>Weir<a href="plan.html#n1" id="c1"><sup>1</sup></a></p>
        <p id="n1"><a href="plan.html#c1">1</a> Survey</p>""",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_note_is_a_reference_and_its_sign_is_no_word(shape: str) -> None:
    first, *_, last = of_page(f"<body><h1>Plan</h1>{shape}").passages[1:]
    assert (first.text, [(mark.start, mark.to) for mark in first.marks]) == ("Weir", [(4, "1")])
    assert (str(last.kind), last.number, last.text) == ("reference", "1", "Survey")


def test_a_note_of_several_paragraphs_is_one_reference_called_from_several_places() -> None:
    page = (
        '<body><p>Weir<sup><a id="a" href="#n">*</a></sup> and mill<sup><a id="b" href="#n">*</a></sup></p>'
        "<h2>Notes</h2>"
        '<div id="n"><p><a href="#a">*</a> <a href="#b">*</a> Survey,</p><p>page 4</p></div><p>End</p>'
    )
    document = of_page(page)
    assert [(str(one.kind), one.text) for one in document.passages] == [
        ("paragraph", "Weir and mill"),
        ("heading", "Notes"),
        ("paragraph", "End"),
        ("reference", "Survey, page 4"),
    ]
    assert [(mark.start, mark.to) for mark in document.passages[0].marks] == [(4, "*"), (13, "*")]


@pytest.mark.parametrize(
    "page",
    [
        '<p>See <a href="#aims">3</a></p><h2 id="aims">Aims</h2>',
        '<p>Go to <a href="#p2">2</a></p><div id="p2"><p>The next page.</p></div>',
        '<p>x<sup>2</sup> and <sup><a href="https://a.example/#n">1</a></sup></p><p id="n">Text</p>',
        '<p>See<a id="r" href="#long">the long story of it</a></p><p id="long">It <a href="#r">goes back</a></p>',
        '<p id="self">Back<sup><a href="#self">1</a></sup></p>',
    ],
)
def test_other_links_to_places_call_no_note(page: str) -> None:
    document = of_page(f"<body>{page}")
    assert not [one for one in document.passages if str(one.kind) == "reference"]
    assert not [mark for one in document.passages for mark in one.marks if str(mark.kind) == "note"]


def test_a_note_that_nothing_calls_is_kept() -> None:
    notes = '<section role="doc-endnotes"><ol><li>Survey</li></ol></section><div role="doc-footnote">Other</div>'
    page = f"<body><p>Weir</p>{notes}"
    assert [(str(one.kind), one.number, one.text) for one in of_page(page).passages] == [
        ("paragraph", None, "Weir"),
        ("reference", None, "Survey"),
        ("reference", None, "Other"),
    ]
