"""A post and a link as they stand in an exported site."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from deliberate.domain.labels import Ground, Label
from deliberate.domain.nodes import VOICE, State
from deliberate.domain.posts import FIELDS, PostWords
from deliberate.domain.statuses import Cause, Status
from deliberate.domain.words import say
from deliberate.formats.json_reader import LARGEST_ID, JsonReader, all_different
from deliberate.formats.sites import SiteClaim, SiteLink, SitePost, SiteStatus, SiteWhere, Wording

MOST_VOTES = 100_000_000


def post_json(post: SitePost) -> dict[str, Any]:
    return {
        "id": post.id,
        "message": post.message,
        "parent": post.parent,
        "passage": post.passage,
        "label": post.label,
        **present(ground=post.ground),
        "author": post.author,
        **_words(post.words),
        "created": time(post.created),
        "votes": {"agree": post.agree, "pass": post.passes, "disagree": post.disagree},
        **present(earlier_votes=post.earlier_votes, raisers=post.raisers),
        **backing_json(post, accepted=post.favoured),
        "standing": post.standing,
        "standing_range": {"low": post.low, "high": post.high},
        **present(status=post.status, few_share=post.few_share),
        "statuses": [_status_json(change) for change in sorted(post.statuses, key=lambda change: change.at)],
        "state": post.state,
        **present(merged_into=post.merged_into),
        **({"withdrawn": time(post.withdrawn)} if post.withdrawn else {}),
        **present(taken_over_by=post.taken_over_by),
        **({"wording": post.wording, "worded": time(post.worded)} if post.worded and post.wording > 1 else {}),
        **present(
            earlier=[
                {"number": wording.number, "worded": time(wording.worded), **_words(wording.words)}
                for wording in sorted(post.earlier, key=lambda wording: wording.number)
            ],
            accepted_by=post.accepted_by,
            addressed=[
                {
                    "revision": claim.revision,
                    "yes": claim.holds,
                    "no": claim.fails,
                    **({} if claim.raiser is None else {"raiser": claim.raiser}),
                    **present(sides=present(reject=claim.rejected)),
                }
                for claim in sorted(post.claims, key=lambda claim: claim.revision)
            ],
            said_to_be=[_where_json(where) for where in post.where],
        ),
    }


def _words(words: PostWords) -> dict[str, str]:
    return {"body": words.body} | present(**{field.key: text for field, text in words.items()})


def present(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def time(time: datetime) -> str:
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def read_post(value: JsonReader, people: set[str]) -> SitePost:
    agree, passes, disagree = _read_votes(value)
    wording = value.integer("wording", 1, 1_000_000, default=1)
    earlier = tuple(
        Wording(former.integer("number", 1, wording - 1), former.time("worded"), _read_words(former))
        for former in value.each("earlier", optional=True)
    )
    all_different((former.number for former in earlier), value.at, say("number of an earlier wording"))
    state = value.member("state", State)
    voice, rejected = read_backing(value)
    low, high = _read_range(value)
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
        earlier_votes=value.integer("earlier_votes", 0, agree, default=0),
        raisers=value.integer("raisers", 0, MOST_VOTES, default=0),
        voice=voice,
        rejected=rejected,
        favoured=value.get("sides") is not None and value.child("sides").boolean("accept", default=False),
        standing=value.share("standing"),
        low=low,
        high=high,
        few_share=value.boolean("few_share", default=False),
        status=value.member("status", Status) if value.get("status") is not None else None,
        statuses=tuple(map(_read_status, value.each("statuses", optional=True))),
        state=state,
        merged_into=value.integer_or_null("merged_into"),
        withdrawn=value.time("withdrawn") if value.get("withdrawn") is not None else None,
        taken_over_by=value.person("taken_over_by", people) if value.get("taken_over_by") is not None else None,
        wording=wording,
        worded=value.time("worded") if wording > 1 else None,
        earlier=earlier,
        accepted_by=value.person("accepted_by", people) if value.get("accepted_by") is not None else None,
        claims=tuple(_read_claim(claim) for claim in value.each("addressed", optional=True)),
        where=tuple(_read_where(where, people) for where in value.each("said_to_be", optional=True)),
    )
    all_different((claim.revision for claim in post.claims), value.at, say("revision that addresses it"))
    if (state is State.MERGED) != (post.merged_into is not None):
        raise value.wrong("merged_into", say("is there exactly when the state is merged"))
    if (state is State.WITHDRAWN or post.taken_over_by) and post.withdrawn is None:
        raise value.wrong("withdrawn", say("is missing, though the post was withdrawn"))
    return post


def _read_claim(value: JsonReader) -> SiteClaim:
    yes, no = (value.integer(key, 0, MOST_VOTES) for key in ("yes", "no"))
    raiser = value.get("raiser")
    if not isinstance(raiser, bool | None) or (raiser is True and not yes) or (raiser is False and not no):
        raise value.wrong("raiser", say("is true or false, and counted among yes or no"))
    return SiteClaim(value.integer("revision", 1, 1_000_000), yes, no, raiser, _rejects(value))


def _where_json(where: SiteWhere) -> dict[str, Any]:
    times = {"answered": where.answered, "decided": where.decided}
    return {
        "at": time(where.at),
        "who": where.who,
        "revision": where.revision,
        "passage": where.passage,
        **({} if where.agreed is None else {"agreed": where.agreed}),
        **{key: time(at) for key, at in times.items() if at},
    }


def _read_where(value: JsonReader, people: set[str]) -> SiteWhere:
    answered, decided = (value.time(key) if value.get(key) is not None else None for key in ("answered", "decided"))
    agreed = value.get("agreed")
    if not isinstance(agreed, bool | None) or (agreed is None) != (answered is None):
        raise value.wrong("agreed", say("is true or false, and there exactly when it was answered"))
    return SiteWhere(
        at=value.time("at"),
        who=value.person("who", people),
        revision=value.integer("revision", 1, 1_000_000),
        passage=value.optional_text("passage", 100) or None,
        agreed=agreed,
        answered=answered,
        decided=decided,
    )


def _read_words(value: JsonReader) -> PostWords:
    """A text is kept at any length, a line is not; only the body has to be there."""
    limits = ((field, [field.most] if field.is_line else []) for field in FIELDS)
    texts = {field.name: value.optional_text(field.key, *limit) for field, limit in limits}
    return PostWords(**texts | {"body": value.text("body")})


def _read_votes(value: JsonReader) -> tuple[int, int, int]:
    """Agree, pass and disagree. In a file of before, `voters` says that the author's own vote is among them: it counts
    no longer, and authors agree."""
    votes = value.child("votes")
    agree, passes, disagree = (votes.integer(key, 0, MOST_VOTES) for key in ("agree", "pass", "disagree"))
    total = agree + passes + disagree
    own = total - value.integer("voters", 0, total, default=total)
    return max(0, agree - own), passes, disagree


def _read_range(value: JsonReader) -> tuple[float, float]:
    """An import computes it anew; a file of before has none."""
    if value.get("standing_range") is None:
        return 0.1, 0.9
    both = value.child("standing_range")
    return both.share("low"), both.share("high")


def backing_json(of: SitePost | SiteLink, *, accepted: bool = False) -> dict[str, Any]:
    sides = present(reject=of.rejected, accept=accepted)
    voice = {} if of.voice is None else {"voice": of.voice // VOICE if of.voice % VOICE == 0 else of.voice / VOICE}
    return voice | present(sides=sides)


def read_backing(value: JsonReader) -> tuple[int | None, bool]:
    """The voice behind a reply, in `VOICE`ths, None where it is not said; whether a side rejects it."""
    voice = None if value.get("voice") is None else round(value.amount("voice", MOST_VOTES) * VOICE)
    return voice, _rejects(value)


def _rejects(value: JsonReader) -> bool:
    return value.get("sides") is not None and value.child("sides").boolean("reject", default=False)


def _status_json(change: SiteStatus) -> dict[str, Any]:
    value = {"at": time(change.at), "from": change.before, "to": change.after, "why": change.why}
    return value | present(post=change.post)


def _read_status(value: JsonReader) -> SiteStatus:
    return SiteStatus(
        at=value.time("at"),
        before=value.member("from", Status),
        after=value.member("to", Status),
        why=value.member("why", Cause),
        post=value.integer_or_null("post"),
    )
