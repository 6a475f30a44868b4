"""Reading in a process of its own: what comes back, and what does not get further than that process."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest

from deliberate.formats import apart
from deliberate.formats.apart import Limits, read_apart
from deliberate.formats.documents import Document
from deliberate.formats.errors import FormatError
from tests.formats import readers

WORDS = "Bäume".encode()
# Enough for a process to start on a busy machine.
ROOMY = Limits(seconds=20, patience=10)


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The processes of a test; none is left when it ends."""
    processes: list[subprocess.Popen[bytes]] = []

    class Popen(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            processes.append(self)

    monkeypatch.setattr(apart.subprocess, "Popen", Popen)
    yield processes
    assert all(process.returncode is not None for process in processes)


def reading(name: str, limits: Limits = ROOMY) -> Document:
    return read_apart("tests.formats.readers", name, BytesIO(WORDS), limits)


def refusal(name: str, limits: Limits = ROOMY) -> str:
    with pytest.raises(FormatError) as refused:
        reading(name, limits)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_the_document_is_the_one_that_the_reader_gives() -> None:
    assert reading("gives") == readers.gives(BytesIO(WORDS))


def test_its_refusal_is_the_same_sentence() -> None:
    with pytest.raises(FormatError) as here:
        readers.refuses(BytesIO())
    with pytest.raises(FormatError) as there:
        reading("refuses")
    assert there.value.why == here.value.why


def test_it_starts_without_the_site() -> None:
    assert reading("names_site").title == "False"


def test_who_eats_memory_is_stopped() -> None:
    pytest.importorskip("resource")
    assert refusal("eats", Limits(seconds=20, megabytes=200)) == "reading it takes more than 200 MB of memory"


def test_who_never_ends_is_stopped_by_the_processor_or_by_the_clock() -> None:
    pytest.importorskip("resource")
    assert refusal("loops", Limits(seconds=1, patience=60)) == "reading it takes more than 1 second"
    assert refusal("sleeps", Limits(seconds=1, patience=3)) == "reading it takes more than 3 seconds"


@pytest.mark.parametrize("name", ["dies", "leaves", "babbles", "gives_nonsense", "is_not_there"])
def test_who_dies_or_says_nothing_of_use_is_refused(name: str) -> None:
    assert refusal(name) == "reading it broke off: it is damaged, or takes more than 300 MB of memory"


def test_what_went_wrong_with_a_reader_is_kept_for_the_log() -> None:
    with pytest.raises(FormatError, match="^reading it broke off") as refused:
        reading("fails")
    assert "no such tree" in str(refused.value.__cause__)


def test_a_file_that_is_too_large_is_refused_before_anything_starts(started: list[subprocess.Popen[bytes]]) -> None:
    with pytest.raises(FormatError, match="^the file is larger than 1 MB$"):
        read_apart("tests.formats.readers", "gives", BytesIO(bytes(1_000_001)), Limits(largest=1))
    assert started == []


def test_larger_files_are_given_more_time() -> None:
    limits = Limits(seconds=3.5, seconds_a_megabyte=5, most=60)
    assert [limits.seconds_for(size) for size in (0, 300_000, 2_000_000, 40_000_000)] == [4, 5, 14, 60]


def test_threads_read_side_by_side() -> None:
    with ThreadPoolExecutor(4) as threads:
        assert {document.title for document in threads.map(reading, ["gives"] * 4)} == {WORDS.decode()}
