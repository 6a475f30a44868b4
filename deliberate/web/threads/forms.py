"""The boxes of a message and of an edit. What a label may reply to is decided by the grammar, in the action."""

from __future__ import annotations

import secrets
from abc import abstractmethod
from typing import Any
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as later
from wtforms import (
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.widgets import HiddenInput

from deliberate.actions.posting import Draft
from deliberate.domain import labels
from deliberate.domain.labels import GRAMMAR, Ground, Label, Repliable, Rule
from deliberate.domain.numbers import whole
from deliberate.domain.posts import FIELDS, MOST_PARTS, PostWords, WordsField
from deliberate.web.choices import SelectChoice
from deliberate.web.sending import Needed, SignInFields
from deliberate.web.words import _, said, said_later


def tidy(text: str | None) -> str:
    """Browsers send CRLF."""
    return (text or "").replace("\r\n", "\n").strip()


class AtMost:
    """At most so many characters. Browsers are not told: they would silently cut off what is pasted."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: Form, field: Field) -> None:
        if (length := len(field.data or "")) > self.most:
            raise ValidationError(
                _("This has %(length)d characters; %(most)d fit. Shorten it.", length=length, most=self.most)
            )


# What each box is called, in the order of a form.
_BOXES = {
    "replacement": later("The passage as it should read"),
    "body": later("Your words"),
    "settles": later("What would settle it"),
    "source_title": later("Title of the source"),
    "source_url": later("Its address"),
    "source_quote": later("What it says, word for word"),
}
_NEEDED = {"body", "replacement"}
# What each of them is called where it stands by itself.
CAPTIONS = _BOXES | {"source_url": later("Address of the source"), "source_quote": later("What the source says")}


class WordsForm(Form):
    """What a post says. Boxes that its label does not take are neither checked nor saved."""

    ground = SelectField(
        later("What it is about"),
        choices=[
            SelectChoice("", later("not sure")),
            *(SelectChoice(str(ground), said_later(ground)) for ground in Ground),
        ],
        validate_choice=False,
    )
    # The passage that an amendment would change.
    amended = ""

    @property
    @abstractmethod
    def rule(self) -> Rule | None:
        """What the grammar says of the label that was chosen."""

    def validate_body(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Write what you want to say; one sentence is enough."))

    def validate_source_url(self, field: Field) -> None:
        if field.data and not _is_web_address(field.data):
            raise ValidationError(_("An address begins with https:// or http://, like https://example.org/report."))

    def validate_source_title(self, field: Field) -> None:
        if self.rule and self.rule.needs_source and not (field.data or self["source_url"].data):
            raise ValidationError(_("Say where this can be checked: the title of the source, or its address."))

    def validate_replacement(self, field: Field) -> None:
        if not (self.rule and self.rule.takes_replacement):
            return
        if not field.data:
            raise ValidationError(_("Write the passage as it should read. To drop it, object to it instead."))
        if field.data == tidy(self.amended):
            raise ValidationError(_("This is the passage as it is. Change the words you want changed."))

    def words(self) -> PostWords:
        fitting = [field.name for field in FIELDS if self.rule and field.fits(self.rule)]
        return PostWords(**{name: self[name].data or "" for name in fitting})

    def chosen_ground(self) -> Ground | None:
        takes = self.rule is not None and self.rule.takes_ground
        return Ground(self.ground.data) if takes and self.ground.data in set(Ground) else None


def _box(field: WordsField) -> Field:
    kind = StringField if field.is_line else TextAreaField
    needed = [Needed()] if field.name in _NEEDED else []
    return kind(_BOXES[field.name], [*needed, AtMost(field.most)], filters=[tidy])


for field in sorted(FIELDS, key=lambda field: list(_BOXES).index(field.name)):
    setattr(WordsForm, field.name, _box(field))


class PartForm(WordsForm):
    """One part of a message."""

    label = RadioField(validate_choice=False)
    offered: list[Rule]
    under = SelectField(later("This part replies to"), [Needed()], validate_choice=False)

    @property
    def rule(self) -> Rule | None:
        return GRAMMAR[Label(self.label.data)] if self.label.data in set(Label) else None

    def validate_label(self, field: Field) -> None:
        if self.rule is None:
            raise ValidationError(_("Choose what you want to do."))

    def draft(self) -> Draft:
        under = int(self.under.data) if self.under.data in map(str, range(MOST_PARTS)) else None
        return Draft(Label(self.label.data), self.words(), self.chosen_ground(), under)


class MessageForm(SignInFields):
    parts = FieldList(FormField(PartForm), min_entries=1, max_entries=MOST_PARTS)
    # The same for a form and its repetitions, so that sending it twice posts once.
    once = HiddenField(default=lambda: secrets.token_urlsafe(16))

    def prepare(self, target: Repliable, amended: str) -> None:
        """Gives every part its choices: what it may reply to, and the labels that fit any of that."""
        targets: set[Repliable] = {target}
        for number, part in enumerate(self.parts):
            part.form.amended = amended
            part.form.offered = [rule for rule in GRAMMAR.values() if rule.targets & targets]
            part.form.label.choices = [SelectChoice(str(rule.label), said(rule.verb)) for rule in part.form.offered]
            earlier = [SelectChoice(str(n), _named(n, self.parts[n].form.rule)) for n in range(number)]
            part.form.under.choices = [SelectChoice("", _("this %(what)s, like part 1", what=said(target))), *earlier]
            if rule := part.form.rule:
                targets.add(rule.label)

    def drafts(self) -> list[Draft]:
        return [part.form.draft() for part in self.parts]

    def with_part(self) -> MessageForm:
        return self._with([*self._data(), {}])

    def without_part(self, gone: int) -> MessageForm:
        """Parts that replied to the one that goes reply to what the message is about."""
        rest = [part for number, part in enumerate(self._data()) if number != gone]
        for part in rest:
            under = whole(part["under"] or "")
            if under is not None and under >= gone:
                part["under"] = "" if under == gone else str(under - 1)
        return self._with(rest or [{}])

    def _data(self) -> list[dict[str, Any]]:
        return [dict(part.data) for part in self.parts]

    def _with(self, parts: list[dict[str, Any]]) -> MessageForm:
        return MessageForm(parts=parts[:MOST_PARTS], once=self.once.data, name=self.name.data)


class EditForm(SignInFields, WordsForm):
    """The words of a post that is there already; its label stays."""

    version = IntegerField(widget=HiddenInput())
    _label: Label

    def of(self, label: Label) -> None:
        self._label = label

    @property
    def rule(self) -> Rule | None:
        return GRAMMAR[self._label]


def first_part(target: Repliable, label: str | None, replacement: str) -> dict[str, Any]:
    """An empty first part, with the label the address asks for if it fits here."""
    fits = label if label in set(labels.allowed(target)) else None
    return {"label": fits, "replacement": replacement}


def _named(part: int, rule: Rule | None) -> str:
    if rule is None:
        return _("part %(number)d", number=part + 1)
    return _("part %(number)d, the %(label)s", number=part + 1, label=said(rule.label))


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(c.isspace() for c in text)
