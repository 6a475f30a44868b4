"""`deliberate demo`: a made-up site that says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.said import Deliberate, one_line


def test_a_demo_is_marked_is_the_same_for_the_same_number_and_leaves_other_sites_alone(
    deliberate: Deliberate, lakes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bodies(folder: str, number: int) -> list[str]:
        monkeypatch.setenv("DELIBERATE_DATA", str(tmp_path / folder))
        assert deliberate("demo", "--posts", 15, "--people", 10, "--seed-number", number).json["posts"] == 15
        site = deliberate("export").json
        assert site["simulated"] is True
        return [post["body"] for proposal in site["proposals"] for post in proposal["posts"]]

    assert bodies("a", 1) == bodies("b", 1) != bodies("c", 2)
    assert deliberate("doctor").json["ok"]
    assert deliberate("demo").json["new"] is False
    monkeypatch.setenv("DELIBERATE_DATA", str(tmp_path / "real"))
    deliberate("import", lakes)
    assert "not empty" in one_line(deliberate("demo"))
