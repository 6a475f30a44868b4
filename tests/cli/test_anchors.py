"""`deliberate analyse anchors`: where the passages of one file went in another one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.said import Deliberate

OLD = """# Seats

Ward North elects three councillors.

Ward South elects three councillors.

The council buys two buses, and the drivers are trained in spring. The old town route is closed to cars.

- Owners must keep dogs on a lead in the park at all times.
- The first lamp stands by the door of the mill.
"""
NEW = """# Seats

Ward South elects three councillors.

Ward West elects three councillors.

The council buys two buses, and the drivers are trained in spring.

The old town route is closed to cars.

- Owners need not keep dogs on a lead in the park at any time.
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(OLD)
    new.write_text(NEW)
    return old, new


def fate(old: str, *new: str, candidates: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"old": old, "new": [*new], "certain": not candidates, "candidates": [*candidates]}


FATES = [
    fate("seats", "seats"),
    fate("ward-north-elects-three-councillors", candidates=("ward-west-elects-three-councillors",)),
    fate("ward-south-elects-three-councillors", "ward-south-elects-three-councillors"),
    fate("the-council-buys-two-buses-and", "the-council-buys-two-buses-and", "the-old-town-route-is-closed"),
    fate("owners-must-keep-dogs-on-a", "owners-need-not-keep-dogs-on"),
    fate("the-first-lamp-stands-by-the"),
]


def test_for_each_passage_it_prints_where_that_went_in_the_anchors_of_the_new_document(
    deliberate: Deliberate, files: tuple[Path, Path]
) -> None:
    said = deliberate("analyse", "anchors", *files)
    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out) == {"passages": FATES}


def test_what_a_dry_run_printed_is_as_good_and_keeps_its_anchors(
    deliberate: Deliberate, files: tuple[Path, Path], tmp_path: Path
) -> None:
    lists = []
    for side, file in zip("ab", files, strict=True):
        printed = json.loads(deliberate("import", "--dry-run", "--json", file).out)
        for place, passage in enumerate(printed["passages"]):
            passage["anchor"] = f"{side}{place}"
        lists.append(tmp_path / f"{side}.json")
        lists[-1].write_text(json.dumps(printed))
    found = json.loads(deliberate("analyse", "anchors", *lists).out)["passages"]
    assert [each["old"] for each in found] == [f"a{place}" for place in range(6)]
    assert [each["new"] for each in found] == [["b0"], [], ["b1"], ["b3", "b4"], ["b5"], []]
    assert found[1]["candidates"] == ["b2"]
    mixed = json.loads(deliberate("analyse", "anchors", lists[0], files[1]).out)["passages"]
    assert [each["new"] for each in mixed] == [each["new"] for each in FATES]


def test_a_document_is_all_kept_in_itself(deliberate: Deliberate, files: tuple[Path, Path]) -> None:
    found = json.loads(deliberate("analyse", "anchors", files[0], files[0]).out)["passages"]
    assert found == [fate(each["old"], each["old"]) for each in FATES]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"passages": [{"anchor": "a"}]}', "passages[0].kind: is missing"),
        (b'{"format": "deliberate/1", "people": [], "proposals": []}', "passages: is missing"),
        (b"{\n", "line 2, column 1: not JSON"),
        (b"first\n \0", "line 2: a NUL character; this is not a text file"),
    ],
)
def test_a_file_that_is_wrong_is_named_in_one_line(
    deliberate: Deliberate, files: tuple[Path, Path], tmp_path: Path, content: bytes, says: str
) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_bytes(content)
    for arguments in ((wrong, files[1]), (files[0], wrong)):
        said = deliberate("analyse", "anchors", *arguments)
        assert (said.code, said.out) == (1, "")
        [line] = said.err.splitlines()
        assert line.startswith(f"deliberate: {wrong}: {says}")


def test_several_printed_at_once_are_not_taken_for_a_text(
    deliberate: Deliberate, files: tuple[Path, Path], tmp_path: Path
) -> None:
    both = tmp_path / "both.json"
    both.write_text(deliberate("import", "--dry-run", "--json", *files).out)
    said = deliberate("analyse", "anchors", both, files[1])
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"deliberate: {both}: ")


def test_a_file_that_is_not_there_is_named_and_one_file_is_wrong_usage(
    deliberate: Deliberate, files: tuple[Path, Path], tmp_path: Path
) -> None:
    said = deliberate("analyse", "anchors", files[0], tmp_path / "nowhere")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"deliberate: {tmp_path / 'nowhere'}: ")
    for arguments in ((files[0],), (*files, files[0])):
        said = deliberate("analyse", "anchors", *arguments)
        assert (said.code, said.out) == (2, "")
        assert "Usage: deliberate analyse anchors" in said.err
