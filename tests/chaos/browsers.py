"""People at work on a site that may vanish under their hands: what they sent, and what was acknowledged."""

from __future__ import annotations

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from random import Random
from typing import NoReturn

from tests.chaos.journal import Journal
from tests.patience import PATIENCE

PASSWORD = "kept in spite of everything"
PLAN = "border-cooperation"
# A post and its wording, as the buttons of its row name them.
_IN_A_ROW = r'name="(\d+\.\d+)" value="agree"'


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect is the acknowledgement; where it leads is of no interest."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


class Gone(Exception):
    """There is no server, or none any more."""


class Browser:
    def __init__(self, address: str) -> None:
        self.address = address
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies, _NoRedirects)

    def get(self, path: str) -> str:
        return self._open(path, None)[1]

    def send(self, path: str, page: str, fields: dict[str, str]) -> bool:
        """Sends the form of a page; whether it was done."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        sent = {"csrf_token": token[1] if token else "", **fields}
        return self._open(path, urllib.parse.urlencode(sent).encode())[0] in (302, 303)

    def _open(self, path: str, body: bytes | None) -> tuple[int, str]:
        try:
            try:
                answer = self._opener.open(self.address + path, body, timeout=PATIENCE)
            except urllib.error.HTTPError as error:  # an answer, too, which may break off as others do
                answer = error
            with answer:
                return answer.status, answer.read().decode()
        except (OSError, EOFError) as error:
            raise Gone from error
        except Exception as error:  # http.client's many ways to say that an answer broke off
            if type(error).__module__ == "http.client":
                raise Gone from error
            raise


class Worker:
    """Does one thing after another, each at random, and writes it down before and after."""

    def __init__(self, browser: Browser, name: str, journal: Journal, random: Random) -> None:
        self.browser = browser
        self.name = name
        self.journal = journal
        self.random = random
        self.is_moderator = name == "moderator"

    def sign_in(self, password: str) -> None:
        page = self.browser.get("/account/sign-in")
        assert self.browser.send("/account/sign-in", page, {"name": self.name, "password": password}), self.name

    def register(self) -> None:
        page = self.browser.get("/account/register")
        boxes = {"name": self.name, "password": PASSWORD, "repeat": PASSWORD}
        with self.journal.writing("person", self.name, self.name) as done:
            done(self.browser.send("/account/register", page, boxes))

    def work(self) -> NoReturn:
        """Until the site is gone; raises Gone."""
        jobs: list[Callable[[], None]] = [self.post, self.vote, self.vote, self.edit]
        if self.is_moderator:
            jobs += [self.hide, self.hide]
        while True:
            self.random.choice(jobs)()

    def post(self) -> None:
        page = self.browser.get(f"/proposals/{PLAN}/post")
        words = f"Nobody has counted this yet {self.name} {self.random.getrandbits(64):x}."
        fields = {"parts-0-label": "objection", "parts-0-body": words, "confirmed": "1", "once": words[-20:]}
        with self.journal.writing("post", words, words) as done:
            done(self.browser.send(f"/proposals/{PLAN}/post", page, fields))

    def vote(self) -> None:
        page = self.browser.get(f"/proposals/{PLAN}")
        rows = re.findall(_IN_A_ROW, page)
        if not rows:
            return
        row, choice = self.random.choice(rows), self.random.choice(["agree", "pass", "disagree"])
        with self.journal.writing("vote", f"{row.partition('.')[0]} by {self.name}", choice) as done:
            done(self.browser.send("/votes", page, {row: choice}))

    def edit(self) -> None:
        posts = re.findall(r'href="/posts/(\d+)"', self.browser.get("/account/posts"))
        if not posts:
            return
        post = self.random.choice(posts)
        page = self.browser.get(f"/posts/{post}/edit")
        version = re.search(r'name="version"[^>]* value="(\d+)"', page)
        if version is None:
            return
        words = f"Said again, better {self.name} {self.random.getrandbits(64):x}."
        with self.journal.writing("edit", post, words) as done:
            done(self.browser.send(f"/posts/{post}/edit", page, {"body": words, "version": version[1]}))

    def hide(self) -> None:
        """Hides a post of the others, or shows it again."""
        rows = re.findall(_IN_A_ROW, self.browser.get(f"/proposals/{PLAN}?order=newest"))
        if not rows:
            return
        post = self.random.choice(rows).partition(".")[0]
        page = self.browser.get(f"/moderation/posts/{post}/hide")
        version = re.search(r'name="version"[^>]* value="(\d+)"', page)
        if version is None:
            return
        reason = f"Seen to be beside the point {self.random.getrandbits(64):x}."
        fields = {"do": "act", "reason": reason, "version": version[1]}
        with self.journal.writing("act", reason, reason) as done:
            done(self.browser.send(f"/moderation/posts/{post}/hide", page, fields))
