"""What is kept in memory takes no more than it may."""

from __future__ import annotations

from deliberate.web.room import Room, with_its_source


def test_what_nobody_asks_for_goes_first() -> None:
    room: Room[str] = Room(2)
    for name in ("a", "b"):
        room.put(name, name)
    assert room.get("a") == "a"
    room.put("c", "c")
    assert [room.get(name) for name in ("a", "b", "c")] == ["a", None, "c"]


def test_it_holds_as_much_as_it_is_told_and_knows_how_much_that_is() -> None:
    room: Room[str] = Room(10, len)
    for name, text in (("a", "1234"), ("b", "1234"), ("a", "12"), ("c", "1234")):
        room.put(name, text)
    assert room.taken == 10
    room.put("d", "1")
    assert [room.get(name) for name in "abcd"] == ["12", None, "1234", "1"]
    assert room.taken == 7
    room.put("e", "12345678901")
    assert (room.taken, room.get("e")) == (0, None)


def test_it_can_be_emptied() -> None:
    room: Room[str] = Room(10, len)
    room.put("a", "1234")
    room.clear()
    assert (room.taken, room.get("a")) == (0, None)


def test_a_text_of_other_letters_takes_more() -> None:
    assert with_its_source("") < with_its_source("a" * 1000) < with_its_source("−" * 1000) < 5_000
