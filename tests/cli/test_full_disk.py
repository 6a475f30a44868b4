"""A served site whose files may not grow: what is acknowledged is kept, what is not comes back, and reading goes on."""

from __future__ import annotations

import json
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.browsing import Browser
from tests.cli.processes import Served
from tests.cli.said import Deliberate
from tests.web.outages import form_on

LONG = "What is written here takes some room on the disk. " * 180
FULL = "The site cannot save anything at the moment; it can still be read."


@contextmanager
def no_room(site: Served) -> Iterator[None]:
    """No file of the site's grows or is written to beyond its first bytes: to it, the disk is full. This needs no right
    that whoever runs tests might lack."""
    _, most = resource.prlimit(site.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(site.process.pid, resource.RLIMIT_FSIZE, (64, most))
    try:
        yield
    finally:
        resource.prlimit(site.process.pid, resource.RLIMIT_FSIZE, (most, most))


def post(number: int) -> dict[str, str]:
    return {"parts-0-label": "objection", "parts-0-body": f"{number}: {LONG}", "once": f"{number}", "confirmed": "1"}


@pytest.mark.server
def test_case_security_12_disk_full(
    serving: Callable[..., Served], deliberate: Deliberate, data: Path, lakes: Path
) -> None:
    deliberate("import", lakes)
    site = serving("--no-seed", "--no-worker")
    site.get("/healthz")
    ben = Browser(site).sign_in(data, "member")
    assert ben.send("/proposals/lakes/post", post(1)).status == 303
    with no_room(site):
        refused = [ben.send("/proposals/lakes/post", post(number)) for number in (2, 3, 4)]
        for number, answer in zip((2, 3, 4), refused, strict=True):
            assert (answer.status, FULL in answer.text) == (503, True)
            assert answer.headers["Retry-After"]
            assert f"{number}: {LONG.strip()}" in answer.text
        ready = ben.get("/readyz")
        assert (ready.status, json.loads(ready.text)) == (503, {"status": "nothing can be saved"})
        assert [ben.get(page).status for page in ("/", "/proposals/lakes", "/account/", "/healthz")] == [200] * 4
    assert ben.get("/readyz").status == 200
    for answer in refused:
        address, fields = form_on(answer.text)
        assert ben.send(address, fields, token=fields["csrf_token"]).status == 303
    said = site.stop()
    assert [line for line in said.splitlines() if "nothing can be saved" in line and "answered 503" in line]
    assert "Traceback" not in said
    assert said.count("answered 503") == 1
    [proposal] = deliberate("export").json["proposals"]
    assert [one["body"].split(":")[0] for one in proposal["posts"]] == ["1", "2", "3", "4"]
    checks = {one["check"]: one["ok"] for one in deliberate("doctor").json["checks"]}
    assert [check for check, ok in checks.items() if not ok and check != "work"] == []
