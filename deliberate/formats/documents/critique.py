"""A reader's critique after a document's conclusion: recognised by who speaks, and taken apart into labelled posts.

The labels are suggestions from cue words; whoever imports the text can change them.
"""

from __future__ import annotations

import re
from itertools import groupby

from deliberate.domain import labels
from deliberate.domain.labels import Ground, Label
from deliberate.domain.places import OnPost
from deliberate.domain.posts import PostWords
from deliberate.formats.documents import DraftMessage, DraftPost

_FIRST_PERSON = re.compile(r"\b(I|me|my|mine)\b")
_SECOND_PERSON = re.compile(r"\b(you|your|yours)\b", re.IGNORECASE)
# Not after an abbreviation such as 'U.S.'
_SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”’)]))(?<!\.[A-Z]\.)\s+(?=[A-Z“\"])")
_QUESTION = re.compile(r"\?[\"”’)]*$")
# A cue stands near the beginning of its sentence; what runs on for longer is not searched.
_TELLING = 500


def _cues(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


# The first cue that a sentence shows says what it does.
_CUES = (
    (
        Label.OBJECTION,
        _cues(
            r"\b(problem|trouble|flaw|weakness|object|disagree|no way to|(will not|won[’']t) work|fails?|"
            r"I (do not|don[’']t) (think|believe|see)|I (doubt|fear|worry|am (worried|concerned|afraid)))\b"
        ),
    ),
    (Label.CONDITION, _cues(r"\b(must|should|need to|has to|have to)\b.*\b(first|before|until)\b|\bonly if\b")),
    (Label.EVIDENCE, _cues(r"\bI have (read|seen)\b|\b(studies|statistics|according to|reports?)\b|^(most|many) ")),
    (Label.SUPPORT, _cues(r"\bI (long for|welcome|agree|support|like|applaud|appreciate)\b")),
)
_GROUNDS = (
    (Ground.ACCOUNTABILITY, _cues(r"\b(police where|accountab\w*|corrupt\w*|funds|misus\w*|oversight)\b")),
    (Ground.SECURITY, _cues(r"\b(secur\w*|borders?|crim\w*|violen\w*)\b")),
    (Ground.COST, _cues(r"\b(costs?|expensive|afford|taxes)\b")),
    (Ground.RIGHTS, _cues(r"\brights?\b")),
    (Ground.LAW, _cues(r"\b(law|legal|illegal|constitution\w*)\b")),
    (Ground.CONSENT, _cues(r"\b(consent\w*|impos(e|es|ed|ing)|nobody asked|consult\w*)\b")),
    (Ground.SIDE_EFFECTS, _cues(r"\b(side[- ]effects?|unintended|backfir\w*|make (it|things|matters) worse)\b")),
    (Ground.FEASIBILITY, _cues(r"\b(impossible|unrealistic|cannot be done|feasib\w*)\b")),
    (Ground.EFFECTIVENESS, _cues(r"\b(work|works|effective\w*|achieve\w*|make (a|any|no) difference)\b")),
)


def speaks(text: str) -> bool:
    """Somebody says 'I'."""
    return bool(_FIRST_PERSON.search(text))


def is_critique(text: str, personal: int, before: int) -> bool:
    """Somebody says 'I' to a 'you', and of the passages `before` hardly any are so `personal`."""
    return speaks(text) and bool(_SECOND_PERSON.search(text)) and personal <= 0.1 * before


def message_of(text: str) -> DraftMessage:
    """The critique as one message; neighbouring sentences that do the same are one post."""
    posts: list[DraftPost] = []
    objection: str | None = None  # the last one: what evidence and questions after it are about
    for label, sentences in groupby(_SENTENCE.split(text.strip()), _label):
        key = f"critique-{len(posts) + 1}"
        posts.append(_post(key, label, " ".join(sentences), objection))
        objection = key if label is Label.OBJECTION else objection
    return DraftMessage("critique", "a reader", tuple(posts))


def _label(sentence: str) -> Label:
    if _QUESTION.search(sentence[-10:]):
        return Label.QUESTION
    return next((label for label, cue in _CUES if cue.search(sentence[:_TELLING])), Label.COMMENT)


def _post(key: str, label: Label, body: str, objection: str | None) -> DraftPost:
    words = PostWords(body)
    if label is Label.EVIDENCE and not objection:
        return DraftPost(key, Label.COMMENT, words)
    if label in (Label.EVIDENCE, Label.QUESTION) and objection:
        return DraftPost(key, label, words, OnPost(objection))
    takes_ground = labels.rule(label).takes_ground
    ground = next((ground for ground, cue in _GROUNDS if cue.search(body[:_TELLING])), None)
    return DraftPost(key, label, words, ground=ground if takes_ground else None)
