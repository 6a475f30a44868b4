"""What a section is made of by its heading: definitions, facts, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from deliberate.domain.texts.passages import Passage, PassageKind

_REFERENCES = re.compile(r"sources|r[ée]f[ée]rences|bibliograph(y|ie)|works cited|notes", re.IGNORECASE)
_DEFINITIONS = re.compile(
    r".*d[ée]finitions?|glossary|glossaire|definitionen|begriffsbestimmungen|begriffe|glossar|definiciones|glosario"
    r"|definizioni|glossario|definities|begripsbepalingen|defini[çc][õo]es|gloss[áa]rio|definicje",
    re.IGNORECASE,
)
_FACTS = re.compile(r".*\b(facts|statistics|figures|data|faits|chiffres|statistiques)\b.*", re.IGNORECASE)
# A term has no more words.
_LONGEST_NAME = 8


def holds_references(section: str) -> bool:
    return bool(_REFERENCES.fullmatch(section))


def named_kind(section: str, text: str) -> PassageKind | None:
    """What 'Name: text' is in a section that is called so."""
    name, _, rest = text.partition(": ")
    if not rest:
        return None
    if _DEFINITIONS.fullmatch(section):
        return PassageKind.DEFINITION if len(name.split()) <= _LONGEST_NAME else None
    return PassageKind.FACT if _FACTS.fullmatch(section) else None


def with_named_kinds(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Items and paragraphs as what their section is made of."""
    section = ""
    for passage in passages:
        if passage.kind is PassageKind.HEADING:
            section = passage.text.strip(" :")
        elif passage.kind in (PassageKind.ITEM, PassageKind.PARAGRAPH):
            kind = named_kind(section, passage.text)
            passage = replace(passage, kind=kind, level=0) if kind else passage
        yield passage
