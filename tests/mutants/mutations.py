"""Small changes to our own code, each of which a test should notice: what they are, and which of them are left out.

Left out is what is no behaviour: sentences (their words, not keys), documentation, types, logging, `__repr__`; and
what only guards or declares (`strict=` of `zip`, decorators, `__all__`).
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ROOMS = ("domain", "upkeep", "actions", "tools")
# Files of nothing but words.
TEXTS = {"simulated_words.py", "demo_words.py"}

_LONGEST = 120

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any"}
_NAMES_OF_TYPES = {"TypeVar", "NewType"}


@dataclass(frozen=True)
class Mutant:
    """One change: `where` is 'search._window', 'labels' outside of functions, or '… (2)' for the second alike.

    `before` and `after` are the statement without what is nested in it, or as much of it as fits into a line. `lines`
    are those that run it; `imported` when that is while the module is imported.
    """

    file: Path
    number: int
    where: str
    before: str
    after: str
    lines: range
    imported: bool

    @property
    def key(self) -> tuple[str, str, str]:
        """Stays the same when the file is moved, or other lines of it change."""
        return self.where, self.before, self.after

    @property
    def module(self) -> str:
        return ".".join(self.file.with_suffix("").parts).removesuffix(".__init__")

    def tree(self) -> ast.Module:
        """The module with the change in it."""
        tree = ast.parse((ROOT / self.file).read_text("utf-8"))
        for number, edit in enumerate(_edits(tree, _Place(self.file))):
            if number == self.number:
                edit.make()
                return ast.fix_missing_locations(tree)
        raise LookupError(f"{self.file} has no change {self.number}")


def mutants(rooms: Iterable[str] = ROOMS) -> list[Mutant]:
    files = (file for room in rooms for file in sorted((ROOT / "deliberate" / room).rglob("*.py")))
    ours = (file for file in files if file.name not in TEXTS)
    return [one for file in ours for one in mutants_of(file.relative_to(ROOT), file.read_text("utf-8"))]


def mutants_of(file: Path, source: str) -> Iterator[Mutant]:
    alike: Counter[tuple[str, str, str]] = Counter()
    for number, edit in enumerate(_edits(ast.parse(source), _Place(file))):
        where, (before, after) = edit.place.where, edit.words()
        alike[where, before, after] += 1
        if (nth := alike[where, before, after]) > 1:
            where = f"{where} ({nth})"
        yield Mutant(file, number, where, before, after, edit.lines(), edit.place.imported)


def sample(all_of_them: Iterable[Mutant], size: int, seed: int) -> list[Mutant]:
    """The same ones as long as they are there: a change to the code replaces only the mutants that it touches."""

    def drawn(mutant: Mutant) -> bytes:
        return sha256(repr((seed, mutant.key)).encode()).digest()

    return sorted(all_of_them, key=drawn)[:size]


@dataclass(frozen=True)
class _Place:
    file: Path
    names: tuple[str, ...] = ()
    imported: bool = True
    spoken: bool = False  # within a sentence that is put together

    @property
    def where(self) -> str:
        stem = self.file.parent.name if self.file.stem == "__init__" else self.file.stem
        return ".".join((stem, *self.names))


@dataclass(frozen=True)
class _Edit:
    """`path` leads from the module to the node that is replaced by `new`: each with the field that holds the next."""

    path: tuple[tuple[ast.AST, str, int | None], ...]
    old: ast.AST
    new: ast.AST
    place: _Place

    def make(self) -> None:
        _put(self.path[-1], self.new)

    def lines(self) -> range:
        statement = self._from_statement()[0]
        body = getattr(statement, "body", None)
        end = body[0].lineno - 1 if isinstance(body, list) and body else statement.end_lineno
        return range(statement.lineno, max(end, statement.lineno) + 1)

    def words(self) -> tuple[str, str]:
        """Of the outermost part of the statement that is short enough."""
        for node in self._from_statement():
            before = _words(node)
            if len(before) <= _LONGEST or node is self.old:
                break
        if node is self.old:
            return before, _words(self.new)
        self.make()
        after = _words(node)
        _put(self.path[-1], self.old)
        return before, after

    def _from_statement(self) -> list[Any]:
        nodes = [*(node for node, _, _ in self.path), self.old]
        last = max(at for at, node in enumerate(nodes) if isinstance(node, ast.stmt))
        return nodes[last:]


def _put(where: tuple[ast.AST, str, int | None], node: ast.AST) -> None:
    parent, field, index = where
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def _words(node: ast.AST) -> str:
    """On one line; of a statement that holds others its head."""
    if isinstance(getattr(node, "body", None), list):
        nothing: dict[str, list[ast.AST]] = {"orelse": [], "decorator_list": [], "handlers": [], "finalbody": []}
        kept = {name: nothing.get(name, value) for name, value in ast.iter_fields(node)}
        node = type(node)(**{**kept, "body": [ast.Pass()]})
        return ast.unparse(ast.fix_missing_locations(node)).splitlines()[0]
    return " ".join(ast.unparse(node).split())


def _edits(node: ast.AST, place: _Place, path: tuple[tuple[ast.AST, str, int | None], ...] = ()) -> Iterator[_Edit]:
    """All changes to what is below a node, in the order of the text."""
    for field, value in ast.iter_fields(node):
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or _is_no_behaviour(field, child):
                continue
            inner, way = _inside(node, field, place), (*path, (node, field, index))
            if not (inner.spoken and isinstance(child, ast.Constant) and isinstance(child.value, str)):
                yield from (_Edit(way, child, new, inner) for new in _instead(child))
            yield from _edits(child, inner, way)


def _inside(node: ast.AST, field: str, place: _Place) -> _Place:
    names, imported = place.names, place.imported
    if isinstance(node, ast.FunctionDef | ast.ClassDef) and field == "body":
        names, imported = (*names, node.name), imported and isinstance(node, ast.ClassDef)
    return _Place(place.file, names, imported, place.spoken or isinstance(node, ast.JoinedStr))


def _is_no_behaviour(field: str, node: ast.AST) -> bool:
    if field in {"annotation", "returns", "decorator_list", "format_spec"}:
        return True
    match node:
        case ast.Expr(ast.Constant()):  # documentation
            return True
        case ast.Constant(str(text)):
            return " " in text and any(letter.isalpha() for letter in text)
        case ast.Expr(ast.Call(ast.Attribute(ast.Name("log")))) | ast.keyword("strict"):
            return True
        case ast.Call(ast.Name(name)):
            return name in _NAMES_OF_TYPES
        case ast.If(ast.Name(name)) | ast.FunctionDef(name) | ast.Assign([ast.Name(name)]):
            return name in {"TYPE_CHECKING", "__repr__", "__all__"}
    return False


def _instead(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    match node:
        case ast.Compare(left, ops, comparators):
            for at, op in enumerate(ops):
                for other in _COMPARISONS[type(op)]:
                    yield ast.Compare(left, [*ops[:at], other(), *ops[at + 1 :]], comparators)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.BinOp(left, op, right) if type(op) in _OPERATORS:
            yield ast.BinOp(left, _OPERATORS[type(op)](), right)
        case ast.AugAssign(target, op, value) if type(op) in _OPERATORS:
            yield ast.AugAssign(target, _OPERATORS[type(op)](), value)
            yield ast.Pass()
        case ast.Constant(value):
            yield from (ast.Constant(other) for other in _other_values(value))
        case ast.Slice(lower, upper, step):
            one = ast.Constant(1)
            if upper is not None and not isinstance(upper, ast.Constant):
                yield ast.Slice(lower, ast.BinOp(upper, ast.Sub(), one), step)
            if lower is None or not isinstance(lower, ast.Constant):
                yield ast.Slice(ast.BinOp(lower, ast.Add(), one) if lower else one, upper, step)
        case ast.Call(ast.Name(name), args, keywords) if name in _FUNCTIONS:
            yield ast.Call(ast.Name(_FUNCTIONS[name], ast.Load()), args, keywords)
        case ast.IfExp(test, body, orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.comprehension(target, each, ifs, is_async):
            for at in range(len(ifs)):
                yield ast.comprehension(target, each, [*ifs[:at], *ifs[at + 1 :]], is_async)
        case ast.If(test, body, orelse) if not isinstance(test, ast.Compare | ast.UnaryOp):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Return(ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.Expr(ast.Call()) | ast.Raise() | ast.Continue() | ast.Break() | ast.Delete():
            yield ast.Pass()
        case ast.Assign([ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()


def _other_values(value: object) -> Iterator[bool | float | str]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield value + 1
    elif isinstance(value, str):
        yield value[:-1] if value else "X"
