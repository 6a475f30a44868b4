"""The boxes of a new proposal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask_babel import get_locale
from flask_babel import lazy_gettext as later
from wtforms import (
    Field,
    Form,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.widgets import HiddenInput

from deliberate.domain.texts.passages import Passage
from deliberate.domain.texts.tongues import CODES
from deliberate.web.numbers import whole_number
from deliberate.web.sending import Needed, Problem
from deliberate.web.threads.forms import AtMost, tidy
from deliberate.web.words import _

MOST_TOPICS = 8
LONGEST_TOPIC = 40
MOST_AUTHORS = 20
LONGEST_AUTHOR = 100
MOST_POINTS = 500
# A page has all passages of a document on it, each with its place in the contents.
MOST_PASSAGES = 5_000


class DetailsForm(Form):
    """What is said of a document."""

    title = StringField(later("Title"), [Needed(), AtMost(200)], filters=[tidy])
    summary = StringField(later("Summary in one sentence"), [Needed(), AtMost(500)], filters=[tidy])
    topics = StringField(later("Topics"), filters=[tidy])
    authors = StringField(later("Authors of the text"), filters=[tidy])
    source = StringField(later("Where the text comes from"), [AtMost(500)], filters=[tidy])

    def validate_title(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Give it a title, so that others can find it."))

    def validate_summary(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Say in one sentence what is proposed."))

    def validate_topics(self, field: Field) -> None:
        _check_list(self.listed_topics(), MOST_TOPICS, LONGEST_TOPIC)

    def validate_authors(self, field: Field) -> None:
        _check_list(self.listed_authors(), MOST_AUTHORS, LONGEST_AUTHOR)

    def listed_topics(self) -> list[str]:
        return _listed(self.topics.data, r"[,;\n]")

    def listed_authors(self) -> list[str]:
        return _listed(self.authors.data, r"[;\n]")


class DraftForm(DetailsForm):
    """With the language, which is guessed where the document does not say it."""

    language = SelectField(later("Language of the text"))

    def offer(self, known: str) -> None:
        """All languages that can be told, by their names here, and the one that the document is known to be in."""
        names = get_locale().languages
        codes = {*CODES, *filter(None, [known])}
        named = sorted((names.get(code, code), code) for code in codes)
        self.language.choices = [("", _("not known")), *((code, name) for name, code in named)]
        if self.language.data not in {"", *codes}:
            self.language.data = known


class ProposalForm(DetailsForm):
    text = TextAreaField(later("The text"), [Needed(), AtMost(400_000)], filters=[tidy])

    def validate_text(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Paste or write the text that is to be discussed."))


def check_passages(text: Field, passages: Sequence[Passage], before: int = 0) -> None:
    """Raises Problem where the text has none, or more than fit, unless it had as many `before`."""
    if not passages:
        text.errors = [_("No passage was found in this text.")]
    elif len(passages) > max(MOST_PASSAGES, before):
        few = _(
            "This has %(length)d passages; %(most)d fit. Put some together.", length=len(passages), most=MOST_PASSAGES
        )
        text.errors = [few]
    else:
        return
    raise Problem(400, _("Nothing was lost. Please check:"))


class RevisionForm(Form):
    text = TextAreaField(later("The text"), [Needed(), AtMost(400_000)], filters=[tidy])
    summary = StringField(later("What you changed, and why"), [Needed(), AtMost(500)], filters=[tidy])
    points = SelectMultipleField(later("What the change deals with"), coerce=whole_number, validate_choice=False)
    # The revision that was changed.
    version = IntegerField(widget=HiddenInput())

    def validate_points(self, field: Field) -> None:
        if len(field.data or ()) > MOST_POINTS:
            raise ValidationError(_("These are too many: at most %(most)d.", most=MOST_POINTS))

    def validate_text(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Write the text as it should read."))

    def validate_summary(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Say in a sentence what you changed and why, for those who know the text."))


def _listed(text: str | None, separator: str) -> list[str]:
    return [" ".join(name.split()) for name in re.split(separator, text or "") if name.strip()]


def _check_list(names: list[str], most: int, longest: int) -> None:
    if len(names) > most:
        raise ValidationError(_("These are too many: at most %(most)d.", most=most))
    if any(len(name) > longest for name in names):
        raise ValidationError(_("One of these is too long: at most %(most)d characters.", most=longest))
