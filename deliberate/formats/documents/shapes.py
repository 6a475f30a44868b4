"""What a line or a paragraph of a plain text looks like: a heading, a section's usual name, prose, a page number."""

from __future__ import annotations

import re

from deliberate.domain.texts.letters import is_unspaced
from deliberate.formats.documents.divisions import division

_ENDS_SENTENCE = re.compile(r"[.!?…。！？]['\"”’»)\]」』）]*\s*\d{0,2}$")
# Page numbers, rules of dots or stars, a lone quotation mark, a stamp such as '(DRAFT)'.
_FURNITURE = re.compile(r"\d{1,4}|[.\-_=* ]{3,}|['\"“”]|\([A-Z ]+\)")
# A line of a table: cells between bars, or three and more with bars or tabs between them.
_ROW = re.compile(r"\|.*\||[^|]+(\|[^|]+){2,}|[^\t]+(\t+[^\t]+){2,}")
_SMALL_WORD = re.compile(
    r"an?|and|as|at|but|by|for|from|in|into|is|nor|of|on|or|over|per|the|this|to|upon|via|vs|with|"
    r"und|oder|der|das|des|dem|den|von|vom|zu|zum|zur|für|mit|im|am|auf|bei|nach|über|aus|"
    r"del?|las?|el|los|y|e|en|con|por|para|al|sin|sobre|du|le|les|et|à|aux?|pour|par|sur|dans|ou|"
    r"di|da|dos|das|il|lo|gli|della|dei|em|na|van|het|een|voor",
    re.IGNORECASE,
)
# Names that sections have wherever they stand.
_SECTION = re.compile(
    r"(executive )?summary|abstract|introduction|background|conclusions?|overview|at[- ]a[- ]glance|appendix|annex|"
    r"preface|foreword|(our )?recommendations?|(table of )?contents|.*definitions?|glossary|.*facts( and .*)?|"
    r"sources|references|bibliography|works cited|notes|"
    r"résumé|sommaire|table des matières|contexte|avant-propos|annexes?|définitions?|glossaire|références|"
    r"bibliographie|einleitung|präambel|zusammenfassung|begründung|fazit|literatur|quellen|anmerkungen|"
    r"introducción|preámbulo|resumen|conclusiones|antecedentes|bibliografía|referencias|exposición de motivos|"
    r"前言|序言|引言|总则|總則|附则|附則|附录|附錄|附件|参考文献|參考文獻|前文|付則|附則",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"(?:\s?[.·…]){4,}\s*\d{1,4}$")
_LONGEST_NAME = 80
_LONGEST_DIVISION = 150
# What is behind the number of a part, if it is a name and not its text.
_WORDS_OF_NAME = 14
_LETTERS_OF_NAME = 12
# Two letters of a script without spaces are about a word.
_LETTERS_OF_WORD = 2
_CONTENTS = re.compile(
    r"(table of )?contents|sommaire|table des matières|inhalt(sverzeichnis|sübersicht)?|índice( general)?|indice|"
    r"sumário|sumario|inhoud(sopgave)?|spis treści|目\s*[录錄次]|(جدول )?المحتويات",
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
    words = _count(text)
    return words > 45 or (words > 8 and (ends_sentence(text) or text.endswith((":", "："))))


def looks_like_heading(text: str) -> bool:
    """Short, and not a sentence; what stands around it has to say whether it is a heading."""
    if (
        not text
        or len(text) > 400
        or not (text[0].isupper() or text[0].isdigit() or text[0] == "§" or is_without_case(text[0]))
    ):
        return False
    return names_section(text) or (_count(text) <= 40 and text[-1] not in ".,;!?。，；！？、：")


def looks_like_title(text: str) -> bool:
    """Most of its longer words are capitalised."""
    if len(text) > 400:
        return False
    longer = [word.strip('(“"') for word in text.split() if not _SMALL_WORD.fullmatch(word)]
    capital = sum(word[:1].isupper() or word[:1].isdigit() for word in longer)
    return bool(longer) and len(longer) <= 16 and capital >= 0.7 * len(longer)


def names_section(text: str, *, strictly: bool = False) -> bool:
    """'Conclusion', 'Works cited', 'Article 3. Money': a heading by its name alone.

    `strictly`: also where it may be the first line of a paragraph.
    """
    name = text.strip(" :")
    if len(name) <= _LONGEST_NAME and _SECTION.fullmatch(name):
        return True
    found = division(name) if len(name) <= _LONGEST_DIVISION else None
    if found is None or (found.rest and ends_sentence(name)):
        return False
    if not found.rest or looks_like_title(found.rest):
        return True
    if is_unspaced(name[0]):
        return len(found.rest) <= _LETTERS_OF_NAME and not re.search("[，。；、：]", found.rest)
    is_named = bool(found.sign) or name[0] == "§"
    return not strictly and is_named and not found.rest[0].islower() and len(found.rest.split()) <= _WORDS_OF_NAME


def is_entry(text: str) -> bool:
    """Of a table of contents or the like: dots that lead to a number."""
    return bool(_ENTRY.search(text[-200:]))


def names_contents(text: str) -> bool:
    """The name of a list of what a text contains."""
    return bool(_CONTENTS.fullmatch(text.strip(" :")))


def is_without_case(letter: str) -> bool:
    """A letter of a script that has no capitals."""
    return letter.isalpha() and letter.upper() == letter.lower()


def _count(text: str) -> int:
    """Of words, up to fifty."""
    unspaced = sum(map(is_unspaced, text[:100])) if not text.isascii() else 0
    return len(text.split(None, 46)) + unspaced // _LETTERS_OF_WORD
