"""What the server reads before the site does."""

from __future__ import annotations

import pytest
from waitress.adjustments import Adjustments

from deliberate.cli.channels import Channel


@pytest.mark.parametrize(
    ("length", "code"),
    [("9" * 5_000, 400), ("0" * 5_000, 400), ("-1", 400), ("1e9", 400), ("\xb2", 400), ("", 400), ("9" * 20, 413)],
)
def test_no_length_of_a_form_is_left_without_an_answer(length: str, code: int) -> None:
    request = Channel.parser_class(Adjustments())
    request.received(f"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n".encode("latin-1"))
    assert request.completed
    assert request.error.code == code
