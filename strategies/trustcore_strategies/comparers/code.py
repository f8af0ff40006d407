"""Whether two pieces of code do the same, as far as that can be told without running them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

from attrs import frozen

from trustcore_strategies.answers.code import without_prompts

_FENCE = re.compile(r"```[ \t]*([\w+#-]*)[^\n]*\n(.*?)(?:```|\Z)", re.DOTALL)
_INLINE = re.compile(r"(?<!`)`([^`\n]{2,200})`(?!`)")
_LONGEST = 100_000
_LONGEST_PARSED = 20_000
"""Characters; of longer code trees take seconds, in steps in which nobody else can run."""
_OTHER_BEHAVIOUR = 0.1
"""What two programs agree that are one but for operators, comparisons or numbers."""

_TOKENS = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|\w+|[^\w\s]", re.DOTALL
)
_QUERY = re.compile(r"\s*(?:select|insert|update|delete|create|alter|drop|with)\s", re.IGNORECASE)
"""What SQL begins with."""

_COMMENT = re.compile(r"//|/\*")


def code_in(text: str) -> str:
    """The code of an answer: its fenced blocks, what is between backticks, or else all of it."""
    blocks = [match[2] for match in _FENCE.finditer(text[:_LONGEST])]
    return without_prompts("\n".join(blocks or _inline(text[:_LONGEST])) or text[:_LONGEST])


def _inline(text: str) -> list[str]:
    """What prose has between backticks, which a program may have as well."""
    return [] if any(mark in _INLINE.sub("", text) for mark in "{};=(") else _INLINE.findall(text)


def code_agreement(one: str, other: str) -> float | None:
    """How far two pieces of code do the same.

    Python is compared by its syntax tree, without the names that it gives itself, docstrings,
    annotations and the way it is set; other languages token by token, without comments.

    Returns:
        1 where both are the same in this form; .1 where only operators, comparisons or numbers
        differ; None where it cannot be told: other code may do the same, and of very long code
        only the beginning would be seen.
    """
    if max(len(one), len(other)) > _LONGEST:
        return 1.0 if one == other and one.strip() else None
    first, second = code_in(one), code_in(other)
    if not first.strip() or not second.strip():
        return None
    forms = _forms(first), _forms(second)
    if forms[0] is not None and forms[1] is not None:
        return _same_forms(forms[0], forms[1])
    mine, theirs = _tokens(first), _tokens(second)
    if mine != theirs and _QUERY.match(first) and _QUERY.match(second):
        mine, theirs = _as_query(mine), _as_query(theirs)
    return 1.0 if mine == theirs else None


@frozen
class _Forms:
    """A program in its normal form, and in the one without operators and numbers: their hashes."""

    normal: bytes
    blurred: bytes


@lru_cache(maxsize=128)
def _forms(code: str) -> _Forms | None:
    """The forms of Python; None for what is none, does nothing, is long or nested too deep."""
    tree = syntax_tree(code)
    if tree is None or not tree.body:
        return None
    try:
        normal = _normal_form(tree)
        dumped = ast.dump(normal)
        return _Forms(_hash(dumped), _hash(ast.dump(_blurred(normal))))
    except RecursionError:
        return None


def _same_forms(one: _Forms, other: _Forms) -> float | None:
    if one.normal == other.normal:
        return 1.0
    return _OTHER_BEHAVIOUR if one.blurred == other.blurred else None


def _hash(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def syntax_tree(code: str) -> ast.Module | None:
    """What Python makes of a text; None for what is no Python, or is long or nested too deep."""
    if len(code) > _LONGEST_PARSED:
        return None
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _normal_form(tree: ast.Module) -> ast.Module:
    """The tree with the names that it binds itself numbered, and without what does nothing."""
    bare = _Bare().visit(tree)
    numbers: dict[str, str] = {}
    for name in _bound(bare):
        numbers.setdefault(name, f"_{len(numbers)}")
    renamed = _Renamed(numbers).visit(bare)
    assert isinstance(renamed, ast.Module)  # noqa: S101  (a transformer gives back the type it visits)
    return renamed


def _bound(tree: ast.AST) -> Iterator[str]:
    """The names that code binds, in the order in which they come."""
    for node in _in_order(tree):
        match node:
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                yield name
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)):
                yield name


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes, as they stand in the text."""
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _in_order(child)


class _Bare(ast.NodeTransformer):
    """A transformer that drops docstrings and annotations, and orders keyword arguments."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        body = getattr(node, "body", None)
        if isinstance(body, list) and isinstance(
            node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        ):
            node.body = [one for one in body if not _is_text(one)] or [ast.Pass()]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
        return super().generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        """Without its annotation."""
        return ast.arg(node.arg)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        """A plain assignment; nothing where it only declares."""
        if node.value is None:
            return None
        return self.generic_visit(ast.Assign([node.target], node.value))

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """With its keyword arguments by name."""
        node.keywords.sort(key=lambda one: one.arg or "")
        return self.generic_visit(node)


def _is_text(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
        case _:
            return False


class _Renamed(ast.NodeTransformer):
    """A transformer that gives names their numbers."""

    def __init__(self, numbers: dict[str, str]) -> None:
        self._numbers = numbers

    def generic_visit(self, node: ast.AST) -> ast.AST:
        for slot in ("id", "name", "arg", "asname"):
            name = getattr(node, slot, None)
            if isinstance(name, str) and name in self._numbers and not isinstance(node, ast.alias):
                setattr(node, slot, self._numbers[name])
            elif isinstance(name, str) and isinstance(node, ast.alias) and slot == "asname":
                node.asname = self._numbers.get(name, name)
        if isinstance(node, ast.Global | ast.Nonlocal):
            node.names = [self._numbers.get(one, one) for one in node.names]
        return super().generic_visit(node)


class _Blurred(ast.NodeTransformer):
    """A transformer that forgets which operator, comparison or number stands somewhere."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        match node:
            case ast.operator():
                return ast.Add()
            case ast.cmpop():
                return ast.Eq()
            case ast.boolop():
                return ast.And()
            case ast.unaryop():
                return ast.Not()
            case ast.Constant(value=bool() | int() | float() | complex()):
                return ast.Constant(0)
            case _:
                return super().generic_visit(node)


def _blurred(tree: ast.Module) -> ast.AST:
    blurred = _Blurred().visit(tree)
    assert isinstance(blurred, ast.AST)  # noqa: S101  (as above)
    return blurred


def _as_query(tokens: list[str]) -> list[str]:
    """The tokens of SQL, where case says nothing outside of quotes."""
    if tokens[-1:] == [";"]:
        tokens = tokens[:-1]
    return [token if token[0] in "'\"`" else token.casefold() for token in tokens]


def _ends(token: re.Match[str], code: str) -> bool:
    """Whether a token is a semicolon at the end of a line, where many languages need none."""
    return token[0] == ";" and _LINE_END.match(code, token.end()) is not None


_LINE_END = re.compile(r"[ \t]{0,80}(?://[^\n]*)?(?:\n|\Z)")


def _tokens(code: str) -> list[str]:
    # Found one by one: a single search over long code would let nobody else run.
    found = _TOKENS.finditer(code)
    kept = [match[0] for match in found if not (_COMMENT.match(match[0]) or _ends(match, code))]
    if "}" not in kept:
        return kept
    return [
        one for one, after in zip(kept, [*kept[1:], ""], strict=True) if one != ";" or after != "}"
    ]
