"""A browser at a site that is served: keeps cookies, sends forms with their token."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlencode

from tests.cli.processes import Served
from tests.patience import PATIENCE


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: Message


class _Staying(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *given: object) -> None:
        """What a form is answered with is looked at, not followed."""


class Browser:
    def __init__(self, site: Served) -> None:
        self._at = f"http://127.0.0.1:{site.port}"
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(), _Staying())

    def get(self, path: str) -> Answer:
        return self._open(path, None)

    def send(self, path: str, fields: dict[str, str], *, token: str = "") -> Answer:
        token = token or self.token()
        return self._open(path, urlencode({"csrf_token": token, **fields}).encode())

    def token(self) -> str:
        """Of the form that every page begins with, or of the one to register with."""
        pages = self.get("/labels").text + self.get("/account/register").text
        found = re.search(r'name="csrf_token" value="([^"]+)"', pages)
        assert found
        return found[1]

    def sign_in(self, data: Path, name: str) -> Browser:
        """As one of the accounts that `serve` makes for this machine."""
        passwords = dict(line.split(" ", 1) for line in (data / "accounts.txt").read_text().splitlines())
        answer = self.send("/account/sign-in", {"name": name, "password": passwords[name]})
        assert answer.status == 302, answer.text
        return self

    def _open(self, path: str, body: bytes | None) -> Answer:
        try:
            with self._opener.open(self._at + path, body, timeout=PATIENCE) as answer:
                return Answer(answer.status, answer.read().decode(), answer.headers)
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.read().decode(), error.headers)
