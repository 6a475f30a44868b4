"""Parts of laws and statutes, by their names."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.divisions import division


@pytest.mark.parametrize(
    ("text", "rank", "sign", "rest"),
    [
        ("Article 3. Money", 5, ".", "Money"),
        ("ARTICLE IV", 5, "", ""),
        ("Art. 12 Zweck", 5, "", "Zweck"),
        ("§ 1 Name und Sitz", 5, "", "Name und Sitz"),
        ("§4a Beiträge", 5, "", "Beiträge"),
        ("Artículo 2.º.- Fines", 5, ".-", "Fines"),
        ("Article premier", 5, "", ""),
        ("TÍTULO PRIMERO. DISPOSICIONES GENERALES", 2, ".", "DISPOSICIONES GENERALES"),
        ("Capo II: Soci", 3, ":", "Soci"),
        ("Chapter 2 – Trees", 3, "–", "Trees"),
        ("Глава 1. Общие положения", 3, ".", "Общие положения"),
        ("Part B", 1, "", ""),
        ("Disposición final", None, "", ""),
        ("Annex", None, "", ""),
        ("Anlage 2 Karte", None, "", "Karte"),
        ("第一章 总则", 3, "", "总则"),
        ("第十二条　目的", 5, "", "目的"),
        ("第2編", 0, "", ""),
    ],
)
def test_the_name_number_and_rest_of_a_part_are_told_apart(text: str, rank: int | None, sign: str, rest: str) -> None:
    assert division(text) == (rank, sign, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Article",
        "Articles of the law",
        "Parts",
        "Part of the plan",
        "Titles",
        "Section three",
        "第一",
        "Annexation",
        "",
        "3. Trees",
    ],
)
def test_other_words_name_no_part(text: str) -> None:
    assert division(text) is None
