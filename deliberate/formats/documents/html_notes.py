"""Notes of a web page: where they are called, and where they stand.

Nothing in HTML says what a note is but the roles of DPUB-ARIA 1.1. All others are told by their shape: a short sign
that stands above the line or whose place leads back to it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml.etree import _Element as Element

from deliberate.domain.texts.passages import Passage
from deliberate.formats.documents.html_elements import BLOCKS, HEADINGS
from deliberate.formats.documents.outline import cut

_SIGNS = r"\d{1,4}|[*†‡§¶]{1,4}|[a-z]{1,2}|[ivxlc]{1,6}"
_SIGN = re.compile(rf"[\[(]?\s*(?:fn\s*)?({_SIGNS})\s*[\])]?[.:]?")
_BACK = re.compile(rf"[\[(]?\s*(?:[↩↑^⏎⤴←↵⇑▲]\ufe0e?|{_SIGNS})?\s*[\])]?[.:]?")
_EMPTY = re.compile(r"(?:\[\s*\]|\(\s*\)|\^)?[\s.:]*")
_NOTE_ROLES = frozenset({"doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote"})
_LIST_ROLES = frozenset({"doc-endnotes", "footnotes", "endnotes", "rearnotes"})
_CALL_ROLES = frozenset({"doc-noteref", "noteref"})
_BACK_ROLES = frozenset({"doc-backlink", "backlink"})
# What a call may be wrapped in.
_WRAPS = frozenset({"sup", "span", "small", "b", "i", "em", "strong", "font", "a"})
_MOST_WRAPS = 4
# No sign is longer, nor what leads back.
_LONGEST = 30
# A note that is made of paragraphs stands in one of these.
_OF_PARAGRAPHS = frozenset({"li", "dd", "div", "aside"})


@dataclass
class Notes:
    """`calls`: the sign that is printed where a note is called; `bodies`: the sign of the note that stands there, empty
    where nothing calls it; `backs`: what leads back to the text and is no word of the note."""

    calls: dict[Element, str] = field(default_factory=dict)
    bodies: dict[Element, str] = field(default_factory=dict)
    backs: set[Element] = field(default_factory=set)


def found(root: Element) -> Notes:
    """All that stand in a part of a page; each element is looked at a fixed number of times."""
    notes = Notes()
    places = _places(root)
    links = [(link, place) for link in root.iter("a") if (place := places.get(_fragment(link))) is not None]
    wanted = {place for link, place in links if _is_sign(link)}
    leading: dict[Element, dict[Element, set[Element]]] = {}
    for link, place in links:
        if not _is_sign(link) or link in notes.backs:
            continue
        body = _body(place, root, wanted)
        if body is None or body in link.iterancestors():
            continue
        call = _call(link)
        if body not in leading:
            leading[body] = _leading_from(body, places)
        backs = {back for near in _near(call, link) for back in leading[body].get(near, ())}
        if backs or _role(link) & _CALL_ROLES or any(one.tag == "sup" for one in (call, link, *link)):
            notes.calls[call] = _signed(call)
            notes.bodies.setdefault(body, notes.calls[call])
            notes.backs |= backs
    _add_others(root, notes)
    return notes


def note(passage: Passage, sign: str) -> Passage:
    """With its sign as its number, and not once more before its words."""
    own = re.compile(rf"[\[(]?{re.escape(sign)}(?:[\])]?[.:]|[\])]| )\s*") if sign else _EMPTY
    for pattern in (_EMPTY, own):
        if (match := pattern.match(passage.text)) and match.end() < len(passage.text):
            passage = cut(passage, match.end())
    return replace(passage, number=sign or None)


def _places(root: Element) -> dict[str, Element]:
    """By what links call them, the first of each."""
    places: dict[str, Element] = {}
    for element in root.iter():
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                places.setdefault(name, element)
    return places


def _fragment(link: Element) -> str:
    """Of a link to a place on the same page; some programs write the address of the page before it."""
    address, _, place = (link.get("href") or "").partition("#")
    return "" if "//" in address else place


def _role(element: Element) -> set[str]:
    return {*(element.get("role") or "").split(), *(element.get("epub:type") or "").split()}


def _text(element: Element) -> str:
    """Its first letters, since a call may stand in something that holds the whole page."""
    text = ""
    for part in element.itertext():
        text += part
        if len(text) > _LONGEST:
            break
    return text.strip()


def _is_sign(link: Element) -> bool:
    return len(link) <= _MOST_WRAPS and bool(_SIGN.fullmatch(_text(link)))


def _signed(call: Element) -> str:
    match = _SIGN.fullmatch(_text(call))
    return match[1] if match else _text(call)


def _call(link: Element) -> Element:
    """The link with what stands around its sign and nothing else: <sup>[<a>1</a>]</sup>."""
    call = link
    for above in _upwards(link):
        if above.tag not in _WRAPS or not _SIGN.fullmatch(_text(above)):
            break
        call = above
    return call


def _upwards(element: Element) -> Iterator[Element]:
    for _, above in zip(range(_MOST_WRAPS), element.iterancestors(), strict=False):
        yield above


def _near(call: Element, link: Element) -> Iterator[Element]:
    """What a note may lead back to: the call, what it is made of, and what it stands in."""
    yield from call.iter()
    previous = link.getprevious()
    if previous is not None and previous.tag == "a":  # <a name="back1"></a><a href="#note1">1</a>
        yield previous
    for above in _upwards(call):
        yield above
        if above.tag in BLOCKS:
            return


def _leading_from(body: Element, places: dict[str, Element]) -> dict[Element, set[Element]]:
    """What in a note leads to a place, by the place."""
    leading: defaultdict[Element, set[Element]] = defaultdict(set)
    for link in body.iter("a"):
        place = places.get(_fragment(link))
        if place is not None and (_BACK.fullmatch(_text(link)) or _role(link) & _BACK_ROLES):
            leading[place].add(link)
    return leading


def _body(place: Element, root: Element, wanted: Iterable[Element]) -> Element | None:
    """The block that a place is in, with its other paragraphs if it has any; no heading, and not the whole text."""
    body = next((one for one in (place, *place.iterancestors()) if one.tag in BLOCKS), None)
    if body is None or body is root or root not in body.iterancestors() or body.tag in HEADINGS:
        return None
    above = body.getparent()
    if above is None or above is root or above.tag not in _OF_PARAGRAPHS or body.tag != "p":
        return body
    return above if (above.tag != "div" or above.get("id")) and _is_only(place, above, wanted) else body


def _is_only(place: Element, above: Element, wanted: Iterable[Element]) -> bool:
    return all(one is place or one is above for one in above.iter() if one in wanted)


def _add_others(root: Element, notes: Notes) -> None:
    """What a role says to be a note, though nothing calls it, and to lead back."""
    inside = {one for body in notes.bodies for one in body.iter()}
    for element in root.iter():
        roles = _role(element) if element not in inside and isinstance(element.tag, str) else set()
        if roles & _NOTE_ROLES and element is not root and not any(one in inside for one in element.iter()):
            notes.bodies[element] = ""
        elif roles & _LIST_ROLES:
            items = (item for item in element.iter("li") if not any(one in inside for one in item.iter()))
            notes.bodies.update((item, "") for item in items if item not in notes.bodies)
    for element in root.iter("a", "span"):
        if _role(element) & _BACK_ROLES or "backlink" in (element.get("class") or ""):
            notes.backs.add(element)
