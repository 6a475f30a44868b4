"""People who go to every page of the site, for tests that hold what is true of all of them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from string import ascii_letters
from typing import Any
from urllib.parse import quote, urlsplit

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate.domain import labels
from deliberate.domain.labels import Label
from deliberate.domain.permissions import Role
from deliberate.domain.texts import names
from deliberate.domain.words import say_many
from deliberate.models import (
    Link,
    OpinionReport,
    Passage,
    Person,
    Post,
    Proposal,
    Revision,
    SiteFact,
    Topic,
)
from deliberate.settings import ROOT
from deliberate.tools.importing import seed_database
from deliberate.upkeep.indexing import rebuild_index
from tests.cast import Cast
from tests.factories import PersonFactory
from tests.queries.opinions.reports import report
from tests.web.routes import ours
from tests.web.tours import TOURS, correct_a_draft

SLUG = "border-cooperation"
PAGE = f"/proposals/{SLUG}"
FOR_PROGRAMS = {
    *("site.file_of_another_release", "site.health", "site.ready", "site.export", "proposals.document", "maps.data")
}

_FOREIGN = str.maketrans(ascii_letters, "абвгдежзийклмнопрстуфхцчшщ" + "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩ")
# What people wrote, by table, and what was made of it: anchors.
_WRITTEN: dict[type[Any], tuple[str, ...]] = {
    Person: ("name",),
    Proposal: ("title", "summary", "source"),
    Topic: ("name",),
    Revision: ("summary",),
    Passage: ("text",),
    Post: ("body", "settles", "source_title", "source_quote", "replacement"),
}
_MADE: dict[type[Any], tuple[str, ...]] = {Passage: ("number", "anchor"), Post: ("anchor",), Link: ("to_anchor",)}


def foreign(words: str) -> str:
    """In Cyrillic letters."""
    return words.translate(_FOREIGN)


def _rewrite(session: Session, own: Callable[[str], str]) -> None:
    """The seeds, as if people had written them so."""
    seed_database(session, ROOT / "seeds")
    for columns_of, change in ((_WRITTEN, own), (_MADE, foreign)):
        for table, columns in columns_of.items():
            for row in session.scalars(select(table)):
                for column in columns:
                    if words := getattr(row, column):
                        setattr(row, column, change(words))
    for proposal in session.scalars(select(Proposal)):
        proposal.authors = [own(author) for author in proposal.authors]
    for person in session.scalars(select(Person)):
        person.name_key = names.key(person.name)
    session.add(SiteFact(name="simulated", value="yes"))
    rebuild_index(session)
    session.commit()


class Walk:
    """People go from page to page of a site on which people's words are as `own` makes them; `read` reads each page."""

    def __init__(
        self, session: Session, cast: Cast, own: Callable[[str], str], read: Callable[[str, str], None]
    ) -> None:
        _rewrite(session, own)
        self.session = session
        self.own = own
        self.written = own("Said by somebody.")
        self._read = read
        self.seen: set[str] = set()  # endpoints
        self.whole: dict[str, str] = {}  # the addresses of whole pages, each with who read it last
        self._app = cast.app
        self._addresses = cast.app.url_map.bind("localhost")
        self.new: Person = PersonFactory(name=own("New"), trusted=False, password_hash="x")
        session.commit()
        cy = PersonFactory(name=own("Cy"), role=Role.MODERATOR)
        session.commit()
        self.people = {"visitor": None, "ada": cast.ada, "ben": cast.ben, "mo": cast.mo, "new": self.new, "cy": cy}
        self.browsers = {who: cast.browser(person) for who, person in self.people.items()}

    def get(self, who: str, address: str, status: int | None = 200, **kwargs: Any) -> str:
        answer = self.browsers[who].get(address, **kwargs)
        assert status in (answer.status_code, None), (who, address, answer.status_code, answer.text[-2000:])
        if answer.status_code == 200:
            self.seen.add(self._addresses.match(urlsplit(address).path)[0])
        if not kwargs and answer.mimetype == "text/html":
            self.whole[address] = who
        self._read(f"{who}: {address}", answer.text)
        return answer.text

    def send(self, who: str, address: str, fields: dict[str, Any], status: int = 303) -> str:
        """Gives where it leads, if it leads somewhere."""
        answer = self.browsers[who].send(address, fields)
        assert answer.status_code == status, (who, address, answer.text)
        self._read(f"{who}: {address} {fields}", "" if answer.location else answer.text)
        return answer.headers.get("Location", "")

    def post(self, who: str, address: str, label: Label, **fields: str) -> int:
        """The number of a new post."""
        words = {"body": self.written, **fields}
        part = {f"parts-0-{field}": text for field, text in {"label": str(label), **words}.items()}
        return int(self.send(who, address, {"do": "post", "confirmed": "1", **part}).rpartition("/")[2])

    def everywhere(self) -> None:
        """Goes to every page that there is, in every state that a tour brings about."""
        for tour in (
            *(read_a_proposal, look_around, write, vote_and_answer, revise_and_judge, propose),
            *(look_after_accounts, compare_opinions, moderate, *TOURS),
        ):
            tour(self)
        pages = {rule.endpoint for method, _, rule in ours(self._app) if method == "GET"} - FOR_PROGRAMS
        assert pages == self.seen & pages, "a page that nobody went to"

    def owns(self, who: str, slug: str) -> None:
        proposal = self.session.scalars(select(Proposal).where(Proposal.slug == slug)).one()
        owner = self.people[who]
        assert owner
        proposal.owner_id = owner.id
        self.session.commit()

    def one_of_each_label(self) -> Sequence[int]:
        return self.session.scalars(select(func.min(Post.id)).group_by(Post.label)).all()

    def passage(self) -> str:
        """One of the proposal that is walked through, about which something was said."""
        said = select(Post.anchor).join(Proposal, Proposal.id == Post.proposal_id).where(Proposal.slug == SLUG)
        return str(self.session.scalars(said.where(Post.anchor.is_not(None)).order_by(Post.id)).first())

    def version(self, post: int) -> str:
        return str(self.session.scalars(select(Post.version).where(Post.id == post)).one())


def read_a_proposal(walk: Walk) -> None:
    passage = walk.passage()
    for who in ("visitor", "ada", "ben", "mo"):
        orders = ("?order=unanswered", "?order=bridging")
        for page in ("", *orders, "/points", "/map", "/history?revision=1", "/log", "/vote"):
            walk.get(who, f"{PAGE}{page}")
        walk.get(who, f"{PAGE}/passages/{passage}")
        walk.get(who, f"{PAGE}/points?status=open,contested&label=question&order=newest&passage={passage}&ground=x")
    walk.get("ben", f"{PAGE}/passages/{passage}", headers={"X-Requested-With": "fetch"})
    walk.get("ben", f"{PAGE}/vote", headers={"X-Requested-With": "fetch"})
    for post in walk.one_of_each_label():
        walk.get("visitor", f"/posts/{post}")
        walk.get("ben", f"/posts/{post}")
        for part in ("", "/replies"):
            walk.get("ben", f"/posts/{post}{part}", headers={"X-Requested-With": "fetch"})
        walk.get("ben", f"{PAGE}/map/why/{post}", status=None)


def look_around(walk: Walk) -> None:
    for who in ("visitor", "ben", "mo"):
        for page in (
            "/",
            "/?q=no&status=locked&sort=open",
            "/labels",
            "/how-it-works/status",
            "/search",
            "/search?q=x",
        ):
            walk.get(who, page)
        walk.get(who, f"/search?q={foreign('the')}&kind=post")
        for page in ("/nowhere", "/posts/99999", "/proposals/nowhere", "/people/nobody", f"{PAGE}/passages/nowhere"):
            walk.get(who, page, 404)
    for name in map(quote, walk.session.scalars(select(Person.name).order_by(Person.id).limit(5))):
        walk.get("visitor", f"/people/{name}")


def write(walk: Walk) -> None:
    for label in Label:
        walk.get("ben", f"{PAGE}/post?label={label}")
    mine = walk.post("ben", f"{PAGE}/post", Label.OBJECTION, ground="side-effects", settles=walk.written)
    walk.get("ben", f"/posts/{mine}")
    for post in walk.one_of_each_label():
        walk.get("ben", f"/posts/{post}/reply")
        walk.get("ben", f"/posts/{post}/wordings")
        walk.get("ben", f"/posts/{post}/flag")
    misfit = {"do": "post", "confirmed": "1", "parts-0-body": walk.written, "parts-0-source_title": walk.written}
    for label in Label:
        fields = {**misfit, "parts-0-label": label, "parts-0-replacement": walk.written}
        if label not in labels.allowed(Label.OBJECTION):
            walk.send("ada", f"/posts/{mine}/reply", fields, 400)
    walk.send("ada", f"/posts/{mine}/reply", {"do": "post"}, 400)
    walk.send(
        "ada", f"/posts/{mine}/reply", {"do": "add", "parts-0-label": "question", "parts-0-body": walk.written}, 200
    )
    twin = {"do": "post", "parts-0-label": "objection", "parts-0-body": walk.written}
    walk.send("ada", f"{PAGE}/post", twin, 200)
    walk.send("visitor", f"{PAGE}/post", twin, 401)
    edited = {"do": "save", "version": walk.version(mine), "body": walk.own("Something else."), "ground": "cost"}
    walk.get("ben", f"/posts/{mine}/edit")
    walk.send("ben", f"/posts/{mine}/edit", edited)
    walk.send("ben", f"/posts/{mine}/edit", {**edited, "body": walk.written}, 409)
    walk.send("ben", f"/posts/{mine}/edit", {**edited, "body": "", "source_url": "x"}, 400)
    walk.get("ben", f"/posts/{mine}/wordings")


def vote_and_answer(walk: Walk) -> None:
    mine = walk.post("ben", f"{PAGE}/post", Label.OBJECTION, settles=walk.written)
    reply = walk.post("ada", f"/posts/{mine}/reply", Label.SAFEGUARD)
    for who, post, choice in (("ada", mine, "agree"), ("mo", mine, "pass"), ("ben", reply, "disagree")):
        walk.send(who, f"/posts/{post}/vote", {"choice": choice})
        walk.get(who, f"{PAGE}/vote?voted={post}")
    walk.send("ben", f"/posts/{reply}/answers-it", {})
    for who in walk.browsers:
        walk.get(who, f"/posts/{mine}")
        walk.get(who, f"/posts/{reply}")
    walk.send("ben", f"/posts/{reply}/vote", {"choice": "nothing"}, 400)
    walk.send("visitor", f"/posts/{reply}/vote", {"choice": "agree"}, 401)
    walk.get("ben", "/account/posts")


def revise_and_judge(walk: Walk) -> None:
    walk.owns("ada", SLUG)
    point = walk.post("ben", f"{PAGE}/post", Label.OBJECTION, settles=walk.written)
    form = walk.get("ada", f"{PAGE}/revise?post={point}")
    found = re.search(r'<textarea[^>]*name="text"[^>]*>(.*?)</textarea>', form, re.DOTALL)
    assert found
    text = html.unescape(found[1])
    fields = {"text": f"{text}\n\n{walk.written}", "summary": walk.written, "version": "1", "points": [str(point)]}
    walk.send("ada", f"{PAGE}/revise", {**fields, "do": "preview", "summary": ""}, 400)
    walk.send("ada", f"{PAGE}/revise", {**fields, "do": "preview"}, 200)
    walk.send("ada", f"{PAGE}/revise", {**fields, "do": "publish"})
    for query in ("revision=2", "revision=2&since=1&view=beside"):
        walk.get("visitor", f"{PAGE}/history?{query}")
    for who in walk.browsers:
        walk.get(who, f"/posts/{point}")
    walk.send("mo", f"/posts/{point}/addressed", {"says": "yes"})
    walk.get("visitor", f"/posts/{point}")
    walk.send("ben", f"/posts/{point}/addressed", {"says": "no"})
    walk.get("ben", f"/posts/{point}")
    walk.get("ben", f"{PAGE}/history")
    walk.get("ben", f"{PAGE}")


def propose(walk: Walk) -> None:
    text = f"# {walk.written}\n\n{walk.written}\n\n- {walk.written}\n\n## {walk.written}\n"
    new = {"title": walk.written, "summary": walk.written, "text": text, "topics": walk.written[:40]}
    walk.get("ben", "/proposals/new")
    walk.get("visitor", "/proposals/new", 401)
    walk.send("ben", "/proposals/new", {"do": "preview"}, 400)
    correct_a_draft(walk, new)
    walk.send("ben", "/proposals/new", {**new, "text": f"Title: {walk.written}\n", "do": "preview"}, 400)
    walk.get("ben", walk.send("ben", "/proposals/new", {**new, "do": "publish"}))


def look_after_accounts(walk: Walk) -> None:
    for page in ("/account/register", "/account/sign-in"):
        walk.get("visitor", page)
        walk.send("visitor", page, {}, 400)
    passwords = {"password": "some words in a row", "repeat": "some words in a row"}
    for name in ("a", "a/b", "12", "admin", "a\u200bb"):
        walk.send("visitor", "/account/register", {"name": name, **passwords}, 400)
    walk.send("visitor", "/account/sign-in", {"name": walk.written, "password": walk.written}, 400)
    walk.send("ben", "/account/password", {"current_password": "x", "password": "y", "repeat": "z"}, 400)
    walk.send("ben", "/account/", {"about": walk.written}, 302)
    walk.get("visitor", f"/people/{quote(walk.people['ben'].name)}")
    own = ("/account/", "/account/posts", "/account/posts?state=hidden", "/account/sessions", "/account/password")
    for page in own:
        walk.get("ben", page)
        walk.get("visitor", page, 401)


def moderate(walk: Walk) -> None:
    objection = walk.post("new", f"{PAGE}/post", Label.OBJECTION, ground="side-effects")
    other = walk.post("ben", f"{PAGE}/post", Label.OBJECTION, body=walk.own("Another thing."))
    support = walk.post("ben", f"{PAGE}/post", Label.SUPPORT, body=walk.own("A good thing."))
    for who, reason in (("ada", "off-topic"), ("ben", "wrong-label")):
        walk.send(who, f"/posts/{objection}/flag", {"reason": reason, "note": walk.written})
    walk.send("ada", f"/posts/{other}/flag", {}, 400)
    walk.get("mo", "/moderation")
    for post in (objection, other, support):
        walk.get("mo", f"/moderation/posts/{post}")
        for act in ("approve", "dismiss", "relabel", "move", "merge", "hide", "restore"):
            walk.get("mo", f"/moderation/posts/{post}/{act}")
    why = {"do": "act", "reason": walk.written}
    passage = f"passage {walk.passage()}"

    def act(post: int, act: str, **fields: str) -> None:
        walk.send("mo", f"/moderation/posts/{post}/{act}", {**why, "version": walk.version(post), **fields})

    for fields in ({"to": "question"}, {"to": "condition"}):
        walk.send("mo", f"/moderation/posts/{objection}/relabel", {"do": "preview", **fields}, 200)
    for name, fields in (("move", {"other": passage}), ("merge", {"other": f"post {objection}"})):
        walk.send("mo", f"/moderation/posts/{other}/{name}", {"do": "preview", **fields}, 200)
    act(objection, "approve")
    act(support, "relabel", to="question")
    act(other, "merge", other=f"post {objection}")
    act(support, "hide")
    act(support, "restore")
    act(support, "move", other=passage)
    for who in ("visitor", "ben", "mo"):
        walk.get(who, f"{PAGE}/log")
        walk.get(who, f"/posts/{objection}")
        walk.get(who, "/account/posts", 401 if who == "visitor" else 200)
    walk.get("mo", f"/moderation/proposals/{SLUG}")
    walk.get("mo", f"/moderation/proposals/{SLUG}/lock")
    walk.send("mo", f"/moderation/proposals/{SLUG}/lock", {"reason": walk.written})
    for who in ("visitor", "ben", "mo"):
        for page in ("", "/vote", "/log", "/opinions"):
            walk.get(who, f"{PAGE}{page}")


def compare_opinions(walk: Walk) -> None:
    proposal = walk.session.scalars(select(Proposal).where(Proposal.slug == SLUG)).one()
    listed = walk.session.scalars(select(Post).where(Post.proposal_id == proposal.id).order_by(Post.id).limit(4)).all()
    found = report(list(listed))
    none = {"groups": [], "common_ground": [], "division": [], "counts": {}, "totals": {}, "dots": []}
    few = say_many(
        "Only %(num)d person has voted on %(posts)s or more; groups are looked for from %(least)d on.",
        "Only %(num)d people have voted on %(posts)s or more; groups are looked for from %(least)d on.",
        3,
        posts=say_many("%(num)d post", "%(num)d posts", 7),
        least=20,
    )
    for stored in (found | none | {"why_none": few}, found | none, found):
        walk.session.merge(OpinionReport(proposal_id=proposal.id, version=0, report=stored))
        walk.session.commit()
        for who in ("visitor", "ben"):
            walk.get(who, f"{PAGE}/opinions")
