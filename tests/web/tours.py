"""Tours of what is out of sight, for readers of another language."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlalchemy import select

from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.texts.passages import PassageKind
from deliberate.models import LogEntry, Passage, Person, Proposal
from tests.factories import RevisionFactory

if TYPE_CHECKING:
    from tests.web.walking import Walk

OTHER = "partnership"


def take_back(walk: Walk) -> None:
    page = f"/proposals/{OTHER}"
    slip = walk.post("ben", f"{page}/post", Label.COMMENT, body=walk.own("In the wrong place."))
    point = walk.post("ben", f"{page}/post", Label.OBJECTION, body=walk.own("What others hold."))
    walk.send("ada", f"/posts/{point}/vote", {"choice": "agree"})
    for post in (slip, point):
        walk.send("ben", f"/posts/{post}/withdraw", {})
        for who in ("visitor", "ada", "ben"):
            walk.get(who, f"/posts/{post}")
    walk.send("ben", f"/posts/{point}/withdraw", {}, 403)
    walk.send("ada", f"/posts/{point}/take-over", {})
    walk.send("ben", f"/posts/{point}/put-back", {}, 403)
    walk.get("ben", "/account/posts")
    walk.get("ben", f"/posts/{point}")
    walk.send("ben", f"/posts/{slip}/put-back", {})
    walk.get("ben", f"/posts/{slip}")


def appeal_and_decide(walk: Walk) -> None:
    """Ben against what was done to two posts of his: the first is upheld in silence, the second reversed."""
    page = f"/proposals/{OTHER}"
    posts = [walk.post("ben", f"{page}/post", Label.COMMENT, body=walk.own(f"Beside the point {n}.")) for n in "ab"]
    entries = []
    for post in posts:
        walk.send("mo", f"/moderation/posts/{post}/hide", {"do": "act", "reason": walk.written, "version": "1"})
        entries.append(walk.session.scalars(select(LogEntry.id).where(LogEntry.post_id == post)).one())
    for entry in entries:
        walk.get("ben", f"/moderation/log/{entry}/appeal")
        walk.send("ben", f"/moderation/log/{entry}/appeal", {}, 400)
        walk.send("ben", f"/moderation/log/{entry}/appeal", {"words": walk.written})
        walk.send("ben", f"/moderation/log/{entry}/appeal", {"words": walk.written}, 409)
        walk.get("mo", "/moderation")
    for entry, how in zip(entries, ({"do": "uphold", "sealed": "y"}, {"do": "undo"}), strict=True):
        walk.get("cy", "/moderation")
        walk.get("cy", f"/moderation/log/{entry}/decide")
        walk.send("cy", f"/moderation/log/{entry}/decide", {**how}, 400)
        walk.send("cy", f"/moderation/log/{entry}/decide", {"reason": walk.written, **how})
        walk.send("cy", f"/moderation/log/{entry}/decide", {"reason": walk.written, "do": "uphold"}, 409)
        walk.get("cy", f"/moderation/log/{entry}/decide")
    for who in ("visitor", "ben", "cy"):
        walk.get(who, f"{page}/log")
        walk.get(who, f"{page}/log?post={posts[0]}")


def say_where_it_is(walk: Walk) -> None:
    """Ada strikes out what Ben objected to; he says it is there still, she that it is not, and Mo decides."""
    words = [
        walk.own(f"In {place} a hall is built {when}.") for place, when in (("the north", "soon"), ("east", "now"))
    ]
    new = {"title": walk.own("Halls"), "summary": walk.written, "text": "\n\n".join([*words, walk.own("Votes count.")])}
    page = walk.send("ada", "/proposals/new", {**new, "do": "publish"})
    named = select(Passage.anchor).where(Passage.text == words[0])
    anchor = walk.session.scalars(named).one()
    point = walk.post("ben", f"{page}/post?anchor={quote(anchor)}", Label.OBJECTION)
    text = new["text"].replace(words[0], walk.own("Wholly other words stand here."))
    walk.send("ada", f"{page}/revise", {"text": text, "summary": walk.written, "version": "1", "do": "publish"})
    there = walk.session.scalars(select(Passage.anchor).where(Passage.text == words[1]).distinct()).one()
    for who in walk.browsers:
        walk.get(who, page)
        walk.get(who, f"/posts/{point}")
    walk.get("ben", f"/posts/{point}/where")
    walk.get("ada", f"/posts/{point}/where", 403)
    walk.send("ben", f"/posts/{point}/where", {}, 400)
    walk.send("ben", f"/posts/{point}/where", {"do": "not-here"}, 409)
    walk.send("ada", f"/posts/{point}/where", {"do": "there", "anchor": there}, 403)
    walk.send("ben", f"/posts/{point}/where", {"do": "there", "anchor": there})
    for who in walk.browsers:
        walk.get(who, page)
        walk.get(who, f"/posts/{point}")
    walk.send("ada", f"/posts/{point}/where/answer", {}, 400)
    walk.send("ada", f"/posts/{point}/where/answer", {"says": "no"})
    walk.get("visitor", f"/posts/{point}")
    walk.get("mo", "/moderation")
    act = f"/moderation/posts/{point}/decide-where"
    walk.get("mo", act)
    to = f"passage {there}"
    walk.send("mo", act, {"do": "preview", "to": to}, 200)
    walk.send("mo", act, {"do": "act", "shown": to, "to": to, "reason": walk.written, "version": walk.version(point)})
    for who in walk.browsers:
        walk.get(who, f"/posts/{point}")
        walk.get(who, f"{page}/log")


def hide_and_hold(walk: Walk) -> None:
    """A proposal, a revision and what somebody says of themselves."""
    proposal = walk.session.scalars(select(Proposal).where(Proposal.slug == OTHER)).one()
    owner = walk.session.get_one(Person, proposal.owner_id)
    text = [Passage(position=0, anchor="changed", kind=PassageKind.PARAGRAPH, level=0, text=walk.written)]
    more = {"summary": walk.written, "state": State.HELD, "passages": text}
    held = RevisionFactory(proposal_id=proposal.id, number=2, author_id=owner.id, **more)
    walk.new.about, walk.new.about_state, proposal.state = walk.written, State.HELD, State.HELD
    walk.session.commit()
    things = (f"proposals/{OTHER}", f"revisions/{held.id}", f"people/{walk.new.id}")
    acts = {
        things[0]: ("approve-proposal", "hide-proposal", "restore-proposal", "hide-proposal"),
        things[1]: ("hide-revision", "approve-revision"),
        things[2]: ("approve-profile", "hide-profile", "restore-profile", "hide-profile"),
    }
    walk.get("mo", "/moderation")
    walk.get("visitor", f"/proposals/{OTHER}", 403)
    for thing in things:
        walk.get("mo", f"/moderation/{thing}")
        for act in acts[thing]:
            walk.get("mo", f"/moderation/{thing}/{act}")
            walk.send("mo", f"/moderation/{thing}/{act}", {"reason": walk.written, "version": "1"})
            walk.get("mo", f"/moderation/{thing}")
    walk.send("mo", f"/moderation/{things[0]}/hide-proposal", {"reason": walk.written, "version": "1"}, 409)
    for who, status in (("visitor", 403), ("mo", 200)):
        for page in ("", "/history?revision=2", "/map"):
            walk.get(who, f"/proposals/{OTHER}{page}", status)
    for who in ("visitor", "mo", "new"):
        walk.get(who, f"/proposals/{OTHER}/log")
        walk.get(who, f"/people/{quote(walk.new.name)}")
        for entry in walk.session.scalars(select(LogEntry.id).where(LogEntry.post_id.is_(None))).all():
            walk.get(who, f"/moderation/log/{entry}")
    walk.get("new", "/account/")


def correct_a_draft(walk: Walk, new: dict[str, str]) -> None:
    walk.get("ben", draft := walk.send("ben", "/proposals/new", {**new, "do": "preview"}))
    walk.get("ben", "/proposals/new")
    walk.get("visitor", draft, 401)
    walk.send("ben", draft, {**new, "steps": "0", "row-0": "left-out", "row-1": "joined"})
    walk.send("ben", draft, {**new, "steps": "0", "row-0": "text"}, 409)
    walk.send("ben", draft, {**new, "steps": "1", "split": "0:0"}, 409)
    walk.get("ben", draft)
    walk.send("ben", draft, {**new, "steps": "1", "do": "undo"})
    walk.send("ben", draft, {**new, "title": "", "steps": "0", "do": "publish"}, 400)
    walk.send("ben", draft, {"steps": "0", "do": "discard"})
    walk.send("ben", draft, {"steps": "0"}, 404)
    # One is left, for whoever looks at all pages afterwards.
    walk.get("ben", walk.send("ben", "/proposals/new", {**new, "do": "preview"}))


TOURS = (appeal_and_decide, take_back, say_where_it_is, hide_and_hold)
