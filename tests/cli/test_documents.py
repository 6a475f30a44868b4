"""`deliberate document`: the text of a proposal alone, and what changed in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.said import Deliberate, one_line
from tests.formats.documents.writing.walking import accepted, rejected


@pytest.fixture
def revised(deliberate: Deliberate, tmp_path: Path) -> None:
    """A proposal of two revisions."""
    passages = [{"anchor": "a", "kind": "paragraph", "level": 0, "text": "The lakes come first."}]
    revisions = [
        {
            "number": number,
            "created": f"2026-03-0{number}T10:00:00Z",
            "author": "Ada",
            "summary": "So.",
            "passages": [one],
        }
        for number, one in ((1, passages[0]), (2, passages[0] | {"text": "The lakes come last."}))
    ]
    (tmp_path / "first.txt").write_text("Title: Lakes\nSlug: lakes\n---\nThe lakes come first.\n")
    deliberate("import", tmp_path / "first.txt")
    site = deliberate("export").json
    site["proposals"][0] |= {"slug": "more-lakes", "title": "More lakes"}
    [first] = site["proposals"][0]["revisions"]
    site["proposals"][0]["revisions"] = [first | {key: one[key] for key in ("number", "passages")} for one in revisions]
    (tmp_path / "site.json").write_text(json.dumps(site))
    assert deliberate("import", tmp_path / "site.json").code == 0


def test_the_text_is_printed_in_the_format_that_is_named(deliberate: Deliberate, revised: None) -> None:
    said = deliberate("document", "more-lakes")
    assert said.code == 0
    assert said.out.endswith("# More lakes\n\nThe lakes come last.\n")
    assert deliberate("document", "more-lakes", "--revision", 1).out.endswith("The lakes come first.\n")
    assert deliberate("document", "more-lakes", "--format", "html").out.startswith("<!doctype html>")


def test_tracked_changes_go_into_a_file(deliberate: Deliberate, revised: None, tmp_path: Path) -> None:
    for name, asked in (("old", ("--revision", 1)), ("new", ()), ("both", ("--since", 1))):
        said = deliberate("document", "more-lakes", "--format", "docx", *asked, "-o", tmp_path / f"{name}.docx")
        assert (said.code, said.out) == (0, "")
    old, new, both = ((tmp_path / f"{name}.docx").read_bytes() for name in ("old", "new", "both"))
    assert accepted(both) == accepted(new) != accepted(old)
    assert rejected(both) == accepted(old)
    assert not list(tmp_path.glob("*.part"))


def test_what_is_not_there_is_said_in_one_line(deliberate: Deliberate, revised: None, tmp_path: Path) -> None:
    assert "there is no proposal “nowhere” here" in one_line(deliberate("document", "nowhere"))
    assert "the proposal has no revision 7" in one_line(deliberate("document", "lakes", "--revision", 7))
    assert "the proposal has no revision 9" in one_line(
        deliberate("document", "lakes", "--format", "docx", "--since", 9, "-o", tmp_path / "lakes.docx")
    )
    assert not (tmp_path / "lakes.docx").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["document"],
        ["document", "lakes", "--format", "pdf"],
        ["document", "lakes", "--revision", "0"],
        ["document", "lakes", "--revision", str(2**63)],
        ["document", "lakes", "--since", "one"],
        ["document", "lakes", "--since", "1"],
        ["document", "lakes", "--since", "1", "--format", "html"],
    ],
)
def test_it_is_used_wrongly_where_nothing_could_come_of_it(deliberate: Deliberate, arguments: list[str]) -> None:
    said = deliberate(*arguments)
    assert (said.code, said.out) == (2, "")
