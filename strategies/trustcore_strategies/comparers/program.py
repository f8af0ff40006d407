"""Whether an answer is a program."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import ast
import re
from functools import lru_cache
from itertools import islice

from trustcore_strategies.answers.compare import Comparison
from trustcore_strategies.answers.enclosed import DATA_LANGUAGES
from trustcore_strategies.answers.extract import final_answer
from trustcore_strategies.comparers.code import syntax_tree
from trustcore_strategies.comparers.data import FENCE, MOST_FENCES

_LONGEST = 100_000
_MARK = re.compile(r"```|def |class |import |return|[;=(]|</")
"""Without any of these nothing is a program, unless one is asked for."""

_LANGUAGES = frozenset(
    "haskell golang go kotlin swift ruby perl php lua scala ocaml elixir erlang clojure lisp scheme julia matlab r typescript fortran cobol assembly dart zig powershell awk jq dockerfile makefile crontab cron xpath graphql cypher sparql prolog solidity verilog regexp expression expressions selector".split()
)
_IN_LANGUAGE = re.compile(
    r"\b(?:in|using|write|convert|with) (?:a |an |the |some )?(?:haskell|golang|go|kotlin|swift|ruby|perl|php|lua|scala|ocaml|elixir|erlang|clojure|lisp|scheme|julia|matlab|r|typescript|fortran|cobol|assembly|dart|zig|powershell|awk|jq|xpath|graphql|cypher|sparql|prolog|solidity|verilog)\b(?! ?\^)"
    r"|\b(?:haskell|go|kotlin|swift|ruby|perl|php|lua|scala|ocaml|elixir|erlang|clojure|lisp|scheme|julia|matlab|r|typescript|fortran|cobol|assembly|dart|zig|powershell|awk|jq|xpath|graphql|cypher|sparql|prolog|solidity|verilog) (?:code|function|method|program|script|class|one-?liner|snippet|query|expression|command)"
    r"|\bregular expressions?\b|\bregexp\b|\bdockerfile\b|\bmakefile\b|\bcron(?:tab)? (?:expression|entry|line|schedule)|\bcss selector",
    re.IGNORECASE,
)
"""How a question names a language that asks for a program in it."""

_PAGE = re.compile(
    r"\s*<(?:!doctype|[a-z][\w-]*)[^>]*>.*</?[\w-]+\s*/?>\s*", re.DOTALL | re.IGNORECASE
)
_FORMAT = re.compile(
    r"</?(?:b|i|u|em|strong|mark|p|sup|sub|small|big|br|tt|h[1-6])\s*/?>", re.IGNORECASE
)
"""A tag of an answer in bold, for example: that is how it looks, and no page."""

_LAYOUT = re.compile(
    r"</?(?:b|i|u|em|strong|mark|p|sup|sub|small|big|br|tt|h[1-6]|span|div|ul|ol|li)(?:\s+style=\"[^\"<>]{0,200}\")?\s*/?>",
    re.IGNORECASE,
)
"""A tag of an answer that is laid out as on a page, though nobody asked for one."""

_ANSWERED = re.compile(
    r"<(?:think(?:ing)?|reason(?:ing)?|analysis|scratchpad|explanation|reflection|answer|final(?:_answer)?|output|result|response|solution)\s*>",
    re.IGNORECASE,
)
"""A reply whose parts are in tags: what was thought, and the answer."""

_INLINE = re.compile(r"`([^`\n]{2,200})`")
_SIGNS = re.compile(
    r"(?:^|\s)--?\w|[|$^\\{}<>=;\[\]]|[^\W\d]\w*\.[^\W\d]|^\(|\w\(|\w ?[+%*]{1,2} ?\w"
)
_SENTENCE = re.compile(r"[^\W\d_]+(?:,? [^\W\d_]+){7}|[.!?]\s+[A-Z][a-z]+ [a-z]+ [a-z]+")
"""Eight words in a row, or a sentence behind another: prose."""

_STATEMENT = re.compile(
    r"(?:^|;)[ \t\f]*(?:def|async|class|import|from|for|while|with|if|try)\b", re.MULTILINE
)

_SHORT = 8
"""Characters; what is shorter is no program, whatever parses."""

_PROGRAM = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Import,
    ast.ImportFrom,
    ast.For,
    ast.While,
    ast.With,
    ast.If,
    ast.Try,
)


def is_program(text: str, comparison: Comparison) -> bool:
    """Whether an answer is a program, or has one in a fence.

    A fence counts whose language is one of programs, or whose text looks like code; text without
    any where it defines, imports or repeats something as Python, or looks like code where code is
    asked for. Where no code is asked for, a text that says its answer beside a fence is what that
    answer is, however it was found.
    """
    text = text[:_LONGEST]
    if _MARK.search(text) is None:
        return asks_code(comparison) and _is_command(text)
    found = islice(FENCE.finditer(text), MOST_FENCES)
    fences = [(fence[1].casefold(), fence[2]) for fence in found]
    if fences and not comparison.reading(text).asked.code and final_answer(_beside(text)).marked:
        return False
    if fences:
        return any(_is_fenced(name, body, comparison) for name, body in fences)
    bare = text.strip()
    if asks_code(comparison) and _is_command(bare):
        return True
    bare = bare.strip(" `\t\r\n")
    if len(bare) < _SHORT:
        return False
    laid_out = not asks_code(comparison) and _is_made_of(_LAYOUT, bare)
    return not laid_out and (
        _parses(bare) or _is_page(bare) or _looks(bare, comparison, asked=True)
    )


def asks_code(comparison: Comparison) -> bool:
    """Whether a question asks for a program, a command or an expression of a language."""
    asked = comparison.asked
    if asked.code or asked.output or _LANGUAGES.isdisjoint(asked.words):
        return asked.code
    return _IN_LANGUAGE.search(comparison.question) is not None


def _is_command(text: str) -> bool:
    """Whether a text that answers a question for code is some, rather than prose about it."""
    inline = _INLINE.findall(text)
    if inline:
        return any(_SIGNS.search(one) for one in inline)
    return _SIGNS.search(text) is not None and _SENTENCE.search(text) is None


def _is_page(text: str) -> bool:
    """Whether a text is a page or a piece of one."""
    marked = text[:1] == "<" and _PAGE.fullmatch(text) is not None
    return marked and not _is_made_of(_FORMAT, text) and _ANSWERED.match(text) is None


def _is_made_of(tag: re.Pattern[str], text: str) -> bool:
    """Whether a text has tags, and all are of one kind, so that no other sign of a tag is left."""
    if text[:1] != "<":
        return False
    tags = sum(1 for _ in tag.finditer(text))
    return tags == text.count("<") == text.count(">")


def _beside(text: str) -> str:
    """A text without its fences."""
    return FENCE.sub("\n", text)


def _is_fenced(name: str, body: str, comparison: Comparison) -> bool:
    if name in DATA_LANGUAGES or not body.strip():
        return False
    return bool(name) or _parses(body) or _looks(body, comparison, asked=False)


def _looks(text: str, comparison: Comparison, *, asked: bool) -> bool:
    found = comparison.reading(text)
    return found.code is not None and (found.asked.code or not asked)


@lru_cache(maxsize=64)
def _parses(text: str) -> bool:
    """Whether a text is Python that does more than name a value, and not too long to see."""
    tree = None if _STATEMENT.search(text) is None else syntax_tree(text)
    return tree is not None and any(isinstance(one, _PROGRAM) for one in tree.body)
