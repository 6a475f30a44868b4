"""A small site in which everything happens once, played through by those who use it.

It knows of the code only what the public may rely on: addresses, their forms, and commands. So it could be played by
the code of every earlier schema too.
"""

from __future__ import annotations

import json
import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient

from deliberate.cli import cli

PASSWORD = "a long password of nobody"
# So many that opinion groups can be told.
VOTERS = (
    "Cleo", "Dan", "Eve", "Finn", "Gita", "Hugo", "Iris", "Jan", "Kira", "Leo",
    "Mia", "Nils", "Olga", "Paul", "Quin", "Rosa", "Sven", "Tara", "Uma", "Vera",
)  # fmt: skip

# The number that she is given, after the two who signed the lakes.
ADA = 3

LAKES = """\
Title: Clean lakes
Slug: lakes
Authors: The lake board
Source: Made up
Topics: water; nature
Language: en
Summary: The lakes are cleaned, and that is paid for by those who use them.
---
# Cleaning

The lakes are cleaned within ten years.

- Every lake has a warden.

# Paying

Who uses a lake pays for it, by a yearly card.

=== thread ===

message: letter
by: A reader
on: proposal
created: 2026-03-02

[support] {swim}
Everybody could swim again.

[objection: cost] {card}
on: passage paying
settles: A card that costs nothing for those who earn little.
A yearly card keeps the poor away from the water.

message: board
by: The lake board
on: post card

[safeguard] {free}
link: lakes#cleaning
link: post swim
Who earns little gets the card for nothing.
"""

PLAN = """\
# Buses

A bus runs to every village each hour, from six in the morning.

Children ride for free.

# Roads

The county closes two roads to cars in summer.

Money that is saved goes to the buses.
"""


class Site:
    """People who use a site with their browsers."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.browsers: dict[str, FlaskClient] = {}
        self.authors: dict[int, str] = {}

    def register(self, name: str) -> None:
        self.browsers[name] = self.app.test_client()
        form = {"name": name, "email": f"{name.lower()}@example.org", "password": PASSWORD, "repeat": PASSWORD}
        self.send(name, "/account/register", **form)

    def sign_in(self, name: str) -> None:
        self.browsers[name] = self.app.test_client()
        self.send(name, "/account/sign-in", name=name, password=PASSWORD)

    def send(self, name: str, path: str, /, **form: object) -> str:
        """Sends a form; gives the address of the page it leads to."""
        answer = self.browsers[name].post(path, data=form)
        assert answer.status_code in (302, 303), f"{name} sent {path}: {answer.status}\n{answer.text}"
        return urlsplit(answer.location).path

    def write(self, name: str, path: str, /, *parts: tuple[str, str], **more: object) -> int:
        """Posts a message of labelled parts; gives the number of the first post."""
        form: dict[str, object] = {"do": "post", "confirmed": "1", "once": f"{name} {path}", **more}
        for number, (label, body) in enumerate(parts):
            form |= {f"parts-{number}-label": label, f"parts-{number}-body": body}
        post = int(self.send(name, path, **form).rpartition("/")[2])
        self.authors[post] = name
        return post

    def vote(self, name: str, post: int, choice: str, **more: object) -> None:
        self.send(name, f"/posts/{post}/vote", choice=choice, **more)

    def act(self, post: int, act: str, reason: str, version: int = 1, **more: object) -> None:
        """What the moderator does to a post."""
        self.send("Mo", f"/moderation/posts/{post}/{act}", reason=reason, version=version, **more)

    def anchors(self, slug: str) -> dict[str, str]:
        """By the first word of a passage."""
        [proposal] = json.loads(self.app.test_client().get(f"/proposals/{slug}/export.json").text)["proposals"]
        return {one["text"].split()[0]: one["anchor"] for one in proposal["revisions"][-1]["passages"]}

    def entries(self, slug: str, post: int) -> list[str]:
        """What the log has of a post, the latest first."""
        log = self.browsers["Mo"].get(f"/proposals/{slug}/log?post={post}").text
        return re.findall(r'id="entry-(\d+)"', log)

    def has(self, path: str) -> bool:
        """Whether the site has this page, of those that came later."""
        return path in {rule.rule for rule in self.app.url_map.iter_rules()}


def play(site: Site, holding: Site, data: Path) -> None:
    """Everything that leaves a row somewhere. `holding` is the same site, holding the first posts of new people."""
    (data / "lakes.txt").write_text(LAKES)
    run("import", data / "lakes.txt")
    for name in ("Ada", "Ben", "Mo", *VOTERS):
        site.register(name)
    run("moderator", "add", "Mo")
    site.send("Ada", "/account/", about="Writes about buses.")
    play_lakes(site, data)
    play_plan(site)
    holding.register("Will")
    holding.write("Will", "/proposals/lakes/post", ("comment", "My first words here."))
    if site.has("/posts/<int:post_id>/withdraw"):
        holding.send("Will", "/account/", about="Sells boats.")
        holding.sign_in("Ada")
        change = {"text": PLAN.replace("hour", "half-hour").partition("\n")[2], "summary": "Twice as often."}
        holding.send("Ada", "/proposals/a-plan-for-buses/revise", do="publish", version=2, **change)


def play_lakes(site: Site, data: Path) -> None:
    """A thread that was imported, and once more as it was exported, with counts for votes."""
    for name, choice in (("Ben", "agree"), ("Cleo", "agree"), ("Dan", "disagree"), ("Eve", "pass")):
        site.vote(name, 2, choice)
        site.vote(name, 3, choice)
    site.act(1, "hide", "It is off topic.")
    run("export", "lakes", "-o", data / "lakes.json")
    exported = json.loads((data / "lakes.json").read_text())
    exported["proposals"][0] |= {"slug": "more-lakes", "title": "More clean lakes"}
    (data / "lakes.json").write_text(json.dumps(exported))
    run("import", data / "lakes.json")
    site.send("Mo", "/moderation/proposals/more-lakes/lock", reason="It goes on elsewhere.")


def play_plan(site: Site) -> None:
    plan = {"title": "A plan for buses", "summary": "More buses, fewer cars.", "text": PLAN, "topics": "traffic"}
    site.send("Ada", "/proposals/new", do="preview", **plan)
    site.send("Ada", "/proposals/new", do="publish", authors="Ada", source="Made up", **plan)
    slug = "a-plan-for-buses"
    address = f"/proposals/{slug}/post"
    at = {word: f"{address}?anchor={anchor}" for word, anchor in site.anchors(slug).items()}

    objection = site.write(
        "Ben", at["A"], ("objection", "Nobody rides at six."), ("question", "Who would drive so early?"),
        **{"parts-0-ground": "cost", "parts-0-settles": "A count of riders.", "parts-1-under": "0"},
    )  # fmt: skip
    question = objection + 1
    twin = site.write("Cleo", at["A"], ("objection", "At six there is nobody on a bus."))
    condition = site.write("Dan", at["Children"], ("condition", "First the buses need belts."))
    roads = site.write("Eve", at["The"], ("objection", "Farmers need these roads."))
    sourced = {"parts-0-source_title": "A count in May", "parts-0-source_url": "https://example.org/count"}
    evidence = site.write("Finn", f"/posts/{objection}/reply", ("evidence", "Two people rode."), **sourced)
    amended = {"parts-0-replacement": "A bus runs to every village each hour, from seven in the morning."}
    posts = [
        objection, condition, roads, evidence,
        site.write("Gita", address, ("support", "Villages get younger with a bus.")),
        site.write("Hugo", at["A"], ("amendment", "Begin at seven."), **amended),
        site.write("Iris", address, ("alternative", "Pay for taxis instead.")),
        site.write("Ada", f"/posts/{objection}/reply", ("rebuttal", "Nurses do, and bakers.")),
        site.write("Jan", f"/posts/{condition}/reply", ("safeguard", "Only buses with belts are bought.")),
        site.write("Kira", f"/posts/{question}/reply", ("answer", "Those who drive the school bus.")),
        site.write("Ada", f"/posts/{roads}/reply", ("concession", "They do, in the harvest.")),
    ]  # fmt: skip
    answer = posts[-2]
    comment = site.write("Leo", address, ("comment", "It's 100 % sure:\n\nI like “buses” (:red) and c:\\bus; both."))
    aside = site.write("Mia", address, ("comment", "Does anybody know a good bakery?"))
    moved = site.write("Nils", address, ("objection", "Two roads are too few."))
    for voter, name in enumerate(VOTERS):
        for place, post in enumerate(posts):
            # Two camps: what one likes the other does not. But everybody likes the answer.
            likes = post == answer or place % 2 == voter % 2
            if site.authors[post] != name:
                site.vote(name, post, "agree" if likes else "disagree")
    site.vote("Vera", evidence, "pass")
    site.vote("Ben", twin, "agree")

    words = {"body": "Nobody rides at six in the morning.", "ground": "cost", "settles": "A count of riders."}
    site.send("Ben", f"/posts/{objection}/edit", version=1, **words)
    site.vote("Dan", objection, "keep", wording=2)
    site.vote("Eve", objection, "withdraw")
    site.act(twin, "merge", "It says the same.", to=f"post {objection}")
    site.act(moved, "move", "It is about the roads.", to=f"passage {site.anchors(slug)['The']}")
    site.act(comment, "relabel", "It is in favour.", to="support")
    site.send("Olga", f"/posts/{aside}/flag", reason="off-topic")
    site.act(aside, "hide", "It is off topic.")
    site.act(aside, "restore", "It was meant well.", version=2)
    site.send("Paul", f"/posts/{roads}/flag", reason="other", note="Which roads?")
    log = site.browsers["Mo"].get(f"/proposals/{slug}/log").text
    [*_, entry] = sorted(map(int, re.findall(r"/moderation/log/(\d+)/undo", log)))
    site.send("Mo", f"/moderation/log/{entry}/undo", reason="It was off topic after all.")

    if site.has("/posts/<int:post_id>/answers-it"):
        site.send("Ben", f"/posts/{answer}/answers-it")
    if site.has("/proposals/<slug>/revise"):
        text = PLAN.replace("two roads", "one road").partition("\n")[2]
        change = {"text": text, "summary": "One road stays open.", "points": [str(roads)]}
        site.send("Ada", f"/proposals/{slug}/revise", do="publish", version=1, **change)
        site.send("Eve", f"/posts/{roads}/addressed", says="no")
        site.send("Finn", f"/posts/{roads}/addressed", says="yes")
    if site.has("/posts/<int:post_id>/where"):
        site.send("Eve", f"/posts/{roads}/where", do="not-here")
        site.send("Ada", f"/posts/{roads}/where/answer", says="no")
        here = f"passage {site.anchors(slug)['The']}"
        site.act(roads, "decide-where", "One road is a road.", do="act", shown=here, to=here)
    if "worker" in cli.commands:
        run("worker", "--once")
    site.vote("Ben", condition, "agree")
    if site.has("/posts/<int:post_id>/withdraw"):
        # Others hold the condition, and one of them speaks for it from now on.
        for post in (comment, condition):
            site.send(site.authors[post], f"/posts/{post}/withdraw")
        site.send("Finn", f"/posts/{condition}/take-over")
        for act in ("hide-proposal", "restore-proposal"):
            site.send("Mo", f"/moderation/proposals/{slug}/{act}", reason="To look at it.", version=2)
        site.send("Mo", f"/moderation/people/{ADA}/hide-profile", reason="It advertises.", version=2)
    if site.has("/moderation/log/<int:entry_id>/appeal"):
        run("moderator", "add", "Uma")
        first, second = (int(site.entries(slug, post)[-1]) for post in (twin, moved))
        site.send("Cleo", f"/moderation/log/{first}/appeal", words="Mine says why.")
        site.send("Uma", f"/moderation/log/{first}/decide", do="uphold", reason="So does the other one.")
        site.send("Nils", f"/moderation/log/{second}/appeal", words="It is about all roads.")


def run(*arguments: object) -> None:
    with redirect_stdout(StringIO()):
        cli.main([str(argument) for argument in arguments], standalone_mode=False)
