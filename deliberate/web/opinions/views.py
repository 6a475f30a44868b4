"""Common ground, opinion groups and what divides them: a page that needs no script."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from deliberate.domain.opinions.disclosure import MIN_DESCRIBED, SHARE_STEP
from deliberate.domain.opinions.thresholds import HALF_VOTES, HALVES, LEAST_SHARE, MIN_AGREEMENT, MIN_PEOPLE, MIN_VOTES
from deliberate.extensions import session
from deliberate.queries.opinions import opinion_page
from deliberate.web.access import actor, allows, load_proposal
from deliberate.web.opinions.plot import mark, plot, shape, where
from deliberate.web.proposals.head import head_of

opinions = Blueprint("opinions", __name__)
opinions.add_app_template_global(mark, "group_mark")
opinions.add_app_template_global(shape, "group_shape")
opinions.add_app_template_global(where, "place_words")


@opinions.get("/proposals/<slug>/opinions")
@allows(None)
def show(slug: str) -> ResponseReturnValue:
    proposal = load_proposal(slug)
    page = opinion_page(session(), proposal, actor())
    findings = page.findings
    return render_template(
        "opinions/opinions.html",
        page=page,
        head=head_of(proposal),
        plot=plot(findings) if findings else None,
        enough_here=min(MIN_VOTES, findings.posts) if findings else MIN_VOTES,
        rules={
            "enough": MIN_VOTES,
            "people": MIN_PEOPLE,
            "half": HALF_VOTES,
            "halves": HALVES,
            "agreement": MIN_AGREEMENT,
            "share": 100 // LEAST_SHARE,
            "smallest": MIN_DESCRIBED,
            "step": SHARE_STEP,
        },
    )
