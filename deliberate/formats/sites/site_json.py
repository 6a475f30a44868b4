"""A site, or some of its proposals, as the JSON `deliberate export` prints: format `deliberate/1`.

The contract's keys are always there; those it marks as optional are left out where they would be empty. Keys beyond
the contract, without which an import would lose something:

- site: `simulated` (true for a demo);
- proposal: `owner` (who speaks for it here), `voters` (how many people have voted in its thread), `state` (held or
  hidden, of one that is out of sight); revision: `author`;
- post: `source_url`, `quote` and `replacement` (with `source`, the title of its source), `wording` and `worded` (number
  and time of the current wording, once it was edited) and `earlier` (the replaced ones), `earlier_votes` (how many of
  those who agree did so with other words), `raisers` (how many of those who voted had raised the same in a post that
  was merged into it), `standing_range` (where it is likely to come to stand), `few_share` (true where most reject an
  unanswered point), `withdrawn` (when its author took it back; a point that
  others hold stays visible) and `taken_over_by` (who holds it and speaks for it since), `accepted_by` (who raised the
  point that it replies to and says that it answers it) and `addressed` (the revisions that claim to deal with it:
  `revision`, how many say that it does (`yes`) or not (`no`), and what the person who raised it says (`raiser`), if
  anything), `said_to_be` (where somebody said that the words are that it was raised on: `at`, `who`, the `revision`
  that was in force, a `passage` or null for nowhere, whether the author of the text `agreed` and when they `answered`,
  when a moderator `decided`; a passage `roads@3` is the one of that name up to revision 3); of a reply and of a link,
  `voice` (the voices of those who agree: each has one, which they divide among the replies they agree with that do the
  same to the same post), and `sides` (`reject` and `accept`: true where one side does, beyond chance);
- log entry: `details` (what changed), `undoes` (the position in this log of the entry it took back) and `answers` (of
  the act that an appeal is against, or of the appeal that was decided by this).

A link's `to` is the id of a post, `slug#anchor` for a passage or `slug` for a whole proposal. A log entry's `target` is
`post <id>` or `proposal`. Times are UTC, in ISO 8601 with a Z. What was hidden, held or withdrawn has its words left
out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO, TypeVar

from deliberate.domain import places
from deliberate.domain.facts import Phase, ProposalStatus, from_status, status_of
from deliberate.domain.labels import Polarity
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.domain.places import OnPassage, OnPost
from deliberate.domain.texts import names, slugs
from deliberate.domain.texts.marks import Mark, MarkKind, packed
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.words import say
from deliberate.formats.errors import FormatError
from deliberate.formats.json_parts import Lists, encoded, opened
from deliberate.formats.json_reader import LARGEST_ID, JsonReader, all_different, shown
from deliberate.formats.sites import (
    InTurn,
    PassageAddress,
    Site,
    SiteLink,
    SiteLogEntry,
    SitePerson,
    SiteProposal,
    SiteRevision,
    fitting,
)
from deliberate.formats.sites.post_json import (
    MOST_VOTES,
    backing_json,
    post_json,
    present,
    read_backing,
    read_post,
    time,
)

T = TypeVar("T")

FORMAT = "deliberate/1"
# What stays in the file that it is read from.
_LONG: Lists = {"people": {}, "proposals": {"posts": {}}}


def dumps(site: Site) -> str:
    """The same text for the same site, whatever order it was read in."""
    return "".join(written(site))


def written(site: Site) -> Iterator[str]:
    """The same, part by part: a post is read when it is its turn."""
    value = {
        "format": FORMAT,
        **({"simulated": True} if site.simulated else {}),
        "people": (
            {"name": person.name, "joined": time(person.joined)}
            for person in _in_order(site.people, lambda person: person.name)
        ),
        "proposals": map(_proposal, _in_order(site.proposals, lambda proposal: proposal.slug)),
    }
    yield from encoded(value)
    yield "\n"


def _in_order(values: Collection[T], key: Callable[[T], Any]) -> Iterable[T]:
    return values if isinstance(values, InTurn) else sorted(values, key=key)


def _passage(passage: Passage) -> dict[str, Any]:
    value = {"anchor": passage.anchor, "kind": passage.kind, "level": passage.level, "text": passage.text}
    return value | present(number=passage.number, marks=packed(passage.marks))


def _proposal(proposal: SiteProposal) -> dict[str, Any]:
    links = sorted(proposal.links, key=lambda link: (link.from_post, str(link.to), link.polarity))
    return {
        "slug": proposal.slug,
        "title": proposal.title,
        "summary": proposal.summary,
        "status": status_of(proposal.phase, proposal.locked),
        "phase": proposal.phase,
        "locked": proposal.locked,
        **({} if proposal.state is State.VISIBLE else {"state": proposal.state}),
        "topics": sorted(proposal.topics),
        "authors": list(proposal.authors),
        "source": proposal.source,
        "language": proposal.language,
        "created": time(proposal.created),
        "owner": proposal.owner,
        **present(voters=proposal.crowd),
        "revisions": [
            {
                "number": revision.number,
                "created": time(revision.created),
                "author": revision.author,
                "summary": revision.summary,
                "passages": [_passage(passage) for passage in revision.passages],
                **present(asked=[{"anchor": anchor, "there": there} for anchor, there in revision.asked.items()]),
            }
            for revision in sorted(proposal.revisions, key=lambda revision: revision.number)
        ],
        "posts": map(post_json, _in_order(proposal.posts, lambda post: post.id)),
        "links": [
            {
                "from": link.from_post,
                "to": link.to if isinstance(link.to, int) else str(link.to),
                "polarity": link.polarity,
                **backing_json(link),
            }
            for link in links
        ],
        "log": [
            {
                "at": time(entry.at),
                "who": entry.who,
                "act": entry.act,
                "target": str(places.at(entry.post, None)),
                "reason": entry.reason,
                **present(details=entry.details),
                **({} if entry.undoes is None else {"undoes": entry.undoes}),
                **({} if entry.answers is None else {"answers": entry.answers}),
            }
            for entry in proposal.log
        ],
    }


def loads(text: str) -> Site:
    """The site that was exported, as a whole; raises FormatError, which says where, for anything that is not one."""
    site = load(BytesIO(text.encode(errors="surrogatepass")))
    return replace(
        site,
        people=tuple(site.people),
        proposals=tuple(replace(proposal, posts=tuple(proposal.posts)) for proposal in site.proposals),
    )


def load(file: BinaryIO) -> Site:
    """The same, read part by part from the file, which has to stay open as long as the site is used."""
    top = opened(file, _LONG)
    if top.optional_text("format") != FORMAT:
        raise FormatError(say('this is not an exported site: "format" is not "%(format)s"', format=FORMAT))
    people = top.parts("people", lambda value: SitePerson(value.text("name", 60, least=1), value.time("joined")))
    known = {person.name for person in people}
    all_different((names.key(person.name) for person in people), "people", say("name"))
    proposals = top.parts("proposals", lambda value: _read_proposal(value, known))
    site = Site(people, proposals, top.get("simulated", False) is True)
    return replace(site, ids=fitting.check(site))


def _read_proposal(value: JsonReader, people: set[str]) -> SiteProposal:
    slug = value.text("slug", slugs.LONGEST)
    if not slugs.is_slug(slug) or slug in slugs.RESERVED:
        raise value.wrong("slug", say("%(slug)s cannot be the address of a proposal", slug=shown(slug)))
    phase, locked = _read_phase(value)
    return SiteProposal(
        slug=slug,
        title=value.text("title", 200, least=1),
        summary=value.text("summary", 500),
        phase=phase,
        locked=locked,
        topics=value.texts("topics", 40),
        authors=value.texts("authors", 200),
        source=value.text("source", 500),
        language=value.text("language", 12),
        created=value.time("created"),
        owner=value.person("owner", people),
        revisions=tuple(_read_revision(revision, people) for revision in value.each("revisions")),
        posts=value.parts("posts", lambda post: read_post(post, people)),
        links=tuple(_read_link(link) for link in value.each("links")),
        log=tuple(_read_log_entry(entry, index, people) for index, entry in enumerate(value.each("log"))),
        state=_read_state(value),
        crowd=value.integer("voters", 0, MOST_VOTES, default=0),
    )


def _read_state(value: JsonReader) -> State:
    """Of a proposal: one that is in sight need not say so, and none is merged or withdrawn."""
    if value.get("state") is None:
        return State.VISIBLE
    return State(value.one_of("state", (State.VISIBLE, State.HELD, State.HIDDEN)))


def _read_phase(value: JsonReader) -> tuple[Phase, bool]:
    """Phase and lock; in a file of before there were both, the one word says which."""
    phase, locked = from_status(value.member("status", ProposalStatus))
    given = value.member("phase", Phase) if value.get("phase") is not None else phase
    return given, value.boolean("locked", default=locked)


def _mark(value: JsonReader, length: int) -> Mark:
    start = value.integer("start", 0, length)
    return Mark(
        start, value.integer("end", start, length), value.member("kind", MarkKind), value.optional_text("to", 2000)
    )


def _read_revision(value: JsonReader, people: set[str]) -> SiteRevision:
    passages = tuple(
        Passage(
            anchor=passage.text("anchor", 100, least=1),
            kind=passage.member("kind", PassageKind),
            level=passage.integer("level", 0, 100),
            text=passage.text("text"),
            number=passage.optional_text("number", 40) or None,
            marks=tuple(_mark(mark, len(passage.text("text"))) for mark in passage.each("marks", optional=True)),
        )
        for passage in value.each("passages")
    )
    all_different((passage.anchor for passage in passages), value.at, say("anchor"))
    return SiteRevision(
        number=value.integer("number", 1, 1_000_000),
        created=value.time("created"),
        author=value.person("author", people),
        summary=value.text("summary", 500),
        passages=passages,
        asked={
            one.text("anchor", 100, least=1): one.boolean("there", default=False)
            for one in value.each("asked", optional=True)
        },
    )


def _read_link(value: JsonReader) -> SiteLink:
    to = value.get("to")
    if isinstance(to, str):
        slug, _, anchor = value.text("to", 181).partition("#")
        target: int | PassageAddress = PassageAddress(slug, anchor or None)
    else:
        target = value.integer("to", 1, LARGEST_ID)
    return SiteLink(
        value.integer("from", 1, LARGEST_ID), target, value.member("polarity", Polarity), *read_backing(value)
    )


def _read_log_entry(value: JsonReader, index: int, people: set[str]) -> SiteLogEntry:
    target = value.text("target", 20)
    place = places.parse(target)
    if place is None or isinstance(place, OnPassage):
        raise value.wrong("target", say("%(target)s is neither “proposal” nor “post <id>”", target=shown(target)))
    return SiteLogEntry(
        at=value.time("at"),
        who=value.person("who", people),
        act=value.member("act", Act),
        post=place.post if isinstance(place, OnPost) else None,
        reason=value.text("reason", 500),
        details=value.facts("details"),
        **{name: value.integer(name, 0, index - 1) for name in ("undoes", "answers") if value.get(name) is not None},
    )
