"""The elements of HTML (HTML Living Standard, section 4, and those it calls obsolete), by what they do to the text."""

from __future__ import annotations


def names(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset({"ul", "ol", "menu", "dir"})
# What begins and ends a paragraph, or stands between two.
BLOCKS = names(
    """address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre
    search section summary table caption colgroup tbody td tfoot th thead tr ul xmp"""
)
PREFORMATTED = frozenset({"pre", "listing", "xmp", "plaintext"})
VOID = names("area base br col embed hr img input link meta param source track wbr")
# Nobody sees what stands in them, or it is no text.
NO_TEXT = names("script style template title meta link base datalist object applet")
PICTURES = names("svg canvas picture video audio iframe embed map object")
# What a page has to be worked with, not read.
CONTROLS = names("button select textarea input option noscript")
KNOWN = (
    BLOCKS
    | VOID
    | NO_TEXT
    | PICTURES
    | CONTROLS
    | names(
        """a abbr acronym b bdi bdo big blink cite code data datalist del dfn em font frame frameset head i ins kbd
        label main marquee mark math meter nobr noframes output progress q rp rt rtc ruby s samp small span strike
        strong sub sup time tt u var wbr"""
    )
)
