"""The catalogue template: every sentence that people read, found in code and templates. `make messages` writes it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import chdir
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
TEMPLATE = ROOT / "deliberate" / "translations" / "messages.pot"

# Besides Babel's own: which arguments are texts, and which (c) says in what context.
KEYWORDS = ("later", "plural:1,2", "say", "say_in:1c,2", "say_many:1,2")
# The same sentences give the same bytes, whenever and wherever they are found.
PLAIN = ("--omit-header", "--no-location", "--no-wrap", "--sort-output")


def extract(to: Path) -> None:
    """Writes what there is to translate now."""
    keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
    command = ["pybabel", "--quiet", "extract", "-F", "pyproject.toml", *keywords, *PLAIN, f"--output-file={to}"]
    with chdir(ROOT):
        CommandLineInterface().run([*command, "deliberate", "templates"])


def template() -> Catalog:
    with TEMPLATE.open("rb") as file:
        return read_po(file)


# A text, its plural, and its context.
Text = tuple[str, str, str]


@cache
def known() -> frozenset[Text]:
    return frozenset(
        (message.id, "", message.context or "") if isinstance(message.id, str) else (*message.id, message.context or "")
        for message in template()
    )


# What was put into words since it was last looked at, and is not in the template.
unknown: set[Text] = set()


def watch() -> None:
    """From now on, whatever is put into words is looked up in the template; to be called once in a process."""
    from deliberate.domain.words import English
    from deliberate.web.words import Translated

    for language in (English, Translated):
        _watch(language, "one", lambda text, context: (text, "", context))
        _watch(language, "many", lambda one, many, number: (one, many, ""))


def _watch(language: type, name: str, text_of: Callable[..., Text]) -> None:
    speaking = getattr(language, name)

    def watched(self: Any, *said: Any) -> Any:
        if (text := text_of(*said)) not in known():
            unknown.add(text)
        return speaking(self, *said)

    setattr(language, name, watched)


if __name__ == "__main__":
    extract(TEMPLATE)
