"""`deliberate user` and `moderator`: people are made, listed and given roles."""

from __future__ import annotations

from tests.cli.said import Deliberate, one_line


def test_people_are_made_listed_and_given_roles(deliberate: Deliberate) -> None:
    made = deliberate("user", "add", "Ada Ash", "--email", "ada@example.org").json
    assert (made["name"], made["role"]) == ("Ada Ash", "member")
    assert len(made["password"]) >= 16
    assert deliberate("moderator", "add", "ada ash").json["role"] == "moderator"
    assert deliberate("moderator", "remove", "Ada Ash").json["role"] == "member"
    assert deliberate("user", "role", "Ada Ash", "moderator").json["role"] == "moderator"
    assert deliberate("user", "password", "Ada Ash").json["password"] != made["password"]
    assert [person["name"] for person in deliberate("user", "list").json] == ["Ada Ash"]


def test_people_who_cannot_be_are_refused(deliberate: Deliberate) -> None:
    deliberate("user", "add", "Ada Ash")
    assert "already has this name" in one_line(deliberate("user", "add", "ADA ash"))
    assert "kept for the site" in one_line(deliberate("user", "add", "moderator"))
    assert "nobody with this name" in one_line(deliberate("moderator", "add", "Somebody"))
