"""XML that nobody vouches for."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.office.markup import (
    DEPTH,
    all_named,
    attribute,
    child,
    name,
    nothing,
    number,
    parsed,
    value,
    weight,
    words_of,
)
from deliberate.formats.errors import FormatError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
LAUGHS = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 9))


def refusal(data: bytes) -> str:
    with pytest.raises(FormatError) as refused:
        parsed(data, "part.xml")
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize(
    "types",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY x "&l8;">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">',
        "<!-- a word before --><!DOCTYPE a>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_document_type_is_refused_in_every_encoding(types: str, encoding: str) -> None:
    body = "<a>&x;</a>" if "ENTITY" in types else "<a/>"
    assert refusal(f"{types}{body}".encode(encoding)) == (
        "part.xml: has a document type, which no text document needs; it is not read"
    )


def test_no_declared_encoding_hides_a_document_type() -> None:
    hidden = '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a [+ADwAIQ-ENTITY x "y">]><a>&x;</a>'
    assert refusal(hidden.encode()) == "part.xml: is not well-formed XML (line 1): it is cut off or damaged"


def test_an_entity_that_nobody_defined_is_refused() -> None:
    assert refusal(b"<a>\n&nbsp;</a>") == "part.xml: is not well-formed XML (line 2): it is cut off or damaged"


@pytest.mark.parametrize("depth", [DEPTH + 1, 300, 20_000])
def test_elements_within_elements_are_refused_where_walks_would_not_come_back(depth: int) -> None:
    nested = b"<a>" * depth + b"</a>" * depth
    assert refusal(nested) == f"part.xml: has elements within elements more than {DEPTH} deep"


def test_elements_may_stand_as_deep_as_any_document_needs() -> None:
    assert words_of(parsed(b"<a>" * DEPTH + b"deep" + b"</a>" * DEPTH, "")) == "deep"


@pytest.mark.parametrize("data", [b"", b"<a>", b"<a></b>", b"Trees", b"<a>\xff</a>", "<a>ä</a>".encode("utf-16")[:-3]])
def test_what_is_cut_off_or_no_xml_is_refused(data: bytes) -> None:
    assert refusal(data).startswith("part.xml: is not")


def test_utf_16_is_read_whatever_it_says_of_itself() -> None:
    root = parsed('<?xml version="1.0" encoding="UTF-16"?><a>Grüße</a>'.encode("utf-16"), "")
    assert root.text == "Grüße"


def test_comments_and_instructions_are_no_text() -> None:
    assert words_of(parsed(b"<a>Tr<!-- no -->ee<?no no?>s</a>", "")) == "Trees"


@pytest.mark.parametrize("namespace", [W, STRICT])
def test_names_are_the_same_in_both_kinds_of_the_standard(namespace: str) -> None:
    root = parsed(f'<x:p xmlns:x="{namespace}"><x:r x:val="1"/><x:r x:val="2"/></x:p>'.encode(), "")
    assert name(root) == "w:p"
    assert value(root, "w:r") == "1"
    assert [attribute(run, "w:val") for run in all_named(root, "w:r")] == ["1", "2"]


def test_what_is_not_there_is_none() -> None:
    root = parsed(b'<a><b c="1"/></a>', "")
    assert name(root) == "?:a"
    assert child(root, "w:p") is None
    assert child(None, "w:p", "w:r") is None
    assert attribute(None, "w:val") is None
    assert value(root, "w:p", "w:r") is None
    assert words_of(None) == ""
    assert len(nothing()) == 0


@pytest.mark.parametrize(
    ("text", "read"),
    [("12", 12), (" -3 ", -3), ("+4", 4), ("1.5", 7), ("", 7), (None, 7), ("2000000000", 7), ("9" * 5000, 7)],
)
def test_a_number_is_one_that_a_counter_reaches_or_the_default(text: str | None, read: int) -> None:
    assert number(text, 7) == read


def test_the_weight_is_that_of_elements_attributes_and_texts() -> None:
    assert weight(b"<a><c/><d></d></a>") == 301 + 129
    assert weight(b'<a b="1"/>') - weight(b"<a/>") == 240
    assert weight(b"<a>text</a>") - weight(b"<a></a>") == 130
