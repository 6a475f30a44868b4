from __future__ import annotations

import pytest

from deliberate.domain.browsers import described, parts_of

MOZILLA = "Mozilla/5.0"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (f"{MOZILLA} (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        (f"{MOZILLA} (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36", "Chrome on Windows"),
        (f"{MOZILLA} (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36 Edg/140.0.0.0", "Edge on Windows"),
        (f"{MOZILLA} (X11; CrOS x86_64 14541.0.0) {CHROME} Safari/537.36", "Chrome on ChromeOS"),
        (f"{MOZILLA} (Linux; Android 15; K) {CHROME} Mobile Safari/537.36", "Chrome on Android"),
        (
            f"{MOZILLA} (Linux; Android 15) {CHROME} SamsungBrowser/28.0 Mobile Safari/537.36",
            "Samsung Internet on Android",
        ),
        (f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) {CHROME} Safari/537.36 OPR/120.0.0.0", "Opera on macOS"),
        (f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "Safari on macOS"),
        (f"{MOZILLA} (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/140.0 Mobile Safari/604.1", "Chrome on iPhone"),
        (f"{MOZILLA} (iPad; CPU OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari on iPad"),
        ("curl/8.0", "a browser"),
        ("", "a browser"),
        ("<script>alert(1)</script>", "a browser"),
        (f"{MOZILLA} (X11; Linux x86_64)", "a browser on Linux"),
        ("Firefox/140.0", "Firefox"),
    ],
)
def test_a_browser_is_told_in_plain_words(user_agent: str, words: str) -> None:
    assert str(described(*parts_of(user_agent))) == words


@pytest.mark.parametrize(
    "other",
    [
        *("Edg 1", "Edge 1", "EdgA 1", "EdgiOS 1", "OPR 1", "Oper/1", "SamsungBrowser 1", "Vivaldi 1", "Firefox 1"),
        *("FxiOS 1", "Chromium 1", "Chrome 1", "CriOS 1", "Safari 1"),
        *("iPa 1", "iPhon 1", "iPo 1", "Androi 1", "CrO 1", "Window 1", "Macintos 1", "Linu 1", "X1 1"),
    ],
)
def test_what_is_hardly_called_so_is_not_told(other: str) -> None:
    assert parts_of(other) == ("", "")


@pytest.mark.parametrize(
    ("user_agent", "parts"),
    [
        ("EdgA/1 Android", ("Edge", "Android")),
        ("EdgiOS/1 iPod", ("Edge", "iPhone")),
        ("Edge/18 Windows", ("Edge", "Windows")),
        ("Opera 9 X11", ("Opera", "Linux")),
        ("Vivaldi/1 Mac OS X", ("Vivaldi", "macOS")),
        ("FxiOS/1 iPad", ("Firefox", "iPad")),
        ("Chromium/1 Chrome/1 Linux", ("Chromium", "Linux")),
    ],
)
def test_each_is_known_by_all_its_signs(user_agent: str, parts: tuple[str, str]) -> None:
    assert parts_of(user_agent) == parts
