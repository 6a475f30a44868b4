from __future__ import annotations

import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.web.packing import Effort, encoding, is_worth_it, packed, zstd


@pytest.mark.parametrize(
    ("accepted", "used"),
    [
        *(("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0.1, gzip;q=0.9", "gzip"), ("deflate", "")),
        *(("br;q=0", ""), ("gzip;q=x", ""), ("", ""), ("identity", ""), ("gzip;level=1;q=0.5", "gzip"), ("*", "")),
        *(("zstd", "zstd"), ("gzip, zstd", "zstd"), ("zstd;q=0.5, gzip", "gzip")),
    ],
)
def test_a_browser_is_sent_what_it_can_unpack(accepted: str, used: str) -> None:
    assert encoding(accepted, Effort.KEPT) == used
    assert encoding(accepted, Effort.FOR_EVER) == used, "what is kept has one name for both"


def test_what_has_to_be_quick_is_packed_by_the_quickest() -> None:
    assert encoding("gzip, deflate, br, zstd", Effort.ONCE) == "zstd"
    assert encoding("gzip, deflate, br", Effort.ONCE) == "br"


@given(data=st.binary(max_size=2_000), effort=st.sampled_from(Effort))
def test_what_is_packed_is_what_it_was(data: bytes, effort: Effort) -> None:
    assert brotli.decompress(packed(data, "br", effort)) == data
    assert zlib.decompress(packed(data, "gzip", effort), 31) == data
    assert zstd.decompress(packed(data, "zstd", effort)) == data


def test_small_answers_and_pictures_travel_as_they_are() -> None:
    assert is_worth_it("text/html", 5_000)
    assert is_worth_it("image/svg+xml", 5_000)
    assert not is_worth_it("text/html", 100)
    assert not is_worth_it("image/png", 5_000)
