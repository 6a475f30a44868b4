"""`deliberate import` and `export`: what goes in comes out, and what is wrong is said in one line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from deliberate.formats import registry
from deliberate.formats.errors import FormatError
from deliberate.formats.sites import Site
from tests.cli.said import Deliberate, one_line
from tests.formats.titles import TITLES
from tests.patience import PATIENCE

RAW = "Rivers\n\nIntroduction\n\nEvery river is cleaned within ten years, and nobody pays.\n"


@pytest.fixture
def one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "FORMATS", (*registry.FORMATS, TITLES))


def test_a_proposal_goes_in_and_comes_out(deliberate: Deliberate, lakes: Path) -> None:
    assert deliberate("import", lakes).json["proposals"][0]["slug"] == "lakes"
    [proposal] = deliberate("export").json["proposals"]
    assert proposal["revisions"][0]["passages"][-1]["text"] == "The lakes come next."


def test_an_export_goes_through_a_file_and_another_site_unchanged(
    deliberate: Deliberate, lakes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliberate("import", lakes)
    first = tmp_path / "site.json"
    assert deliberate("export", "-o", first).out == ""
    monkeypatch.setenv("DELIBERATE_DATA", str(tmp_path / "another"))
    assert deliberate("import", first).code == 0
    assert deliberate("export", "lakes").out == first.read_text()


def test_the_form_of_an_export_is_named_and_kept(deliberate: Deliberate, lakes: Path, one_more: None) -> None:
    deliberate("import", lakes)
    assert deliberate("export", "--format", "titles").out == "Lakes"
    assert deliberate("export", "--format", "json").out == deliberate("export").out
    for unknown in ("nothing", "text", "votes", ""):
        said = deliberate("export", "--format", unknown)
        assert said.code == 2
        assert said.out == ""
        assert "the formats are: json, titles" in said.err


def test_the_help_says_what_an_export_cannot_hold(deliberate: Deliberate) -> None:
    assert "json cannot hold what is not public: e-mail addresses" in " ".join(deliberate("export", "-h").out.split())


def test_a_dry_run_prints_what_it_read_and_writes_nothing(deliberate: Deliberate, data: Path, lakes: Path) -> None:
    found = deliberate("import", "--dry-run", "--json", lakes).json
    assert set(found) == {"title", "passages", "messages"}
    assert set(found["passages"][-1]) == {"anchor", "kind", "level", "text"}
    assert not data.exists()


def test_a_plain_text_can_be_imported(deliberate: Deliberate, tmp_path: Path) -> None:
    file = tmp_path / "raw.txt"
    file.write_text(RAW)
    assert deliberate("import", file).json["proposals"][0]["passages"] >= 2


def test_a_language_that_is_guessed_is_said_and_kept(deliberate: Deliberate, tmp_path: Path) -> None:
    file = tmp_path / "flüsse.txt"
    file.write_text("Flüsse\n\nEinleitung\n\nDie Flüsse werden in zehn Jahren gereinigt, und das ist nicht zu spät.\n")
    assert "flüsse.txt: guessed: its language, de\n" in deliberate("import", file).err
    assert deliberate("export").json["proposals"][0]["language"] == "de"
    file.write_text("Budget 2027\n\nNordheim\n")
    assert "guessed" not in deliberate("import", file).err
    assert [one["language"] for one in deliberate("export").json["proposals"]] == ["", "de"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00", "not UTF-16-LE"),
        (b"{", "line 1, column 2"),
        (b'{"format": "deliberate/1"}', "people: is missing"),
        (b"Title: A\nnonsense", "line 2"),
        (b"a\0b", "NUL"),
        (b"Title: A\n\0\xff", "line 2: not UTF-8 text (byte 10)"),
    ],
)
def test_a_broken_file_is_refused_with_its_name_and_the_place(
    deliberate: Deliberate, tmp_path: Path, content: bytes, says: str
) -> None:
    file = tmp_path / "broken"
    file.write_bytes(content)
    for arguments in (["import", file], ["import", "--dry-run", "--json", file]):
        line = one_line(deliberate(*arguments))
        assert "broken: " in line
        assert says in line


def test_one_broken_file_keeps_the_others_out(deliberate: Deliberate, tmp_path: Path, lakes: Path) -> None:
    (tmp_path / "broken").write_text("{")
    one_line(deliberate("import", lakes, tmp_path / "broken"))
    assert deliberate("export").json["proposals"] == []


def test_the_same_file_twice_is_refused(deliberate: Deliberate, lakes: Path) -> None:
    deliberate("import", lakes)
    assert "“lakes” already" in one_line(deliberate("import", lakes))


def test_a_file_or_proposal_that_is_not_there_is_named(deliberate: Deliberate, tmp_path: Path) -> None:
    assert "nowhere.txt: " in one_line(deliberate("import", tmp_path / "nowhere.txt"))
    assert "nothing-like-it" in one_line(deliberate("export", "nothing-like-it"))


def test_an_export_that_fails_leaves_the_file_as_it_was_and_no_other(
    deliberate: Deliberate, lakes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliberate("import", lakes)
    file = tmp_path / "out" / "site.json"
    file.parent.mkdir()

    def broken(site: Site) -> Iterator[bytes]:
        yield b"{"
        raise FormatError("the disk is gone")

    failing = replace(TITLES, writer=broken)
    monkeypatch.setattr(registry, "FORMATS", (*registry.FORMATS, failing))
    assert "the disk is gone" in one_line(deliberate("export", "--format", "titles", "-o", file))
    assert list(file.parent.iterdir()) == []
    deliberate("export", "-o", file)
    before = file.read_bytes()
    deliberate("export", "--format", "titles", "-o", file)
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_a_site_comes_in_and_goes_out_by_pipes(deliberate: Deliberate, lakes: Path, tmp_path: Path) -> None:
    deliberate("import", lakes)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(pipe.read_bytes)
        assert deliberate("export", "-o", pipe).code == 0
        content = read.result(PATIENCE)
        assert content.decode() == deliberate("export").out
        written = pool.submit(pipe.write_bytes, content)
        assert deliberate("import", "--dry-run", pipe).json == {
            "proposals": [{"slug": "lakes", "title": "Lakes", "posts": 0}]
        }
        written.result(PATIENCE)
    assert pipe.is_fifo()


def test_what_is_left_out_of_a_document_is_named_and_can_be_kept(deliberate: Deliberate, tmp_path: Path) -> None:
    words = " ".join(["The board meets each month and everybody may come and speak about what is planned."] * 3)
    pages = "\n\n".join(f"{words} It is part {number}.\n\n\n[Page {number}]\f" for number in range(1, 5))
    file = tmp_path / "board.txt"
    file.write_text(f"How the Board Decides\n\n{pages}")
    found = deliberate("import", "--dry-run", "--json", file)
    assert [line for line in found.err.splitlines() if line.startswith("board.txt: left out: [Page 2]")]
    assert "[Page 2]" not in [passage["text"] for passage in found.json["passages"]]
    whole = deliberate("import", "--dry-run", "--json", "--keep-all", file)
    assert "left out" not in whole.err
    assert "[Page 2]" in [passage["text"] for passage in whole.json["passages"]]


def test_what_no_passage_holds_is_named(deliberate: Deliberate, tmp_path: Path) -> None:
    file = tmp_path / "weir.md"
    file.write_text("# The weir\n\nIt leaks.\n\n<!-- for the editors: ask again -->\n\n![The weir](weir.png)\n")
    said = deliberate("import", file).err
    assert "weir.md: not read: " in said
    assert "picture" in said
