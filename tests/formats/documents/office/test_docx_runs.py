"""The words of a DOCX paragraph."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.passages import Passage
from tests.formats.documents.office.making import STYLES, docx, p, read_bytes, run

LINK = [("web", "hyperlink", "https://example.org/plan"), ("disk", "hyperlink", "file:///home/ada/plan.docx")]
CHARACTER_STYLES = STYLES + "".join(
    f'<w:style w:type="character" w:styleId="{style_id}"><w:name w:val="{name}"/><w:rPr>{look}</w:rPr></w:style>'
    for style_id, name, look in (("Fett", "Strong", "<w:b/>"), ("Code", "HTML Code", ""))
)


def passage(runs: str, **contents: str) -> Passage:
    return read_bytes(docx(p(runs), LINK, **contents)).passages[0]


def marks(runs: str, **contents: str) -> list[tuple[str, str, str]]:
    read = passage(runs, **contents)
    return [(str(mark.kind), read.text[mark.start : mark.end], mark.to) for mark in read.marks]


def unread(runs: str, **contents: str) -> list[str]:
    return [str(said) for said in read_bytes(docx(p(runs), LINK, **contents)).unread]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<w:t>a</w:t><w:tab/><w:t>b</w:t>", "a b"),
        ("<w:t>a</w:t><w:br/><w:t>b</w:t>", "a b"),
        ('<w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t>', "a b"),
        ("<w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t>", "co\u2011op"),
        ("<w:t>co</w:t><w:softHyphen/><w:t>op</w:t>", "coop"),
        ('<w:t>a</w:t><w:sym w:font="Wingdings" w:char="F0E0"/><w:t>b</w:t>', "a→b"),
        ("<w:t>a</w:t><w:lastRenderedPageBreak/><w:t>b</w:t>", "ab"),
        ("<w:t>a</w:t><w:delText>gone</w:delText>", "a"),
        (
            "<w:ruby><w:rubyPr/><w:rt><w:r><w:t>かん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby>",
            "漢(かん)",
        ),
        (
            "<mc:AlternateContent><mc:Choice><w:t>new</w:t></mc:Choice><mc:Fallback><w:t>new</w:t></mc:Fallback></mc:AlternateContent>",
            "new",
        ),
    ],
)
def test_what_a_run_prints_is_text(content: str, text: str) -> None:
    assert passage(f"<w:r>{content}</w:r>").text == text


@pytest.mark.parametrize("wrapper", ["w:smartTag", "w:customXml", "w:dir", "w:ins", "w:moveTo", "w:hyperlink"])
def test_runs_within_others_are_text(wrapper: str) -> None:
    assert passage(f"<{wrapper}>{run('Trees')}</{wrapper}>{run(' grow')}").text == "Trees grow"


def test_text_controls_within_a_line_are_text() -> None:
    assert (
        passage(f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{run('Trees')}</w:sdtContent></w:sdt>").text
        == "Trees"
    )


def test_changes_are_read_as_accepted_and_told() -> None:
    runs = (
        run("Trees ")
        + '<w:del w:id="1"><w:r><w:delText>never </w:delText></w:r></w:del>'
        + f'<w:ins w:id="2">{run("always ")}</w:ins>'
        + f'<w:moveFrom w:id="3">{run("here ")}</w:moveFrom>'
        + run("grow")
    )
    assert passage(runs).text == "Trees always grow"
    assert unread(runs) == ["3 tracked changes, read as accepted"]


def test_bold_and_italic_are_marks_whether_set_or_by_a_style_of_letters() -> None:
    runs = (
        run("a ", "<w:b/>")
        + run("b ", '<w:rStyle w:val="Fett"/>')
        + run("c ", '<w:rStyle w:val="Fett"/><w:b w:val="0"/>')
    )
    runs += run("d", "<w:i/>") + run("e", '<w:rStyle w:val="Code"/>')
    assert marks(runs, styles=CHARACTER_STYLES) == [("strong", "a b", ""), ("emphasis", "d", ""), ("code", "e", "")]


def test_figures_above_the_line_are_told_from_others() -> None:
    runs = run("10") + run("6", '<w:vertAlign w:val="superscript"/>') + run(" of CO")
    assert passage(runs + run("2", '<w:vertAlign w:val="subscript"/>')).text == "10⁶ of CO₂"


def test_links_lead_where_readers_can_go() -> None:
    link = '<w:hyperlink r:id="{}"{}>{}</w:hyperlink>'.format
    runs = link("web", ' w:anchor="aims"', run("the plan")) + run(" and ") + link("disk", "", run("a file"))
    runs += link("none", ' w:anchor="here"', run(" here"))
    assert marks(runs) == [("link", "the plan", "https://example.org/plan#aims")]
    assert passage(runs).text == "the plan and a file here"


def test_fields_of_one_element_are_links_too() -> None:
    simple = '<w:fldSimple w:instr=" HYPERLINK &quot;https://example.org/&quot; ">{}</w:fldSimple>'.format(run("there"))
    assert marks(run("see ") + simple) == [("link", "there", "https://example.org/")]


def test_the_sign_of_a_note_is_no_word() -> None:
    reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
    notes = "".join(f'<w:footnote w:id="{key}">{p(f"Note {key}.")}</w:footnote>' for key in (1, 2))
    read = read_bytes(docx(p(run("Trees") + own + run(" grow") + reference + run(".")), footnotes=notes))
    assert read.passages[0].text == "Trees grow."
    assert [(mark.start, mark.to) for mark in read.passages[0].marks] == [(5, "*"), (10, "1")]
    assert [(note.number, note.text) for note in read.passages[1:]] == [("*", "Note 2."), ("1", "Note 1.")]


def test_hidden_text_is_no_text_and_told() -> None:
    runs = run("Trees") + run(" are not seen", "<w:vanish/>")
    assert passage(runs).text == "Trees"
    assert unread(runs) == ["3 words of hidden text"]


def test_signs_of_unknown_fonts_are_told() -> None:
    assert unread('<w:r><w:t>Trees</w:t><w:sym w:font="Webdings" w:char="F0FE"/></w:r>') == [
        "1 sign of a font that is not known here"
    ]


def test_a_formula_stands_in_its_line() -> None:
    maths = "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
    assert passage(run("So ") + maths + run(" holds.")).text == "So a/b holds."


def test_text_from_right_to_left_is_kept_as_it_is_said() -> None:
    assert passage(run("שלום ", "<w:rtl/>") + run("עולם", "<w:rtl/>")).text == "שלום עולם"
