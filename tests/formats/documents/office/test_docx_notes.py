"""Numbers of notes in a DOCX."""

from __future__ import annotations

import pytest

from tests.formats.documents.office.making import docx, p, read_bytes, run


def call(key: int, kind: str = "footnote") -> str:
    return f'<w:r><w:t>Trees</w:t><w:{kind}Reference w:id="{key}"/></w:r>'


def notes(*keys: int, kind: str = "footnote") -> str:
    return "".join(f'<w:{kind} w:id="{key}">{p(f"Note {key}.")}</w:{kind}>' for key in keys)


def numbers(body: str, **contents: str) -> list[str | None]:
    return [passage.number for passage in read_bytes(docx(body, **contents)).passages if passage.kind == "reference"]


def test_notes_are_numbered_as_they_are_called_whatever_their_ids() -> None:
    read = read_bytes(docx(p(call(9)) + p(call(2)), footnotes=notes(2, 9)))
    assert [(passage.number, passage.text) for passage in read.passages[2:]] == [("1", "Note 9."), ("2", "Note 2.")]


@pytest.mark.parametrize("where", ["settings", "section"])
def test_format_and_first_number_are_said_for_all_or_for_the_section(where: str) -> None:
    said = '<w:footnotePr><w:numFmt w:val="upperRoman"/><w:numStart w:val="4"/></w:footnotePr>'
    if where == "settings":
        assert numbers(p(call(1)) + p(call(2)), footnotes=notes(1, 2), settings=said) == ["IV", "V"]
    else:
        body = p(call(1)) + p(call(2)) + f"<w:sectPr>{said}</w:sectPr>"
        assert numbers(body, footnotes=notes(1, 2)) == ["IV", "V"]


def test_numbers_begin_anew_in_each_section_where_it_is_said() -> None:
    section = '<w:sectPr><w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>'
    body = p(call(1)) + p(call(2), properties=section) + p(call(3)) + section
    assert numbers(body, footnotes=notes(1, 2, 3)) == ["1", "2", "1"]


def test_separators_are_no_notes_and_a_note_that_nothing_leads_to_is_told() -> None:
    separator = f'<w:footnote w:type="separator" w:id="0">{p("<w:r><w:separator/></w:r>")}</w:footnote>'
    read = read_bytes(docx(p(call(1)), footnotes=separator + notes(1, 2)))
    assert [passage.text for passage in read.passages] == ["Trees", "Note 1."]
    assert [str(said) for said in read.unread] == ["1 note that nothing leads to"]


def test_words_between_text_and_notes_are_left_out() -> None:
    separator = f'<w:footnote w:type="continuationNotice" w:id="0">{p("Goes on")}</w:footnote>'
    read = read_bytes(docx(p(call(1)), footnotes=separator + notes(1)))
    assert [(left.passage.text, str(left.why)) for left in read.left_out] == [("Goes on", "the foot of the pages")]


def test_the_sign_that_a_note_begins_with_is_not_said_twice() -> None:
    sign = run("(") + "<w:r><w:footnoteRef/></w:r>" + run(") See there.")
    read = read_bytes(
        docx(
            p(run("Trees (") + call(1).replace("Trees", "") + run(") grow.")),
            footnotes=(f'<w:footnote w:id="1">{p(sign)}</w:footnote>'),
        )
    )
    assert [passage.text for passage in read.passages] == ["Trees grow.", "See there."]


def test_a_note_may_call_another_and_even_itself() -> None:
    first = f'<w:footnote w:id="1">{p(call(2) + call(1))}</w:footnote>'
    read = read_bytes(docx(p(call(1)), footnotes=first + notes(2)))
    assert [(passage.number, passage.text) for passage in read.passages[1:]] == [("1", "TreesTrees"), ("2", "Note 2.")]


def test_what_a_deleted_call_leads_to_is_not_numbered() -> None:
    body = p(f'<w:del w:id="1">{call(1)}</w:del>' + run("Trees") + call(2))
    assert numbers(body, footnotes=notes(1, 2)) == ["1"]
