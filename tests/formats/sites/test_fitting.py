"""Sites whose parts are right one by one and do not fit together."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from deliberate.domain.labels import Label, Polarity
from deliberate.domain.permissions import Act
from deliberate.formats.errors import FormatError
from deliberate.formats.sites import (
    Site,
    SiteClaim,
    SiteLink,
    SiteLogEntry,
    SitePerson,
    SitePost,
    SiteProposal,
)
from deliberate.formats.sites.fitting import check
from deliberate.formats.sites.site_json import loads

NOW = datetime(2026, 1, 1, tzinfo=UTC)
AT = "2026-01-01T00:00:00Z"


def post(id: int, label: Label, **fields: Any) -> dict[str, Any]:
    """As it stands in an export."""
    words = {"id": id, "message": id, "label": label, "author": "Ada", "body": ".", "created": AT, "state": "visible"}
    return {**words, "votes": {"agree": 0, "pass": 0, "disagree": 0}, "standing": 0.5, **fields}


[PLAN] = loads(
    json.dumps(
        {
            "format": "deliberate/1",
            "people": [{"name": "Ada", "joined": AT}],
            "proposals": [
                {
                    **{"slug": "plan", "title": "A plan", "summary": "", "status": "open", "topics": ["town"]},
                    **{"authors": ["Ada"], "source": "", "language": "en", "created": AT, "owner": "Ada"},
                    "revisions": [
                        {
                            **{"number": 1, "created": AT, "author": "Ada", "summary": ""},
                            "passages": [{"anchor": "trees", "kind": "paragraph", "level": 0, "text": "Trees."}],
                        }
                    ],
                    "posts": [
                        post(1, Label.OBJECTION, passage="trees"),
                        post(2, Label.REBUTTAL, parent=1),
                        post(3, Label.OBJECTION, state="merged", merged_into=1),
                        post(4, Label.EVIDENCE, parent=3),
                    ],
                    "links": [{"from": 1, "to": 2, "polarity": "neutral"}],
                    "log": [
                        {"at": AT, "who": "Ada", "act": "merge", "target": "post 3", "reason": "The same."},
                        {"at": AT, "who": "Ada", "act": "lock", "target": "proposal", "reason": "Over."},
                    ],
                }
            ],
        }
    )
).proposals
OBJECTION, REBUTTAL, TWIN, _ = PLAN.posts


def site(*proposals: SiteProposal) -> Site:
    return Site((SitePerson("Ada", NOW),), proposals)


def test_a_thread_with_a_merged_post_and_replies_to_it_fits() -> None:
    check(site(PLAN))
    check(site())


def of_posts(*posts: SitePost) -> SiteProposal:
    return replace(PLAN, posts=posts, links=(), log=())


def entry(post: int | None = None, undoes: int | None = None, answers: int | None = None) -> SiteLogEntry:
    return SiteLogEntry(NOW, "Ada", Act.HIDE, post, "Why.", undoes=undoes, answers=answers)


@pytest.mark.parametrize(
    ("proposal", "says"),
    [
        (replace(PLAN, revisions=()), ".revisions: is empty"),
        (replace(PLAN, revisions=PLAN.revisions * 2), ": the revision number 1 occurs 2 times"),
        (replace(PLAN, topics=("a", "b", "a")), ': the topic "a" occurs 2 times'),
        (of_posts(OBJECTION, OBJECTION), ": the post id 1 occurs 2 times"),
        (replace(PLAN, log=(entry(), entry(undoes=0), entry(undoes=0))), ": the undone log entry 0 occurs 2 times"),
        (
            replace(PLAN, log=(entry(), entry(answers=0), entry(answers=0))),
            ": the answered log entry 0 occurs 2 times",
        ),
        (of_posts(OBJECTION, replace(REBUTTAL, parent=9)), ".posts[1].parent: this proposal has no post 9"),
        (of_posts(replace(TWIN, merged_into=9)), ".posts[0].merged_into: this proposal has no post 9"),
        (
            of_posts(replace(OBJECTION, passage="cars")),
            '.posts[0].passage: no revision of this proposal has the passage "cars"',
        ),
        (
            of_posts(replace(OBJECTION, claims=(SiteClaim(1), SiteClaim(3), SiteClaim(2)))),
            ".posts[0].addressed: this proposal has no revision 2",
        ),
        (
            of_posts(OBJECTION, replace(REBUTTAL, message=1, author="Ben")),
            ".posts[0].author: the posts of message 1 have different authors",
        ),
        (replace(PLAN, links=(*PLAN.links, SiteLink(9, 1, Polarity.ATTACK))), ".links[1]: this proposal has no post 9"),
        (replace(PLAN, log=(*PLAN.log, entry(9))), ".log[2]: this proposal has no post 9"),
        (
            of_posts(OBJECTION, replace(TWIN, id=2, merged_into=3), replace(TWIN, id=3, merged_into=2)),
            ".posts[1].merged_into: the posts are merged in a circle",
        ),
        (
            of_posts(replace(REBUTTAL, id=1, parent=2), REBUTTAL),
            ".posts[0].parent: the posts reply to each other in a circle",
        ),
        (of_posts(OBJECTION, replace(REBUTTAL, label=Label.ANSWER)), ".posts[1].label: "),
        (of_posts(replace(REBUTTAL, parent=None)), ".posts[0].label: "),
        (
            of_posts(OBJECTION, *(replace(REBUTTAL, id=level, parent=level - 1) for level in range(2, 102))),
            ".posts[100].parent: An exchange can be 100 replies deep",
        ),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(proposal: SiteProposal, says: str) -> None:
    before = replace(PLAN, slug="before", posts=(), links=(), log=())
    for number, proposals in enumerate([(proposal,), (before, proposal)]):
        with pytest.raises(FormatError) as refused:
            check(site(*proposals))
        assert str(refused.value).startswith(f"proposals[{number}]{says}")
        assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"slug": "plan", "posts": ()}, 'proposals: the slug "plan" occurs 2 times'),
        ({"posts": (replace(OBJECTION, message=9),)}, "proposals: the post id 1 occurs 2 times"),
        ({"posts": (replace(OBJECTION, id=9),)}, "proposals: message 1 has posts in two proposals"),
    ],
)
def test_proposals_share_no_address_post_or_message(fields: dict[str, Any], says: str) -> None:
    other = replace(PLAN, **{"slug": "other", "links": (), "log": (), **fields})
    with pytest.raises(FormatError) as refused:
        check(site(PLAN, other))
    assert str(refused.value) == says
