"""Final answers in one form of writing: without courtesies, marks of lists and programs."""

from __future__ import annotations

import re

from trustcore_strategies.answers.asides import without_asides
from trustcore_strategies.answers.cloze import in_blank
from trustcore_strategies.answers.enclosed import in_program, without_programs
from trustcore_strategies.answers.final import Final
from trustcore_strategies.answers.folding import both_ends
from trustcore_strategies.answers.forms import SOLVED
from trustcore_strategies.answers.json_value import sole_field
from trustcore_strategies.answers.opening import behind_copula, opened
from trustcore_strategies.answers.question import Question
from trustcore_strategies.answers.quoted import code_value, last_code, letter_value, quoted_value
from trustcore_strategies.answers.text import clean
from trustcore_strategies.answers.words import words

_COMPARED = 6_000
"""Characters of a final answer that are compared, half of them from each end."""

_CERTAIN = frozenset("Cc")
"""What the name of a certainty begins with."""

_EMPTY = ("{}", "{ }", "none", "None")
"""What says of several things that there is none."""

_COURTEOUS = frozenset("ACGHOS")
"""Letters with which a courtesy begins that stands in front of an answer."""

_BLANKS = 16
"""Blanks in a row; readers look for parts between blanks, and longer rows say nothing more."""

_MANY_BLANKS = re.compile(rf"\s\s{{{_BLANKS},}}")  # the first by itself: so it is quickly found


def in_one_form(text: str, found: Final, asked: Question) -> str:
    """A final answer in one form of writing, with nothing around it."""
    final = both_ends(found.text, _COMPARED)
    if "`" in final and not found.marked:
        final = _of_code(final, asked)
    if "```" not in text or not in_program(text, found.start):
        final = both_ends(clean(final), _COMPARED)
    final = final.strip()
    if final[:1] in _CERTAIN or "onfiden" in final[-30:] or (" " in final and asked.code):
        final = without_asides(final, asked)
    if final in _EMPTY and asked.several:
        final = "empty set"
    if (final[-1:] in _ITEM_ENDS or final[:2] in _FIRST_MARKS) and not asked.options:
        final = _bare_number(final, asked)
    final = _set_apart(final, asked)
    if final[:1] == "{" and "json" not in asked.words:
        final = sole_field(final) or final
    if final[:1] in _COURTEOUS:
        final = final[opened(final) :]
    if ":" in final or "=" in final:
        final = _behind_label(final, asked)
    if asked.subject:
        final = behind_copula(final, asked.subject)
    return _MANY_BLANKS.sub(" " * _BLANKS, final) if _has_many_blanks(final) else final


_LABELLED = re.compile(r"(?P<label>[^\W\d_][\w /-]{1,39}?) ?[:=] ?(?P<value>[^\n]{1,200})")
_GENERIC = frozenset(("score", "rating", "points", "value", "result", "decision", "grade"))
"""Names of what is asked for, whatever it is called there."""


def _behind_label(final: str, asked: Question) -> str:
    """The value behind the name of what is asked for, in a text of one line or in its last one."""
    if asked.options or asked.code or asked.several or asked.verdict or asked.alternatives:
        return final
    *before, last = final.split("\n")
    found = _LABELLED.fullmatch(last)
    if found is None or any(map(_LABELLED.fullmatch, before)):
        return final
    named = words(found["label"])
    known = all(word in asked.known or word in _GENERIC for word in named)
    return found["value"].strip() if known and max(map(len, named), default=0) > 2 else final


def _has_many_blanks(final: str) -> bool:
    return "  " in final or not final.isprintable()


def _of_code(final: str, asked: Question) -> str:
    """The code that an answer gives where that is asked for; without programs where a value is."""
    if asked.code:
        return code_value(final) or final
    if asked.output:
        return last_code(final, asked.text) or final
    return without_programs(final) if "```" in final and asked.valued else final


def _set_apart(final: str, asked: Question) -> str:
    """The value that a sentence quotes, or the letter, where that is asked for and no reason."""
    quotes = '"' in final or " '" in final
    if not (quotes or asked.lettered or asked.blank):
        return final
    if asked.told or asked.code or asked.options or asked.verdict or asked.several:
        return final
    if asked.blank:
        final = in_blank(final, asked.text) or final
    if asked.lettered:
        return letter_value(final) or quoted_value(final, asked.text) or final
    if asked.number or asked.date or asked.person:
        return final
    return quoted_value(final, asked.text) or final


_ITEM = re.compile(r"(?:1[.)]|[-=]{0,2}>|[-\u2022]) +(?P<number>[-+]?\d[\d.,]*)")
_WORKED_OUT = re.compile(
    r"[\d.]{1,12}(?: ?[-+*/^x] ?[\d.]{1,12}){1,8} ?(?:\u2192|[-=]>) ?(?P<number>[-+]?\d[\d.,]*)"
)
_FIRST_MARKS = frozenset(("1.", "1)"))
_SOLE_ITEM = re.compile(r"1[.)] (?P<item>[^\W\d](?:(?!2[.)])[^\n]){0,80})")
"""The one item of a numbered list."""

_EXCLAIMED = re.compile(r"(?P<number>\d{2,15})!")
_ITEM_ENDS = frozenset("0123456789!")
_LARGEST_FACTORIAL = 20
"""Nobody answers with the factorial of a larger number unless it is asked for."""

_ORDERINGS = frozenset(("factorial", "permutations", "arrangements", "ways", "orders"))


def _bare_number(final: str, asked: Question) -> str:
    """What is the one item of a list, or a number behind an arrow from its sum, or exclaimed."""
    item = _ITEM.fullmatch(final) or _WORKED_OUT.fullmatch(final) or SOLVED.fullmatch(final)
    if item is not None:
        return item["number"]
    if final[:2] in _FIRST_MARKS:
        sole = _SOLE_ITEM.fullmatch(final)
        return final if sole is None else sole["item"]
    exclaimed = _EXCLAIMED.fullmatch(final)
    if exclaimed is None or int(exclaimed["number"]) <= _LARGEST_FACTORIAL:
        return final
    asks = "!" in asked.text or not _ORDERINGS.isdisjoint(asked.words)
    return final if asks else exclaimed["number"]
