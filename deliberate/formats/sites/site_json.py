"""A site, or some of its proposals, as the JSON `deliberate export` prints: format `deliberate/1`.

The contract's keys are always there; those it marks as optional are left out where they would be empty. Keys beyond
the contract, without which an import would lose something:

- site: `simulated` (true for a demo);
- proposal: `owner` (who speaks for it here), `state` (held or hidden, of one that is out of sight); revision: `author`;
- post: `source_url`, `quote` and `replacement` (with `source`, the title of its source), `wording` and `worded` (number
  and time of the current wording, once it was edited) and `earlier` (the replaced ones), `voters` (how many voted other
  than its author, where that is not the sum of the votes), `withdrawn` (when its author took it back; a point that
  others hold stays visible) and `taken_over_by` (who holds it and speaks for it since), `accepted_by` (who raised the
  point that it replies to and says that it answers it) and `addressed` (the revisions that claim to deal with it:
  `revision`, how many say that it does (`yes`) or not (`no`), and what the person who raised it says (`raiser`), if
  anything);
- log entry: `details` (what changed) and `undoes` (the position in this log of the entry it took back).

A link's `to` is the id of a post, `slug#anchor` for a passage or `slug` for a whole proposal. A log entry's `target` is
`post <id>` or `proposal`. Times are UTC, in ISO 8601 with a Z. What was hidden, held or withdrawn has its words left
out.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from deliberate.domain import places
from deliberate.domain.facts import Phase, ProposalStatus, from_status, status_of
from deliberate.domain.graph import State
from deliberate.domain.labels import Ground, Label, Polarity
from deliberate.domain.permissions import Act
from deliberate.domain.places import OnPassage, OnPost
from deliberate.domain.posts import FIELDS, PostWords
from deliberate.domain.statuses import Status
from deliberate.domain.texts import names, slugs
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.words import say
from deliberate.formats.errors import FormatError
from deliberate.formats.json_reader import LARGEST_ID, JsonReader, all_different, parsed, shown
from deliberate.formats.sites import (
    PassageAddress,
    Site,
    SiteClaim,
    SiteLink,
    SiteLogEntry,
    SitePerson,
    SitePost,
    SiteProposal,
    SiteRevision,
    Wording,
    fitting,
)

FORMAT = "deliberate/1"
_MOST_VOTES = 100_000_000


def dumps(site: Site) -> str:
    """The same text for the same site, whatever order it was read in."""
    value = {
        "format": FORMAT,
        **({"simulated": True} if site.simulated else {}),
        "people": [
            {"name": person.name, "joined": _time(person.joined)}
            for person in sorted(site.people, key=lambda person: person.name)
        ],
        "proposals": [_proposal(proposal) for proposal in sorted(site.proposals, key=lambda proposal: proposal.slug)],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _passage(passage: Passage) -> dict[str, Any]:
    value = {"anchor": passage.anchor, "kind": passage.kind, "level": passage.level, "text": passage.text}
    return value | _present(number=passage.number)


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
        "created": _time(proposal.created),
        "owner": proposal.owner,
        "revisions": [
            {
                "number": revision.number,
                "created": _time(revision.created),
                "author": revision.author,
                "summary": revision.summary,
                "passages": [_passage(passage) for passage in revision.passages],
            }
            for revision in sorted(proposal.revisions, key=lambda revision: revision.number)
        ],
        "posts": [_post(post) for post in sorted(proposal.posts, key=lambda post: post.id)],
        "links": [
            {
                "from": link.from_post,
                "to": link.to if isinstance(link.to, int) else str(link.to),
                "polarity": link.polarity,
            }
            for link in links
        ],
        "log": [
            {
                "at": _time(entry.at),
                "who": entry.who,
                "act": entry.act,
                "target": str(places.at(entry.post, None)),
                "reason": entry.reason,
                **_present(details=entry.details),
                **({} if entry.undoes is None else {"undoes": entry.undoes}),
            }
            for entry in proposal.log
        ],
    }


def _post(post: SitePost) -> dict[str, Any]:
    votes = post.agree + post.passes + post.disagree
    return {
        "id": post.id,
        "message": post.message,
        "parent": post.parent,
        "passage": post.passage,
        "label": post.label,
        **_present(ground=post.ground),
        "author": post.author,
        **_words(post.words),
        "created": _time(post.created),
        "votes": {"agree": post.agree, "pass": post.passes, "disagree": post.disagree},
        **({} if post.voters == votes else {"voters": post.voters}),
        "standing": post.standing,
        **_present(status=post.status),
        "state": post.state,
        **_present(merged_into=post.merged_into),
        **({"withdrawn": _time(post.withdrawn)} if post.withdrawn else {}),
        **_present(taken_over_by=post.taken_over_by),
        **({"wording": post.wording, "worded": _time(post.worded)} if post.worded and post.wording > 1 else {}),
        **_present(
            earlier=[
                {"number": wording.number, "worded": _time(wording.worded), **_words(wording.words)}
                for wording in sorted(post.earlier, key=lambda wording: wording.number)
            ],
            accepted_by=post.accepted_by,
            addressed=[
                {
                    "revision": claim.revision,
                    "yes": claim.holds,
                    "no": claim.fails,
                    **({} if claim.raiser is None else {"raiser": claim.raiser}),
                }
                for claim in sorted(post.claims, key=lambda claim: claim.revision)
            ],
        ),
    }


def _words(words: PostWords) -> dict[str, str]:
    return {"body": words.body} | _present(**{field.key: text for field, text in words.items()})


def _present(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _time(time: datetime) -> str:
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def loads(text: str) -> Site:
    """The site that was exported; raises FormatError, which says where, for anything that is not one."""
    top = parsed(text)
    if top.optional_text("format") != FORMAT:
        raise FormatError(say('this is not an exported site: "format" is not "%(format)s"', format=FORMAT))
    people = tuple(SitePerson(person.text("name", 60, least=1), person.time("joined")) for person in top.each("people"))
    all_different((names.key(person.name) for person in people), "people", say("name"))
    known = {person.name for person in people}
    proposals = tuple(_read_proposal(proposal, known) for proposal in top.each("proposals"))
    site = Site(people, proposals, top.get("simulated", False) is True)
    fitting.check(site)
    return site


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
        language=value.text("language", 12, least=2),
        created=value.time("created"),
        owner=value.person("owner", people),
        revisions=tuple(_read_revision(revision, people) for revision in value.each("revisions")),
        posts=tuple(_read_post(post, people) for post in value.each("posts")),
        links=tuple(_read_link(link) for link in value.each("links")),
        log=tuple(_read_log_entry(entry, index, people) for index, entry in enumerate(value.each("log"))),
        state=_read_state(value),
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


def _read_revision(value: JsonReader, people: set[str]) -> SiteRevision:
    passages = tuple(
        Passage(
            anchor=passage.text("anchor", 100, least=1),
            kind=passage.member("kind", PassageKind),
            level=passage.integer("level", 0, 100),
            text=passage.text("text"),
            number=passage.optional_text("number", 40) or None,
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
    )


def _read_post(value: JsonReader, people: set[str]) -> SitePost:
    votes = value.child("votes")
    agree, passes, disagree = (votes.integer(key, 0, _MOST_VOTES) for key in ("agree", "pass", "disagree"))
    total = agree + passes + disagree
    wording = value.integer("wording", 1, 1_000_000, default=1)
    earlier = tuple(
        Wording(former.integer("number", 1, wording - 1), former.time("worded"), _read_words(former))
        for former in value.each("earlier", optional=True)
    )
    all_different((former.number for former in earlier), value.at, say("number of an earlier wording"))
    state = value.member("state", State)
    post = SitePost(
        id=value.integer("id", 1, LARGEST_ID),
        message=value.integer("message", 1, LARGEST_ID),
        parent=value.integer_or_null("parent"),
        passage=value.optional_text("passage", 100) or None,
        label=value.member("label", Label),
        ground=value.member("ground", Ground) if value.get("ground") is not None else None,
        author=value.person("author", people),
        words=_read_words(value),
        created=value.time("created"),
        agree=agree,
        passes=passes,
        disagree=disagree,
        voters=value.integer("voters", 0, total, default=total),
        standing=value.share("standing"),
        status=value.member("status", Status) if value.get("status") is not None else None,
        state=state,
        merged_into=value.integer_or_null("merged_into"),
        withdrawn=value.time("withdrawn") if value.get("withdrawn") is not None else None,
        taken_over_by=value.person("taken_over_by", people) if value.get("taken_over_by") is not None else None,
        wording=wording,
        worded=value.time("worded") if wording > 1 else None,
        earlier=earlier,
        accepted_by=value.person("accepted_by", people) if value.get("accepted_by") is not None else None,
        claims=tuple(_read_claim(claim) for claim in value.each("addressed", optional=True)),
    )
    all_different((claim.revision for claim in post.claims), value.at, say("revision that addresses it"))
    if (state is State.MERGED) != (post.merged_into is not None):
        raise value.wrong("merged_into", say("is there exactly when the state is merged"))
    if (state is State.WITHDRAWN or post.taken_over_by) and post.withdrawn is None:
        raise value.wrong("withdrawn", say("is missing, though the post was withdrawn"))
    return post


def _read_claim(value: JsonReader) -> SiteClaim:
    yes, no = (value.integer(key, 0, _MOST_VOTES) for key in ("yes", "no"))
    raiser = value.get("raiser")
    if not isinstance(raiser, bool | None) or (raiser is True and not yes) or (raiser is False and not no):
        raise value.wrong("raiser", say("is true or false, and counted among yes or no"))
    return SiteClaim(value.integer("revision", 1, 1_000_000), yes, no, raiser)


def _read_words(value: JsonReader) -> PostWords:
    """A text is kept at any length, a line is not; only the body has to be there."""
    limits = ((field, [field.most] if field.is_line else []) for field in FIELDS)
    texts = {field.name: value.optional_text(field.key, *limit) for field, limit in limits}
    return PostWords(**texts | {"body": value.text("body")})


def _read_link(value: JsonReader) -> SiteLink:
    to = value.get("to")
    if isinstance(to, str):
        slug, _, anchor = value.text("to", 181).partition("#")
        target: int | PassageAddress = PassageAddress(slug, anchor or None)
    else:
        target = value.integer("to", 1, LARGEST_ID)
    return SiteLink(value.integer("from", 1, LARGEST_ID), target, value.member("polarity", Polarity))


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
        undoes=value.integer("undoes", 0, index - 1) if value.get("undoes") is not None else None,
    )
