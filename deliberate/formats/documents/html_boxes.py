"""What a web page shows beside its text: menus, forms, boxes; and tables that only put things side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from deliberate.formats.documents.html_elements import CONTROLS, HEADINGS, LISTS, names
from deliberate.formats.documents.html_notes import Notes
from deliberate.formats.documents.html_page import Sizes

_ROLES = names(
    """navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar tablist
    doc-pagelist"""
)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_UNSEEN = re.compile(r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|assistive-text)(?:$|\s)", re.IGNORECASE)
# Words of classes and ids that pages give to what is no part of their text, on paper neither.
_NOT_TEXT = re.compile(
    r"(?:^|[\s_-])(?:noprint|editsection|printfooter|skip-?link|breadcrumbs?)(?=$|[\s_-])", re.IGNORECASE
)
_COOKIES = re.compile(r"(?:^|[\s_-])(?:cookies?|cookie-?bar|consent|gdpr)(?=$|[\s_-])", re.IGNORECASE)
_LINKS = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|navbar|navbox|navigation|menu|menubar|sidebar|share|sharing|social|"
    r"pagination|pager|toolbar|related|catlinks|topbar)(?=$|[\s_-])",
    re.IGNORECASE,
)
_NAMED = names("div p ul ol table td section span center font")
# A text has more letters than any box beside it, and a menu hardly any that are no links.
_HALF = 0.5
_NEARLY_ALL = 0.9
_FEWEST_LINKS = 3
# No cell of a table of data is a text of its own.
_LONG = 500


class Boxes:
    """Tells boxes from the `part` of a page that is its text. `has_heading`: one was read before."""

    def __init__(self, part: Element, sizes: Sizes, notes: Notes) -> None:
        self._part = part
        self._sizes = sizes
        self._most = _HALF * sizes.letters[part]
        self._is_page = part.tag in ("html", "body")
        self._in_article = part.tag == "article" or any(one.tag == "article" for one in part.iterancestors())
        self._with_notes = {above for body in notes.bodies for above in body.iterancestors()} | notes.bodies.keys()
        self._are_data: dict[Element, bool] = {}
        self.has_heading = False

    def __contains__(self, element: Element) -> bool:
        if element is self._part or element in self._with_notes or self._sizes.letters[element] > self._most:
            return False
        return self._is_hidden(element) or self._is_by_kind(element) or self._is_by_name(element)

    def is_data(self, table: Element) -> bool:
        """It has rows and columns, and does not only put parts of the page side by side."""
        if table not in self._are_data:
            self._are_data[table] = self._holds_data(table)
        return self._are_data[table]

    def _holds_data(self, table: Element) -> bool:
        if table.get("role") in ("presentation", "none"):
            return False
        rows = [list(row.iterchildren("td", "th")) for row in _rows(table)]
        cells = [cell for row in rows for cell in row]
        if next(table.iterchildren("caption", "thead"), None) is not None or any(cell.tag == "th" for cell in cells):
            return True
        parts = table.iter("table", *HEADINGS)
        holds_parts = next(parts) is table and next(parts, None) is not None
        longest = max((self._sizes.letters[cell] for cell in cells), default=0)
        is_text = longest > max(_LONG, _HALF * self._sizes.letters[table])
        return not holds_parts and not is_text and len(rows) > 1 and max(map(len, rows)) > 1

    def _is_hidden(self, element: Element) -> bool:
        if element.get("hidden") not in (None, "until-found") or element.get("aria-hidden") == "true":
            return True
        return bool(_HIDDEN.search(element.get("style") or "") or _UNSEEN.search(element.get("class") or ""))

    def _is_by_kind(self, element: Element) -> bool:
        match element.tag:
            case "nav" | "aside" | "dialog":
                return True
            case "footer":
                return not self._in_article and not any(one.tag == "article" for one in element.iterancestors())
            case "header":  # the title may stand in it, also on a page that calls nothing its main part
                has_menu = next(element.iter("nav"), None) is not None or self._is_of_links(element, _HALF)
                return self._is_page and (has_menu or not _has_heading(element))
            case "form":
                return not _has_heading(element)
            case tag if tag in CONTROLS:
                return True
            case tag if tag in LISTS:  # nobody lists where else to go before saying what this is
                return self._is_page and not self.has_heading and self._is_menu(element)
            case "td":
                table = next(element.iterancestors("table"), None)
                return table is not None and not self.is_data(table) and self._is_menu(element)
        return not _ROLES.isdisjoint((element.get("role") or "").split())

    def _is_by_name(self, element: Element) -> bool:
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _NOT_TEXT.search(name):
            return True
        if element.tag not in _NAMED:
            return False
        if _COOKIES.search(name) and next(element.iter("button", "input"), None) is not None:
            return True
        return bool(_LINKS.search(name)) and self._is_of_links(element, _HALF)

    def _is_of_links(self, element: Element, share: float) -> bool:
        return self._sizes.share_of_links(element) > share

    def _is_menu(self, element: Element) -> bool:
        """Links to other pages of the same site, and hardly anything else."""
        if not self._is_of_links(element, _NEARLY_ALL) or _has_heading(element):
            return False
        links = [link.get("href") or "" for link in element.iter("a")]
        return len(links) >= _FEWEST_LINKS and not any(link.startswith(("#", "mailto:")) for link in links)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _has_heading(element: Element) -> bool:
    return next(element.iter(*HEADINGS), None) is not None
