"""A reader's critique after a document's conclusion: recognised by who speaks, and taken apart into labelled posts.

The labels are suggestions from cue words; whoever imports the text can change them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from deliberate.domain.labels import Ground, Label
from deliberate.domain.passages import Passage
from deliberate.formats.documents import DraftMessage, DraftPost, ToPost, ToProposal

_FIRST_PERSON = re.compile(r"\b(I|me|my|mine)\b")
_SECOND_PERSON = re.compile(r"\b(you|your|yours)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[A-Z“\"])")

# The first cue that a sentence shows says what it does.
_CUES: tuple[tuple[Label, str], ...] = (
    (Label.QUESTION, r"\?[\"”’)]*$"),
    (Label.OBJECTION, r"\b(problem|trouble|flaw|weakness|object|disagree|no way to|will not work|fails?)\b"),
    (Label.CONDITION, r"\b(must|should|need to|has to|have to)\b.*\b(first|before|until)\b|\bonly if\b"),
    (Label.EVIDENCE, r"\bI have (read|seen)\b|\b(studies|statistics|according to|reports?)\b|^(most|many) "),
    (Label.SUPPORT, r"\bI (long for|welcome|agree|support|like|applaud|appreciate)\b"),
)
_GROUNDS: tuple[tuple[Ground, str], ...] = (
    (Ground.ACCOUNTABILITY, r"\b(police where|accountab\w*|corrupt\w*|funds|misus\w*|oversight)\b"),
    (Ground.SECURITY, r"\b(secur\w*|borders?|crim\w*|violen\w*)\b"),
    (Ground.COST, r"\b(costs?|expensive|afford|taxes)\b"),
    (Ground.RIGHTS, r"\brights?\b"),
    (Ground.LAW, r"\b(law|legal|illegal|constitution\w*)\b"),
    (Ground.FEASIBILITY, r"\b(impossible|unrealistic|cannot be done|feasib\w*)\b"),
)


def is_critique(text: str, before: Sequence[Passage]) -> bool:
    """Somebody says 'I' to a 'you' in a document that does neither (a few quotations apart)."""
    if not (_FIRST_PERSON.search(text) and _SECOND_PERSON.search(text)):
        return False
    personal = sum(bool(_FIRST_PERSON.search(one.text)) for one in before)
    return personal <= 0.1 * len(before)


def message_of(text: str) -> DraftMessage:
    """The critique as one message; neighbouring sentences that do the same are one post."""
    parts: list[_Part] = []
    for sentence in _SENTENCE.split(text.strip()):
        label = _label(sentence)
        if parts and parts[-1].label is label:
            parts[-1] = replace(parts[-1], body=f"{parts[-1].body} {sentence}")
        else:
            parts.append(_Part(label, sentence))
    objection = next((f"critique-{n}" for n, part in enumerate(parts, 1) if part.label is Label.OBJECTION), None)
    return DraftMessage("critique", "a reader", tuple(_post(n, part, objection) for n, part in enumerate(parts, 1)))


@dataclass(frozen=True)
class _Part:
    label: Label
    body: str


def _label(sentence: str) -> Label:
    return next((label for label, cue in _CUES if re.search(cue, sentence, re.IGNORECASE)), Label.COMMENT)


def _post(number: int, part: _Part, objection: str | None) -> DraftPost:
    """Evidence and questions are about the objection, when there is one before them."""
    key = f"critique-{number}"
    after_objection = objection is not None and int(objection.rpartition("-")[2]) < number
    label = part.label
    if label is Label.EVIDENCE and not after_objection:
        label = Label.COMMENT
    ground = None
    if label in (Label.OBJECTION, Label.CONDITION):
        ground = next((ground for ground, cue in _GROUNDS if re.search(cue, part.body, re.IGNORECASE)), None)
    about_objection = after_objection and label in (Label.EVIDENCE, Label.QUESTION)
    target = ToPost(objection) if about_objection and objection else ToProposal()
    return DraftPost(key, label, part.body, target, ground)
