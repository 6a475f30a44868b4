"""Voting: the same form with and without JavaScript, under a post and on the page that asks for votes."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Conflict, Forbidden

from deliberate.actions.accepting import accept_reply, take_back
from deliberate.actions.revising import judge_claim, withdraw_judgement
from deliberate.actions.voting import Counted, cast_vote, keep_vote, withdraw_vote
from deliberate.domain.arranging import Refusal
from deliberate.domain.labels import Label, rule
from deliberate.domain.papers import Seen
from deliberate.domain.permissions import Act, must_sign_in
from deliberate.domain.words import Say, say
from deliberate.extensions import csrf, session
from deliberate.models import Choice, Person
from deliberate.queries import ballot_queue as queries
from deliberate.queries.ballots import load_voted
from deliberate.queries.rows import load_rows
from deliberate.settings import Limit
from deliberate.web import addresses
from deliberate.web.access import actor, allows, find_post, load_post, load_proposal, refusing, require, signed_in
from deliberate.web.fetching import is_fetched, varying
from deliberate.web.limits import limited
from deliberate.web.numbers import whole_number
from deliberate.web.proposals.head import head_of
from deliberate.web.sending import Problem, SignInFields, sender
from deliberate.web.templating import part
from deliberate.web.words import _, said

voting = Blueprint("voting", __name__)

# What can be pressed besides the choices, in the words of the page that asks who it was, and of the note afterwards.
_PRESSED = {"keep": say("You want to keep your vote."), "withdraw": say("You want to take your vote back.")}
_COUNTED = {"keep": say("Your vote is kept."), "withdraw": say("Your vote is taken back.")}
# What a button of a row is called: where on its page the row stands, its post, and which words were shown.
_PRESSED_IN_LIST = re.compile(
    r"(?:(?P<spot>about|part)\.)?(?P<post>\d{1,18})\.(?P<seen>\d{1,9}(?:@\d{1,9})?)", re.ASCII
)
# So many skipped posts are remembered, in the address.
_SKIPS = 30


@voting.post("/posts/<int:post_id>/vote")
@allows(Act.VOTE)
@limited(Limit.VOTE)
def cast(post_id: int) -> ResponseReturnValue:
    """Pages of visitors carry no token, since they are the same for all: a press leads to one that asks who it is."""
    choice, form = _choice(request.form.get("choice", "")), SignInFields(request.form)
    seen = request.form.get("wording", type=Seen.parse)
    try:
        person = sender(form)
    except Problem as problem:
        return _ask_who(post_id, choice, seen, form, problem)
    if "queue" in request.form:
        return _cast_from_queue(person, post_id, choice, seen)
    counted = _cast(person, post_id, choice, seen)
    place = addresses.local_path(request.form.get("next")) or addresses.post(counted.post)
    if is_fetched():
        return _ballot(counted, place)
    if "asked" in request.form:
        done = said(_counted(choice, counted.graph.nodes[counted.post].label))
        note = done if choice == "withdraw" else {"text": done, "take_back": counted.post}
        flash(note, "done")  # type: ignore[arg-type]  # stubs say text; the session keeps any JSON
    return _back(place, "post", counted.post)


@voting.post("/votes")
@allows(Act.VOTE)
@limited(Limit.VOTE)
def cast_in_list() -> ResponseReturnValue:
    """From a row: a page has one form for all of them, and a button is called by post and words, '312.1'."""
    pressed = next((match for name in request.form if (match := _PRESSED_IN_LIST.fullmatch(name))), None)
    if pressed is None:
        csrf.protect()
        abort(400, _("Choose yes, unsure or no."))
    post_id, seen, spot = whole_number(pressed["post"]), Seen.parse(pressed["seen"]), pressed["spot"] or "post"
    choice, form = _choice(request.form[pressed[0]]), SignInFields(request.form)
    try:
        person = sender(form)
    except Problem as problem:
        return _ask_who(post_id, choice, seen, form, problem)
    counted = _cast(person, post_id, choice, seen)
    if is_fetched():
        row = load_rows(session(), counted.proposal, actor(), [counted.post])[counted.post]
        return part("threads/_row.html", "show_line", row, spot)
    place = addresses.local_path(request.form.get("next")) or addresses.post(counted.post)
    return _back(place, spot, counted.post)


for _view in (cast, cast_in_list):  # they check the token themselves, so that a vote is not lost when there is none
    csrf.exempt(_view)


def _back(place: str, spot: str, post: int) -> ResponseReturnValue:
    return redirect(place if "#" in place else f"{place}#{spot}-{post}", 303)


@voting.get("/proposals/<slug>/vote")
@allows(None)
def queue(slug: str) -> ResponseReturnValue:
    """One post that needs the viewer's vote; for `fetch`, that post alone."""
    proposal = load_proposal(slug)
    asked = request.args
    page = queries.vote_queue(
        session(),
        proposal,
        actor(),
        # The same post comes again when the page is loaded again or gone back to, until it is voted on or skipped.
        Random(f"{actor().id} {request.full_path}").random,  # noqa: S311  # nosec B311  # keeps no secret
        skipped=_listed(asked.get("skipped", "")),
        voted=asked.get("voted", None, whole_number),
        missed=asked.get("missed", None, whole_number),
        again=asked.get("again", None, whole_number),
    )
    if is_fetched():
        shown = part("voting/_queue.html", "show_queue", page, proposal)
    else:
        shown = render_template("voting/queue.html", page=page, proposal=proposal, head=head_of(proposal))
    return varying(shown)


def _choice(choice: str) -> str:
    return choice if choice in {*Choice, *_COUNTED} else abort(400, _("Choose yes, unsure or no."))


def _ask_who(post_id: int, choice: str, seen: Seen | None, form: SignInFields, problem: Problem) -> ResponseReturnValue:
    """Nothing is counted yet: the page has the vote, and boxes to sign in or register by; sending it casts the vote."""
    if is_fetched():
        abort(problem.status, problem.words)
    post = load_post(post_id)
    if not must_sign_in(actor(), Act.VOTE, post.proposal.facts()):
        require(Act.VOTE, post.proposal.facts())
    sent: dict[str, Any] = {} if seen is None else {"wording": seen}
    if "queue" in request.form:
        sent["queue"] = request.form["queue"]
    page = render_template(
        "voting/who.html",
        post=post,
        question=rule(post.label).asks,
        choice=choice,
        pressed=_pressed(choice, post.label),
        form=form,
        problem=problem.words if "asked" in request.form else "",
        sent=sent,
        back=addresses.local_path(request.form.get("next")) or addresses.post(post.id),
    )
    return page, problem.status


def _pressed(choice: str, label: Label) -> Say:
    return _PRESSED.get(choice) or say("You pressed “%(word)s”.", word=_word(choice, label))


def _counted(choice: str, label: Label) -> Say:
    return _COUNTED.get(choice) or say("Your vote is counted: %(word)s.", word=_word(choice, label))


def _word(choice: str, label: Label) -> Say:
    return rule(label).choices.word(Choice(choice))


def _cast(person: Person, post_id: int, choice: str, seen: Seen | None) -> Counted:
    """Does what the form asks for. Only of what is refused is it looked up how that is told to whoever asks."""
    try:
        return _vote(person, post_id, choice, seen)
    except (Refusal, LookupError) as refused:
        require(Act.VOTE, load_post(post_id).proposal.facts())
        with refusing():
            raise refused


def _vote(person: Person, post_id: int, choice: str, seen: Seen | None) -> Counted:
    if choice == "withdraw":
        return withdraw_vote(session(), person, post_id)
    if choice == "keep":
        return keep_vote(session(), person, post_id, seen)
    return cast_vote(session(), person, post_id, Choice(choice), seen)


@voting.post("/posts/<int:post_id>/answers-it")
@allows(Act.ACCEPT)
@limited(Limit.ACCEPT)
def answers_it(post_id: int) -> ResponseReturnValue:
    """The person who raised a point says that this reply answers it, or takes that back; leads to the point."""
    load_post(post_id)
    person = signed_in()
    mark = take_back if "take-back" in request.form else accept_reply
    with refusing():
        point = mark(session(), person, post_id)
    return redirect(addresses.post_in_sight(point), 303)


@voting.post("/posts/<int:post_id>/addressed")
@allows(Act.JUDGE)
@limited(Limit.JUDGE)
def addressed(post_id: int) -> ResponseReturnValue:
    """Whether a revision deals with this point, as somebody other than its author sees it; leads to the point."""
    load_post(post_id)
    says = request.form.get("says", "")
    if says not in ("yes", "no", "nothing"):
        abort(400, _("Say whether it does or does not."))
    person = signed_in()
    with refusing():
        if says == "nothing":
            point = withdraw_judgement(session(), person, post_id)
        else:
            point = judge_claim(session(), person, post_id, says == "yes")
    return redirect(addresses.post_in_sight(point), 303)


def _ballot(counted: Counted, place: str) -> str:
    """The vote bar alone, as it is after the vote."""
    voted = load_voted(session(), counted.graph, counted.rules, counted.proposal, counted.post, counted.votes)
    return part("voting/_ballot.html", "show_ballot", voted, place)


def _cast_from_queue(person: Person, post_id: int, choice: str, seen: Seen | None) -> ResponseReturnValue:
    """Leads to the next post, also when this one was hidden or locked while it was read."""
    slug = find_post(post_id).proposal.slug
    outcome = {"again" if choice == "withdraw" else "voted": post_id}
    try:
        _cast(person, post_id, choice, seen)
    except (Forbidden, Conflict):
        outcome = {"missed": post_id}
    return redirect(_queue_address(slug, _listed(request.form["queue"]), **outcome), 303)


@voting.app_template_global("queue_address")
def _queue_address(slug: str, skipped: list[int] | tuple[int, ...] = (), **outcome: Any) -> str:
    """The queue without the posts skipped last, saying what became of the last vote."""
    last = ".".join(map(str, skipped[-_SKIPS:])) or None
    return url_for("voting.queue", slug=slug, **outcome, skipped=last, _anchor="queue")


def _listed(numbers: str) -> list[int]:
    return [int(number) for number in re.findall(r"[0-9]{1,10}", numbers)][-_SKIPS:]
