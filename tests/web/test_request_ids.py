"""Every answer has a number, by which the log knows the request."""

from __future__ import annotations

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from deliberate.extensions import db
from tests.cast import Cast


@pytest.mark.parametrize("given", ["0123456789abcdef", "a-proxy.names_it-123"])
def test_a_request_keeps_the_number_that_a_proxy_gave_it(cast: Cast, given: str) -> None:
    assert cast.visitor.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "a number with spaces", "<script>alert</script>", "é" * 12])
def test_any_other_is_replaced(cast: Cast, given: str) -> None:
    own = cast.visitor.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"]
    assert own != given
    assert len(own) == 16
    assert own != cast.visitor.get("/healthz").headers["X-Request-ID"]


def test_no_address_forges_a_line(cast: Cast, session: Session, caplog: pytest.LogCaptureFixture) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("broken")

    ben = cast.browser(cast.ben)
    event.listen(db.engine, "before_cursor_execute", fail)
    try:
        answer = ben.get("/posts/1%0AERROR%20all%20is%20lost", headers={"X-Request-ID": "one\x20two three"})
    finally:
        event.remove(db.engine, "before_cursor_execute", fail)
    assert answer.status_code == 404
    [record] = caplog.records
    assert "\n" not in record.getMessage()
