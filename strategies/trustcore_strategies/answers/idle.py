"""Words that say nothing beside a question: its own, and idle ones."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

from collections.abc import Collection

from trustcore_strategies.answers.folding import fold_word
from trustcore_strategies.answers.words import stem

_IDLE_ENGLISH = frozenset(
    "the a an is are was were be been being am it its this that these those there here they them their he she his her hers we you"
    " i my your our me him us do does did has have had of in on at by to from for with as into and so then thus therefore hence which who"
    " whom whose what where when how called named known would will can could should may might must also just actually indeed"
    " answer result resulting solution correct total value sum final think believe guess say well sure okay ok yes s im thats ive theres heres".split()
)
IDLE = _IDLE_ENGLISH | frozenset(
    "le la les l un une est sont c cest de du des d a au aux il elle ils elles ce et qui que dans en y"
    " der die das den dem des ein eine einen ist sind war es er sie im am von zu hat haben und wurde sein"
    " el los las lo una uno es son fue del al se ha han por para con su"
    " il gli i e sono era di da della dello degli delle nel nella ha o os as um uma foi do da dos das no na em"
    " het een zijn van dat deze sao это он она был была было в на и г город".split()
)
_IDLE_CJK = frozenset("はがをのにでですますだとも是的了在为有은는이가을를의에입니요다야예")
_KEPT = frozenset("not no never without except neither nor n't un in".split()) - {"in", "un"}


def is_known(mark: str, known: Collection[str]) -> bool:
    """Whether a capitalised word inside a sentence is one of the question or idle in English."""
    word = fold_word(mark)
    return (word in _IDLE_ENGLISH and mark != "May") or word in known or stem(word) in known


def is_idle(mark: str, known: Collection[str], *, front: bool) -> bool:
    """Whether a word or a mark at an end of a text is no news there.

    Args:
        mark: The word or the mark.
        known: The question's words and their stems.
        front: Whether it stands in front of the news rather than behind it.
    """
    if len(mark) == 1 and not mark.isalnum():
        return (
            mark in ".,:;!?\"'*#&/\u3002"
            or (mark == "-" and not front)
            or (mark in ")=" and front)
            or (mark == "(" and not front)
            or mark in known
        )
    if len(mark) == 1 and mark.isupper() and not (front and _opens(mark, known)):
        return False
    if mark[0] <= "9" and len(mark) > 1:  # no digit of a number is a word of the question
        return False
    word = fold_word(mark)
    if word in _KEPT or (word == "am" and not front):  # 10 am
        return False
    if word == "right":  # Rome is right, and the right ear
        return not front
    return (
        word in (IDLE if front else _IDLE_ENGLISH)
        or word in known
        or stem(word) in known
        or (len(mark) == 1 and mark in _IDLE_CJK)
    )


def _opens(mark: str, known: Collection[str]) -> bool:
    """Whether a capital is a word that opens a sentence: an article where the question has it."""
    return mark in "AI" or (mark in "O\u00c8\u00c9" and fold_word(mark) in known)
