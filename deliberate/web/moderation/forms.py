"""The boxes of moderators' acts and of a flag. What may be done is decided by the actions."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from flask_babel import lazy_gettext as later
from wtforms import (
    BooleanField,
    Field,
    Form,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from deliberate.domain import places
from deliberate.domain.arranging import Refusal
from deliberate.domain.labels import Label
from deliberate.domain.places import OnPassage, OnPost, OnProposal, Place
from deliberate.domain.words import say
from deliberate.models import FlagReason
from deliberate.web import addresses
from deliberate.web.choices import SelectChoice
from deliberate.web.threads.forms import AtMost, tidy
from deliberate.web.words import _

# What is told to the moderators by each reason of a flag.
MEANINGS = {
    FlagReason.INSULT: later("It attacks a person instead of a point."),
    FlagReason.OFF_TOPIC: later("It has nothing to do with the proposal."),
    FlagReason.WRONG_LABEL: later("It says something else than its label: a question called an objection."),
    FlagReason.DUPLICATE: later("Another post says the same."),
    FlagReason.SPAM: later("It advertises, or is repeated without sense."),
    FlagReason.PRIVATE: later("It tells something private about somebody."),
    FlagReason.OTHER: later("Something else: say what in the note."),
}


class WhyForm(Form):
    """How long a reason may be is decided by the action."""

    reason = TextAreaField(
        later("Why"), [InputRequired(later("Say why. Everybody can read it in the log."))], filters=[tidy]
    )


class ReasonForm(WhyForm):
    """What every act needs: why, and the version of the post that was looked at."""

    version = IntegerField(widget=HiddenInput())
    chooses = False

    @property
    def chosen(self) -> bool:
        """Whether all is chosen that the effect depends on."""
        return True

    @property
    def choice(self) -> str:
        """What was chosen, in a word: an act is done only to what its effect was shown for."""
        return ""

    @property
    def given(self) -> tuple[Any, ...]:
        """What was chosen, as the action takes it."""
        return ()


class RelabelForm(ReasonForm):
    to = RadioField(later("What it is"), validate_choice=False)
    chooses = True

    @property
    def chosen(self) -> bool:
        return self.to.data in set(Label)

    @property
    def choice(self) -> str:
        return self.to.data or ""

    @property
    def label(self) -> Label:
        return Label(self.to.data)

    @property
    def given(self) -> tuple[Label]:
        return (self.label,)


class TargetForm(ReasonForm):
    """A post or place: one of those offered, or written down."""

    to: RadioField
    find = StringField(later("Find others by their words"), filters=[tidy])
    other = StringField(later("Or another one"), filters=[tidy])
    hint: str
    chooses = True

    @property
    def chosen(self) -> bool:
        return self.target is not None

    @property
    def choice(self) -> str:
        return str(self.target or "")

    @property
    def target(self) -> Place | None:
        return place(self.other.data or self.to.data or "")

    @property
    def post(self) -> int | None:
        return self.target.post if isinstance(self.target, OnPost) else None


class MoveForm(TargetForm):
    to = RadioField(later("Where it belongs"), validate_choice=False)
    hint = later("The number or address of a post, the anchor of a passage, or ‘proposal’.")

    @property
    def given(self) -> tuple[Place]:
        if self.target is None:
            raise Refusal(say("Choose one first."))
        return (self.target,)


class WhereForm(MoveForm):
    hint = later("The anchor of a passage.")


class MergeForm(TargetForm):
    to = RadioField(later("The post to keep"), validate_choice=False)
    hint = later("Its number or address.")

    @property
    def given(self) -> tuple[int]:
        if self.post is None:
            raise Refusal(say("Choose a post of this thread: by its number, or by its address."))
        return (self.post,)


class FlagForm(Form):
    reason = RadioField(
        later("What is wrong with it"),
        [InputRequired(later("Choose what is wrong."))],
        choices=[SelectChoice(str(reason), meaning) for reason, meaning in MEANINGS.items()],
    )
    note = TextAreaField(later("Note for the moderators"), [AtMost(500)], filters=[tidy], render_kw={"rows": 3})

    def validate_note(self, field: Field) -> None:
        if self.reason.data == FlagReason.OTHER and not field.data:
            raise ValidationError(_("Say in a few words what is wrong."))


class UndoForm(WhyForm):
    next = HiddenField()


class AppealForm(Form):
    words = TextAreaField(
        later("Why it should not stay as it is"),
        [InputRequired(later("Say why. Everybody can read it in the log."))],
        filters=[tidy],
    )


class DecisionForm(WhyForm):
    sealed = BooleanField(
        later("Leave what the appeal says out of the log: it insults, advertises or tells something private")
    )


def place(written: str) -> Place | None:
    """A place that was chosen, or what somebody means by a number, an address or an anchor."""
    if chosen := places.parse(written):
        return chosen
    written = unquote(written)
    if number := re.search(r"(?:^|/posts/|post |#post-|^#)(\d{1,9})(?:$|[?#/])", written):
        return OnPost(int(number[1]))
    if re.fullmatch(r"(the )?proposal", written, re.IGNORECASE):
        return OnProposal()
    named = re.search(r"(/passages/|#|^)([^\s/#]{1,100})$", written.split("?")[0])
    if not named:
        return None
    return OnPassage(addresses.anchor_at(named[2]) if named[1] == "#" else named[2])
