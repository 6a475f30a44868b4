"""What somebody's browser is called in plain words, and how long it stays signed in."""

from __future__ import annotations

import re
from datetime import timedelta

from deliberate.domain.words import Sayable, say

# Counted from when it was last used.
STAYS_SIGNED_IN = timedelta(days=30)
# Using it is written down no more often, so that reading pages writes nothing.
NOTED_EVERY = timedelta(minutes=10)

# The first that fits: many claim to be several at once, those further down more often.
_BROWSERS = {
    "Edge": r"Edg(e|A|iOS)?/",
    "Opera": r"OPR/|Opera",
    "Samsung Internet": r"SamsungBrowser/",
    "Vivaldi": r"Vivaldi/",
    "Firefox": r"Firefox/|FxiOS/",
    "Chromium": r"Chromium/",
    "Chrome": r"Chrome/|CriOS/",
    "Safari": r"Safari/",
}
_SYSTEMS = {
    "iPad": r"iPad",
    "iPhone": r"iPhone|iPod",
    "Android": r"Android",
    "ChromeOS": r"CrOS",
    "Windows": r"Windows",
    "macOS": r"Macintosh|Mac OS X",
    "Linux": r"Linux|X11",
}


def parts_of(user_agent: str) -> tuple[str, str]:
    """The names of the browser and of what it runs on; empty where it does not say."""
    return _first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)


def described(browser: str, system: str) -> Sayable:
    if browser and system:
        return say("%(browser)s on %(system)s", browser=browser, system=system)
    return browser or (say("a browser on %(system)s", system=system) if system else say("a browser"))


def _first(names: dict[str, str], user_agent: str) -> str:
    return next((name for name, sign in names.items() if re.search(sign, user_agent)), "")
