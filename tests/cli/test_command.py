"""The `deliberate` command: the right exit code, and one line for a setting that makes no sense."""

from __future__ import annotations

import pytest

from tests.cli.said import Deliberate, one_line


@pytest.mark.parametrize(
    "arguments", [["import"], ["serve", "--no-such"], ["no-such"], ["user", "role", "Ada", "king"]]
)
def test_using_a_command_wrongly_ends_with_two(deliberate: Deliberate, arguments: list[str]) -> None:
    said = deliberate(*arguments)
    assert said.code == 2
    assert said.out == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [("DELIBERATE_PORT", "http"), ("DATABASE_URL", "mysql://a/b"), ("DATABASE_URL", "sqlite:////no/such/folder/x")],
)
def test_a_setting_that_makes_no_sense_is_refused_in_one_line(
    deliberate: Deliberate, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert one_line(deliberate("export"))


def test_migrating_says_from_where_to_where(deliberate: Deliberate) -> None:
    first, second = deliberate("migrate").json, deliberate("migrate").json
    assert first["from"] is None
    assert second == {"from": first["to"], "to": first["to"]}
