"""What pages and acts cost a server's process, beside a bare Flask 'hello' in turn: 0.1 of H is ten hellos.

Both run under gunicorn with one worker; what is compared is the time that the workers had a processor, so that neither
who asks nor other work on the machine counts. The database, its statements and the packing of answers are in it.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.message import Message as Headers
from http.client import HTTPConnection
from itertools import count, cycle
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import insert
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.models import Message, Post, Proposal
from deliberate.queries.graphs import load_graph
from deliberate.settings import Settings
from deliberate.upkeep.indexing import rebuild_index
from deliberate.upkeep.keeping import keep_all
from tests.benchmarks.framed import PATH
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory
from tests.growing import grow
from tests.web.keeping import browser, keeping

pytestmark = pytest.mark.benchmark

LONG, BUSY = 20_000, 1_000
ROUNDS, HELLOS, TIMES = 7, 40, 8
MANY = 900
HELLO = "from flask import Flask\napp = Flask(__name__)\n@app.get('/')\ndef hello():\n    return 'hello'\n"
SERVE = ("-m", "tests.benchmarks.framed", "serve", "--gunicorn", "--workers", "1", "--no-worker", "--no-seed")
Ask = Callable[[], object]


class Server:
    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port = process, port

    def ask(self, path: str, *, status: int = 200, form: Mapping[str, str] | None = None, **headers: str) -> Headers:
        """The headers of the answer, which has this status."""
        sent = {"Accept-Encoding": "gzip", **{name.replace("_", "-"): value for name, value in headers.items()}}
        if form is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET" if form is None else "POST", path, form and urlencode(form), sent)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        assert answer.status == status, (path, answer.status)
        return answer.headers

    @property
    def worker(self) -> Path:
        """What the system tells of the process that answers."""
        parent = self.process.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return Path("/proc", children[0])

    def seconds(self, ask: Ask, times: int) -> float:
        """Of a processor, for one."""
        begin = self._ran()
        for _ in range(times):
            ask()
        return (self._ran() - begin) / times / 1e9

    def _ran(self) -> int:
        """Nanoseconds of all its threads."""
        return sum(int(task.read_text().split()[0]) for task in self.worker.glob("task/*/schedstat"))

    def memory(self) -> float:
        """MiB that it holds now."""
        lines = (self.worker / "status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


@contextmanager
def serving(*command: str, folder: Path, **environ: str) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [word.replace("PORT", str(port)) for word in command]
    given = {**os.environ, **environ, "DELIBERATE_PORT": str(port)}
    process = subprocess.Popen([sys.executable, *words], cwd=folder, env=given, stderr=subprocess.DEVNULL)
    server = Server(process, port)
    try:
        for _ in range(300):
            try:
                server.ask("/")
            except OSError:
                time.sleep(0.1)
            else:
                break
        yield server
    finally:
        process.terminate()
        process.wait(20)


def busy(session: Session, cast: Cast) -> Post:
    """A post with a thousand replies."""
    post: Post = PostFactory(proposal=ProposalFactory(slug="busy", owner=cast.mo), anchor="first", author=cast.ada)
    session.commit()
    by = {"proposal_id": post.proposal_id, "author_id": cast.ada.id}
    messages = session.scalars(insert(Message).returning(Message.id), [by] * BUSY).all()
    reply = by | {"parent_id": post.id, "label": Label.REBUTTAL, "state": State.VISIBLE, "body": "No audit."}
    session.execute(insert(Post), [reply | {"message_id": message} for message in messages])
    keep_all(session, session.get_one(Proposal, post.proposal_id), load_graph(session, post.proposal_id))
    session.commit()
    return post


@contextmanager
def planted(
    app: Flask, session: Session, cast: Cast, folder: Path
) -> Iterator[tuple[Server, dict[str, str], dict[str, int]]]:
    """The site with a server, what ben's browser sends, and a post of each thread."""
    posts: dict[str, int] = {}
    for slug, size in (("of-50", 50), ("of-500", 500), ("long", LONG)):
        proposal = ProposalFactory(slug=slug, owner=cast.mo)
        posts[slug] = PostFactory(proposal=proposal, anchor="first", author=cast.ada).id
        session.commit()
        grow(session, proposal, [cast.ada, cast.mo], size)
    posts["busy"] = busy(session, cast).id
    rebuild_index(session)
    session.commit()
    settings: Settings = app.extensions["deliberate"]
    with keeping(app) as site:
        ben = browser(site, cast.ben)
        cookie = ben.get_cookie("session")
        assert cookie
        token = ben.token()
    environ = {"DATABASE_URL": settings.database_url, "DELIBERATE_SECRET_KEY": settings.secret_key}
    environ |= {"DELIBERATE_DATA": str(folder), "DELIBERATE_LIMITS": "off"}
    with serving(*SERVE, folder=Path(__file__).parents[2], **environ) as server:
        yield server, {"Cookie": f"session={cookie.value}", "X_CSRFToken": token}, posts


def test_pages_and_acts_beside_a_hello(app: Flask, session: Session, cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "hello.py").write_text(HELLO)
    bare = ("-m", "gunicorn", "-w1", "-b", "127.0.0.1:PORT", "--log-level", "error", "hello:app")
    with planted(app, session, cast, tmp_path) as (site, ben, posts), serving(*bare, folder=tmp_path) as hello:

        def of_hello(ask: Ask) -> float:
            ask()
            return median(
                hello.seconds(lambda: hello.ask("/"), HELLOS) / site.seconds(ask, TIMES) for _ in range(ROUNDS)
            )

        found = {name: of_hello(ask) for name, ask in asked_for(site, ben, posts).items()}
    print()
    for name, ratio in found.items():
        print(f"{name:34} {ratio:7.3f} of H")
    assert found["thread of-500, signed in"] < 1.5 * found["thread long, signed in"]
    assert found["passage of-500, signed in"] < 1.5 * found["passage long, signed in"]
    assert found["vote, of-50"] < 2 * found["vote, long"]
    assert min(found[f"304, {who}"] for who in ("anonymous", "signed in")) > found["frame, signed in"]


def asked_for(site: Server, ben: dict[str, str], posts: dict[str, int]) -> dict[str, Ask]:
    pages = {
        "frame": PATH,
        "account": "/account/",
        "home": "/",
        **{f"thread {slug}": f"/proposals/{slug}" for slug in posts},
        **{f"passage {slug}": f"/proposals/{slug}/passages/first" for slug in ("of-500", "long")},
        "open objections, long": "/proposals/long/points?status=open&label=objection",
        "post, long": f"/posts/{posts['long']}",
        "post with 1,000 replies": f"/posts/{posts['busy']}",
    }
    every: dict[str, Ask] = {
        f"{name}, signed in": lambda path=path: site.ask(path, **ben) for name, path in pages.items()
    }
    for slug in ("of-50", "long"):
        every[f"thread {slug}, anonymous, warm"] = lambda slug=slug: site.ask(f"/proposals/{slug}")
    for who, own in (("anonymous", {}), ("signed in", ben)):
        known = {**own, "If_None_Match": site.ask("/proposals/long", **own)["ETag"]}
        every[f"304, {who}"] = lambda known=known: site.ask("/proposals/long", status=304, **known)
    choices, numbers = cycle(["agree", "disagree"]), count()

    def vote(post: int) -> Ask:
        """By fetch, durable, with the ballot as the answer."""
        fetched = {**ben, "X_Requested_With": "fetch"}
        return lambda: site.ask(f"/posts/{post}/vote", form={"choice": next(choices), "wording": "1"}, **fetched)

    def reply(post: int) -> Ask:
        """Rendered, counted and findable."""

        def send() -> None:
            body = f"The accounts of year {next(numbers)} show what each transfer was for."
            words = {"parts-0-label": "rebuttal", "parts-0-body": body, "confirmed": "1", "once": ""}
            site.ask(f"/posts/{post}/reply", status=303, form=words, **ben)

        return send

    every |= {f"vote, {slug}": vote(post) for slug, post in posts.items()}
    every["vote, on one of 1,000 replies"] = vote(posts["busy"] + BUSY // 2)
    return every | {f"reply, {slug}": reply(posts[slug]) for slug in ("of-50", "long")}


def test_memory_stays_the_same_after_many_requests(app: Flask, session: Session, cast: Cast, tmp_path: Path) -> None:
    with planted(app, session, cast, tmp_path) as (site, ben, posts):
        paths = ["/", *(f"/proposals/{slug}" for slug in posts), *(f"/posts/{post}" for post in posts.values())]

        def ask(times: int) -> float:
            for number in range(times):
                site.ask(paths[number % len(paths)], **ben)
            return site.memory()

        begin = site.memory()
        warm, later = ask(MANY // 3), ask(MANY)
    print(f"\nmemory: {begin:.0f} MiB, {warm:.0f} after {MANY // 3} requests, {later:.0f} after {MANY} more")
    assert later < warm + 8
