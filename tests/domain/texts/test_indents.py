"""Lists within lists, as far in as Markdown asks for."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.indents import nested


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1. a\n  - b\n    - c\n  - d\n2. e", "1. a\n   - b\n     - c\n   - d\n2. e"),
        ("1. a\n    - b\n        - c", "1. a\n   - b\n     - c"),
        ("- a\n\t- b\n\t\t- c\n- d", "- a\n  - b\n    - c\n- d"),
        ("10. a\n  - b\n\n  more of a", "10. a\n    - b\n\n    more of a"),
        ("1. a\n\n  more of a\n\nnothing of a", "1. a\n\n   more of a\n\nnothing of a"),
        (" 9. a\n10. b", "9. a\n10. b"),
        ("- a\n - a neighbour", "- a\n- a neighbour"),
        ("1. a\n  ```\n  - code\n    - code\n  ```\n  - b", "1. a\n   ```\n   - code\n     - code\n   ```\n   - b"),
        ("1. a\n  ```\n  - code\n  ```\n    - b", "1. a\n   ```\n   - code\n   ```\n   - b"),
        # Nothing stands behind the fence that ends a block, and it is as long as the one that begins it.
        ("1. a\n  ```\n  ``` x\n    - code\n  ```", "1. a\n   ```\n   ``` x\n     - code\n   ```"),
        ("1. a\n  ````\n  ```\n    - code\n  ````", "1. a\n   ````\n   ```\n     - code\n   ````"),
        ("1. a\n  ~~~\n  ```\n    - code\n  ~~~~\n    - b", "1. a\n   ~~~\n   ```\n     - code\n   ~~~~\n   - b"),
    ],
)
def test_an_item_stands_below_the_words_of_the_one_it_belongs_to(written: str, expected: str) -> None:
    assert nested(written) == expected


@pytest.mark.parametrize(
    "text",
    [
        "    A letter\n\n    with paragraphs",
        "- a\n- b\nand more of b",
        "Nothing to see\nhere.",
        "- a\n\n* * *\n\n  words",
        "- a\n\n```\n  - code\n\n  code\n```",
    ],
)
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert nested(text) == text
