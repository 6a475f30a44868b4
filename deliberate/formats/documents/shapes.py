"""What a line or a paragraph of a plain text looks like: a heading, a section's usual name, prose, a page number."""

from __future__ import annotations

import re

_ENDS_SENTENCE = re.compile(r"[.!?…]['\"”’)\]]*\s*\d{0,2}$")
# Page numbers, rules of dots or stars, a lone quotation mark, a stamp such as '(DRAFT)'.
_FURNITURE = re.compile(r"\d{1,4}|[.\-_=* ]{3,}|['\"“”]|\([A-Z ]+\)")
# A line of a table: cells between bars, or three and more with bars or tabs between them.
_ROW = re.compile(r"\|.*\||[^|]+(\|[^|]+){2,}|[^\t]+(\t+[^\t]+){2,}")
_SMALL_WORD = re.compile(
    r"an?|and|as|at|but|by|for|from|in|into|is|nor|of|on|or|over|per|the|this|to|upon|via|vs|with", re.IGNORECASE
)
_DIVISION = re.compile(
    r"(article|section|chapter|part|title|annex|appendix|clause|§)\s*(\d+|[ivxlc]+|[a-z])\b[.:]?(\s.*)?", re.IGNORECASE
)
# Names that sections have wherever they stand.
_SECTION = re.compile(
    r"(executive )?summary|abstract|introduction|background|conclusions?|overview|at[- ]a[- ]glance|appendix|annex|"
    r"preface|foreword|(our )?recommendations?|(table of )?contents|.*definitions?|glossary|.*facts( and .*)?|"
    r"sources|references|bibliography|works cited|notes|"
    r"résumé|sommaire|table des matières|contexte|avant-propos|annexes?|définitions?|glossaire|références|"
    r"bibliographie",
    re.IGNORECASE,
)


def ends_sentence(text: str) -> bool:
    """A footnote's mark may follow the full stop."""
    return bool(_ENDS_SENTENCE.search(text[-20:]))


def is_furniture(text: str) -> bool:
    """What the page prints that is no part of the text."""
    return len(text) < 200 and bool(_FURNITURE.fullmatch(text))


def is_row(text: str) -> bool:
    """Looks like a line of a table, though one alone may be a coincidence."""
    return bool(_ROW.fullmatch(text))


def is_prose(text: str) -> bool:
    words = len(text.split(None, 46))
    return words > 45 or (words > 8 and ends_sentence(text))


def looks_like_heading(text: str) -> bool:
    """Short, and not a sentence; what stands around it has to say whether it is a heading."""
    if not text or len(text) > 400 or not (text[0].isupper() or text[0].isdigit()):
        return False
    return names_section(text) or (len(text.split()) <= 40 and text[-1] not in ".,;!?")


def looks_like_title(text: str) -> bool:
    """Most of its longer words are capitalised."""
    if len(text) > 400:
        return False
    longer = [word.strip('(“"') for word in text.split() if not _SMALL_WORD.fullmatch(word)]
    capital = sum(word[:1].isupper() or word[:1].isdigit() for word in longer)
    return bool(longer) and len(longer) <= 16 and capital >= 0.7 * len(longer)


def names_section(text: str) -> bool:
    """'Conclusion', 'Works cited', 'Article 3. Money': a heading by its name alone."""
    name = text.strip(" :")
    if len(name) > 80:
        return False
    division = _DIVISION.fullmatch(name)
    is_division = division and (not division[3] or (looks_like_title(division[3]) and not ends_sentence(name)))
    return bool(_SECTION.fullmatch(name) or is_division)
