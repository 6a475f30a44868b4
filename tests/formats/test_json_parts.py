"""JSON part by part is what it is as a whole, wherever the parts begin; and so is what is wrong with it."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable, Collection
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from deliberate.formats import json_parts
from deliberate.formats.decoding import utf_8
from deliberate.formats.errors import FormatError
from deliberate.formats.json_parts import Lists, encoded, opened
from deliberate.formats.json_reader import parsed

LISTS: Lists = {"a": {}, "b": {"c": {"a": {}}, "é": {}}}
SITE = json.dumps(
    {
        "format": "deliberate/1",
        "a": [{"x": 1.5e-7, "y": None}, [], "“é” \\u00e9 \\ud83d\\ude00 𝔸", -120, True, {}],
        "b": [{"c": [{"a": [1, 2]}, {"a": 3}], "é": [], "d": {"e": [12345678901234567890]}}, 7, {"c": {}}],
    },
    ensure_ascii=False,
    indent=1,
)
KEYS = st.sampled_from([*"abcé", "", "\n"])
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@pytest.fixture(params=[1, 2, 7, 16 * 1024])
def chunk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(json_parts, "_CHUNK", request.param)
    return int(request.param)


def whole(value: object) -> object:
    """With lists for what stays in the file."""
    if isinstance(value, dict):
        return {key: whole(one) for key, one in value.items()}
    return [*map(whole, value)] if isinstance(value, Collection) and not isinstance(value, str) else value


def outcome(read: Callable[[], object]) -> object:
    try:
        return read()
    except FormatError as error:
        return str(error)


def in_parts(content: bytes) -> object:
    return outcome(lambda: whole(opened(BytesIO(content), LISTS).value))


def at_once(content: bytes) -> object:
    return outcome(lambda: parsed(utf_8(content)).value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(value=st.dictionaries(KEYS, VALUES, max_size=4), indent=st.sampled_from([None, 2]))
def test_what_is_read_in_parts_is_what_the_parser_reads(chunk: int, value: dict[str, Any], indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    assert in_parts(text.encode()) == value
    assert in_parts(b"\xef\xbb\xbf \n" + text.encode() + b"\n ") == value


def test_a_list_is_read_again_whenever_it_is_gone_through_also_while_another_is(chunk: int) -> None:
    lists = opened(BytesIO(SITE.encode()), LISTS).value
    a, b = lists["a"], lists["b"]
    assert isinstance(a, Collection)
    assert isinstance(b, Collection)
    pairs = [(whole(one), whole(other), whole(a)) for one, other in zip(a, b, strict=False)]
    expected = json.loads(SITE)
    assert pairs == [(one, other, expected["a"]) for one, other in zip(expected["a"], expected["b"], strict=False)]
    assert len(a) == 6
    assert 7 in b
    assert 8 not in b


def test_wherever_a_file_ends_too_early_the_same_is_said(chunk: int) -> None:
    content = SITE.encode()
    for end in range(len(content)):
        assert in_parts(content[:end]) == at_once(content[:end]), content[:end]


@pytest.mark.parametrize("wrong", ["]", "}", ",", ":", '"', "x", "\x00", "\\", "\n", "1", "-", "{", "["])
def test_whatever_does_not_belong_there_the_same_is_said(chunk: int, wrong: str) -> None:
    content = SITE.encode()
    for at in range(0, len(content), 3):
        changed = content[:at] + wrong.encode() + content[at:]
        assert in_parts(changed) == at_once(changed), changed


@pytest.mark.parametrize(
    "content",
    [b"", b"[1]", b'"a"', b'{"a": [1,]}', b'{"a": 1, "a": [2]}', b'{"b": [{"c": [], "c": []}]}', b'{"a": [\xff]}']
    + [b'{\n"b": [\n"\xc3"]}', b'{"a": [' + b"1" * 5000 + b"]}", b'{"a": ' + b"[" * 100_000, b'{"a": []} 1'],
)
def test_what_is_no_object_of_lists_is_refused_as_by_the_whole_parser(chunk: int, content: bytes) -> None:
    said = outcome(lambda: [whole(opened(BytesIO(content), LISTS).value), parsed(utf_8(content))][0])
    assert in_parts(content) == at_once(content) == said


def test_a_long_file_takes_little_memory() -> None:
    posts = ",".join(json.dumps({"id": number, "body": "x" * 200}) for number in range(8_000))
    file = BytesIO(f'{{"b": [{{"c": [{posts}]}}]}}'.encode())
    tracemalloc.start()
    [proposal] = opened(file, LISTS).value["b"]  # type: ignore[misc]
    assert sum(len(post["body"]) for post in proposal["c"]) == 1_600_000
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 300_000


def iterating(value: Any) -> Any:
    """With iterators for its lists, at any depth."""
    if isinstance(value, dict):
        return {key: iterating(one) for key, one in value.items()}
    return map(iterating, value) if isinstance(value, list) else value


@example({"a": [{"a": {"a": []}}]})
@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_what_is_written_in_parts_is_what_is_written_at_once(value: dict[str, Any]) -> None:
    value = {"z": [], **value, "y": [[]]}
    in_turn = {key: map(iterating, one) if isinstance(one, list) else one for key, one in value.items()}
    assert "".join(encoded(in_turn)) == json.dumps(value, ensure_ascii=False, indent=1)
