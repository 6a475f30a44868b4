"""The plot of where people stand: places on paper and one shape for each group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from deliberate.domain.words import Say, say
from deliberate.queries.opinions import Dot, Findings

WIDTH, HEIGHT = 480, 400
_MARGIN = 30
# The radius of one person's mark, how it grows with the root of their number, and the largest.
_LEAST, _GROWTH, _MOST = 3.2, 1.5, 13.0

# In the order of the groups.
SHAPES = ("circle", "square", "triangle", "diamond", "cross")

# So near to the centre, of 1, is neither left nor right of it. More would call groups apart by the same words.
_MIDDLE = 0.15
# Where on the plot, from the lower left on: rows upwards, columns to the right.
WHERE = (
    (say("at the bottom left"), say("at the bottom"), say("at the bottom right")),
    (say("on the left"), say("in the middle"), say("on the right")),
    (say("at the top left"), say("at the top"), say("at the top right")),
)


@dataclass(frozen=True)
class Marks:
    """All marks of one group as one path; those of people in no described group have no `group`."""

    group: int | None
    path: str


@dataclass(frozen=True)
class Sign:
    """A letter or 'you' at a place; `anchor` keeps its words on the paper."""

    x: float
    y: float
    anchor: str
    letter: str = ""
    group: int = 0


@dataclass(frozen=True)
class Plot:
    marks: tuple[Marks, ...]
    centres: tuple[Sign, ...]
    you: Sign | None
    width: int = WIDTH
    height: int = HEIGHT


def plot(findings: Findings) -> Plot:
    by_group: dict[int | None, list[Dot]] = {}
    for dot in findings.dots:
        by_group.setdefault(dot.group, []).append(dot)
    centres = ((group, group.centre) for group in findings.groups)
    return Plot(
        # People in no group below the others.
        tuple(Marks(group, _path(group, dots)) for group, dots in sorted(by_group.items(), key=_order)),
        tuple(_sign(*centre, group.letter, group.index) for group, centre in centres if centre),
        _sign(*findings.you) if findings.you else None,
    )


def mark(group: int | None, x: float, y: float, radius: float) -> str:
    """The outline of one mark. All shapes cover about as much paper."""
    shape = "circle" if group is None else SHAPES[group % len(SHAPES)]
    r = radius
    if shape == "circle":
        return f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0z"
    if shape == "square":
        corners = [(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)]
    elif shape == "triangle":
        corners = [(0, -1.4), (1.25, 0.85), (-1.25, 0.85)]
    elif shape == "diamond":
        corners = [(0, -1.3), (1.2, 0), (0, 1.3), (-1.2, 0)]
    else:
        corners = _CROSS
    first, *rest = (f"{x + r * across:.1f} {y + r * down:.1f}" for across, down in corners)
    return f"M{first}L{' '.join(rest)}z"


def shape(group: int | None) -> str:
    """The name of a group's shape and colour in the style sheet."""
    return "shape-none" if group is None else f"shape-{group % len(SHAPES)}"


def where(place: tuple[float, float]) -> Say:
    """Words for a place of the plot."""
    across, up = (1 if abs(value) < _MIDDLE else 2 if value > 0 else 0 for value in place)
    return WHERE[up][across]


_ARM, _THICK = 1.25, 0.45
_CROSS = [
    *((-_THICK, -_ARM), (_THICK, -_ARM), (_THICK, -_THICK), (_ARM, -_THICK), (_ARM, _THICK), (_THICK, _THICK)),
    *((_THICK, _ARM), (-_THICK, _ARM), (-_THICK, _THICK), (-_ARM, _THICK), (-_ARM, -_THICK), (-_THICK, -_THICK)),
]


def _order(item: tuple[int | None, object]) -> int:
    return -1 if item[0] is None else item[0]


def _path(group: int | None, dots: Iterable[Dot]) -> str:
    return "".join(mark(group, *_at(dot.x, dot.y), _radius(dot.people)) for dot in dots)


def _radius(people: int) -> float:
    return min(_LEAST + _GROWTH * (sqrt(people) - 1), _MOST)


def _at(x: float, y: float) -> tuple[float, float]:
    across, down = (x + 1) / 2, (1 - y) / 2
    return _MARGIN + across * (WIDTH - 2 * _MARGIN), _MARGIN + down * (HEIGHT - 2 * _MARGIN)


def _sign(x: float, y: float, letter: str = "", group: int = 0) -> Sign:
    across, down = _at(x, y)
    anchor = "start" if x < -0.6 else "end" if x > 0.6 else "middle"
    return Sign(round(across, 1), round(down, 1), anchor, letter, group)
