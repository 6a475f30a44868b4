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
