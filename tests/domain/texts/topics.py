"""Thirty more pairs of points, on other topics and of all sorts of labels, a third of them not in English.

They were written before the rule was made that they judge, and none of its numbers is chosen by them; a looser rule was
given up for what it made of them. Fifteen say the same in other words, fifteen do not, though they are about one topic,
often about one passage, and share words that tell what they are about.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from deliberate.domain.labels import Label

# Of each topic its language, and the texts of its passages by anchor.
TOPICS = {
    "car-free": (
        "en",
        {
            "closing": "From April the streets inside the old ring are closed to private cars between "
            "ten in the morning and seven in the evening.",
            "deliveries": "Shops are supplied before ten in the morning; electric cargo bikes may come at any time.",
            "parking": "Two sites for park and ride at the edge of town replace the six hundred places "
            "that are lost in the centre, with a bus every eight minutes.",
        },
    ),
    "phones": (
        "en",
        {
            "ban": "Pupils hand in their phones in the first lesson and get them back after the last one.",
            "lessons": "Once a week every class has a lesson on how social media, advertising and "
            "artificial intelligence work.",
            "exceptions": "Pupils who need a phone because of an illness keep it; the head teacher decides.",
        },
    ),
    "solar": (
        "en",
        {
            "duty": "Whoever builds a house or replaces a roof has to install solar panels on at least half of it.",
            "fund": "A municipal fund lends the money without interest and is paid back out of the "
            "power that is saved.",
            "grid": "What is not used in the house is fed into the grid at a fixed price for fifteen years.",
        },
    ),
    "library": (
        "en",
        {
            "hours": "The library is open without staff until eleven at night; the door is opened with a card.",
            "fees": "Nobody pays for borrowing or for being late any more.",
        },
    ),
    "mehrweg": (
        "de",
        {
            "pflicht": "Wer Speisen zum Mitnehmen verkauft, bietet ab Januar nur noch Mehrwegbehälter gegen Pfand an.",
            "ruecknahme": "Alle Behälter können an jeder Verkaufsstelle und an zehn Automaten in der Stadt "
            "zurückgegeben werden.",
        },
    ),
    "cantine": (
        "fr",
        {
            "menu": "Deux jours par semaine, la cantine de l’école ne sert que des plats sans viande.",
            "achats": "La moitié des produits vient de fermes situées à moins de cinquante kilomètres.",
        },
    ),
    "alquiler": (
        "es",
        {
            "limite": "En cada barrio, como máximo el cinco por ciento de las viviendas puede alquilarse a turistas.",
            "registro": "Quien alquila a turistas se inscribe en un registro público y paga una tasa anual.",
        },
    ),
}


class Point(NamedTuple):
    """Something that was said about a topic: on the passage `at`, or in reply to somebody where that is empty."""

    topic: str
    label: Label
    at: str
    said: str


class Pair(NamedTuple):
    """`draft` is written with the same label as what was `said`, on the passage `on` or in reply."""

    said: Point
    alike: bool
    on: str
    draft: str


def _rows() -> Iterator[dict[str, str]]:
    with Path(__file__).with_suffix(".tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def _said(row: dict[str, str]) -> Point:
    return Point(row["topic"], Label(row["label"]), row["at"], row["said"])


PAIRS = [Pair(_said(row), row["alike"] == "yes", row["on"], row["draft"]) for row in _rows() if row["draft"]]
# All that the topics' threads say: besides one half of each pair, what nobody writes again.
POINTS = list(dict.fromkeys(map(_said, _rows())))
