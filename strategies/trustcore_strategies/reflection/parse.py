"""Which option a judge's reply chose.

The reply, without thinking and end marks, is cut into clauses at punctuation. A clause that is a
letter, an option's words, a letter after words such as "the answer is", or a sentence that calls
the answer right or wrong, names an option. Lines that say nothing else come first; all clauses
count when there is no such line. Exactly one option must be named: a judge that names two, or whose
letter and words disagree, has chosen none. Time is linear in the length.
"""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache

from attrs import frozen

from trustcore.labels.visible import visible
from trustcore_strategies.reflection.abroad import in_a_word
from trustcore_strategies.reflection.clauses import (
    denies,
    infers,
    is_label,
    without_copula,
    worded,
)
from trustcore_strategies.reflection.flags import flags
from trustcore_strategies.reflection.framings import Framing, Option
from trustcore_strategies.reflection.letters import lettered, sets_aside
from trustcore_strategies.reflection.sentences import about_the_answer, concludes
from trustcore_strategies.reflection.signs import (
    DELIMITERS,
    LOOKALIKES,
    PLAIN,
    WITHIN,
    WRAPPING,
)
from trustcore_strategies.reflection.surroundings import Clause, counts

_PIECE = re.compile(rf"[\w\s{WITHIN}]+")
"""A clause: it is cut at every other sign, be it a stop, a bracket of any script or a picture."""

_IN_NUMBER = re.compile(r"(?<=\d)[.,](?=\d)")
_LINE = re.compile(r"[^\r\n]+")
_SOMETHING = re.compile(r"[^\W_]")
_FINAL = re.compile(
    r"(?:final[ _-](?:choice|decision|verdict)(?:[*_\"' ]{0,4}[:=(]|[*_ ]{1,4}(?:is|remains|(?:would|must|has to) be)\b)|\\boxed(?={)|final[ _-](?:choice|decision|verdict)(?=\W*$)"
    r"|(?:最[终終](?:选择|選択|決定|决定|判断|判定|答案|回答)|최종 ?(?:선택|답변?|판단)|endgültige (?:wahl|entscheidung|antwort)|(?:choix|réponse|décision|elección|respuesta|decisión|opción|escolha|resposta|decisão|scelta|risposta|decisione) final[ea]?|окончательный (?:выбор|ответ))[*_\"' ]{0,4}[:=：])",
    re.IGNORECASE,
)
_IN_FINAL = ("nal", "boxed", "最", "최종", "ltige", "оконч")
"""Each match has one, whatever its case; most replies have none, and are not searched."""

_CONTRAST = re.compile(r"(?:but|rather|instead|sondern|sino|mais) (?:rather )?", re.IGNORECASE)
"""Begins a clause that stands against the one in front of it, whatever that denied."""

_DENIED_YET = re.compile(r"(?:\bnot|\bnever|n['\u2019]t)$", re.IGNORECASE)
"""Ends a clause whose denial goes on behind what is put in: "it is not, in fact, correct"."""

_STOP = re.compile("[.!;\u3002\uff01]")
"""Ends a sentence: what it says of a choice does not hold for the next one."""

_LONGEST = 2**16
"""Of a longer reply so many characters at its end are read: there judges decide."""

_SHORT = 40
"""Up to this many characters a small letter is a choice; in prose "a" is an article."""


_CLOSING_TAG = re.compile(r"</([A-Za-z][A-Za-z0-9]{0,15})>")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]{0,15})(?:\s[^<>]{0,80})?>")
_RETRACTS = re.compile(
    r"(?:^|[.!?。！？\n:;\u2014-])[\s*_(]{0,8}(?:oh,? |no,? |hm{1,8},? |but )?(?:wait|actually|correction|scratch that|on second thou?ghts?|hold on|let me (?:re|double)|moment|warte|attends|en fait|espera|en realidad|aspetta|стоп|подожд|等等|等一下|不对|待って)",
    re.IGNORECASE,
)
"""Begins a clause in which somebody takes back what they said."""


_SENTENCE = re.compile(r"[^.!?,;:\n\u3002]{0,160}")
"""The rest of a sentence, or of its first part."""


class Unread(Enum):
    """Why a reply chose nothing."""

    EMPTY = "empty"
    """There was no text, or nothing after the thinking."""
    NOTHING = "nothing"
    """No option was named."""
    SEVERAL = "several"
    """More than one option was named."""


@frozen
class Choice:
    """The option that a reply chose.

    Attributes:
        option: The option.
        at: Where its letter, or its word if it has no letter, stands in the reply; None where that
            is not known.
    """

    option: Option
    at: int | None = None


_KEPT = 512
"""Readings that are kept for the whole process, of short replies alone."""

_FEW_WORDS = 80
"""Characters of a short reply: of all questions, judges say the same few words of most."""


def choose(reply: str, framing: Framing, *, reasoning: bool = False) -> Choice | Unread:
    """Find the option that a reply chose; see `_choose`."""
    read = _choose_once if len(reply) <= _FEW_WORDS else _choose
    return read(reply, framing, reasoning)


def _choose(reply: str, framing: Framing, reasoning: bool) -> Choice | Unread:  # noqa: FBT001  (cached)
    """Find the option that a reply chose.

    The last "Final choice" decides where there is one. Without one, a judge that was to reason
    has decided only if its last line says nothing but an option: what it mentions on its way, or
    when cut short, is no choice.
    """
    start, end = visible(reply)
    start = max(start, end - _LONGEST)
    reply = reply[:end].translate(PLAIN)
    if "</" in reply:
        reply = _without_tags(reply)
    if not reply[start:].strip():
        return Unread.EMPTY
    if flagged := flags(reply, start, framing):
        return _only([Choice(option) for option in flagged])
    final = _last_final(reply, start)
    if final is not None:
        return _kept(_only(_final_line(reply, final, framing)), reply, final, framing)
    spans = list(_spans(reply, start))
    lines = [_Line.read(reply, *span, framing) for span in (spans[-1:] if reasoning else spans)]
    deciding = _decisions(lines, framing) if len(lines) > 1 else lines
    pure: Sequence[Choice] = [choice for line in deciding for choice in line.pure]
    if not pure and reasoning:
        pure = _conclusion(reply, *spans[-1], framing) if spans else ()
    if pure or reasoning:
        return _kept(_only(pure), reply, start, framing)
    said = _only([choice for line in lines for choice in line.choices])
    if said is Unread.NOTHING and (word := in_a_word(reply[start:], framing)) is not None:
        return Choice(word)
    return _kept(said, reply, start, framing)


_choose_once = lru_cache(maxsize=_KEPT)(_choose)


@frozen
class _Line:
    """The options that a line names, and whether it says anything else."""

    choices: Sequence[Choice]
    chatty: bool

    @classmethod
    def read(cls, reply: str, start: int, end: int, framing: Framing) -> _Line:
        small = len(reply[start:end].strip()) <= _SHORT
        choices: list[Choice] = []
        chatty = False
        before = ""
        verdict = remarked = False
        for piece, at in _pieces(reply, start, end):
            if before and (contrast := _CONTRAST.match(piece)) and denies(before):
                piece, at, before = piece[contrast.end() :], at + contrast.end(), ""  # noqa: PLW2901  (the clause itself)
            elif before and (_STOP.search(reply, at - 3, at) or infers(piece, before)):
                before = ""
            choice = _named(piece, at, framing, small=small)
            if choice is None:
                chatty = chatty or not is_label(piece)
                if not (before and _DENIED_YET.search(before)):
                    before = "" if sets_aside(piece) else piece
                continue
            clause = Clause(reply, piece, at, end, before)
            behind = choice.at is not None and (verdict or (remarked and "answer" in piece))
            if counts(clause, choice.option, framing, behind_verdict=behind):
                choices.append(choice)
                before = ""
                verdict = choices[0].at is None
            else:
                chatty = True
                remarked = remarked or choice.at is None
        return cls(choices, chatty)

    @property
    def pure(self) -> Sequence[Choice]:
        return () if self.chatty else self.choices


def _without_tags(reply: str) -> str:
    """A reply with blanks for its tags, so that places hold; "<b>" is no small letter.

    Tags are what has a closing one: "<B>" alone is a letter in brackets.
    """
    closed = set(_CLOSING_TAG.findall(reply))
    return _TAG.sub(lambda tag: " " * len(tag[0]) if tag[1] in closed else tag[0], reply)


def _decisions(lines: Sequence[_Line], framing: Framing) -> Sequence[_Line]:
    """The lines that may decide: without all options one after the other, which are the question."""
    naming = [line for line in lines if line.choices]
    count = len(framing.letters)
    if not 1 < count < len(naming):
        return lines
    first = [{choice.option.letter for choice in line.choices} for line in naming[:count]]
    return naming[count:] if first == [{letter} for letter in framing.letters] else lines


def _kept(said: Choice | Unread, reply: str, start: int, framing: Framing) -> Choice | Unread:
    """A choice, unless the judge takes it back behind it: then what it says instead."""
    if said is Unread.SEVERAL:
        return _corrected(reply, start, framing) or said
    if isinstance(said, Unread) or said.at is None:
        return said
    taken_back = _RETRACTS.search(reply, max(start, said.at + 1))
    if taken_back is None:
        return said
    rest = reply[taken_back.end() :]
    others = [one for one in framing.options if one is not said.option]
    names = [rf"(?-i:{one.letter})" for one in others if one.letter]
    words = [re.escape(one.text) for one in others if framing.judges]
    named = re.search(
        rf"(?<!\w)(?:{'|'.join((*names, *words))})(?![\w'\u2019])", rest, re.IGNORECASE | re.ASCII
    )
    if named is None:
        return said
    return _corrected(reply, said.at + 1, framing) or Unread.SEVERAL


def _corrected(reply: str, start: int, framing: Framing) -> Choice | None:
    """What a judge says behind the last words that take something back, if that is one choice."""
    end = None
    for taken_back in _RETRACTS.finditer(reply, start):
        end = taken_back.end()
    if end is None:
        return None
    lines = [_Line.read(reply, *span, framing) for span in _spans(reply, end)]
    choices = [choice for line in lines for choice in line.choices]
    said = _only(choices)
    if isinstance(said, Unread):
        return None
    return said if said.at is None or _settles(reply, said, framing) else None


def _settles(reply: str, said: Choice, framing: Framing) -> bool:
    """Whether the clause of a choice ends with it, or with what a sentence that chooses ends in."""
    if said.at is None or not said.option.letter:
        return True
    behind = _SENTENCE.match(reply, said.at + 1)
    following = "" if behind is None else behind[0].strip(WRAPPING + DELIMITERS)
    return not following or lettered(f"{said.option.letter} {following}", framing) is not None


def _conclusion(reply: str, start: int, end: int, framing: Framing) -> Sequence[Choice]:
    """What a line says of the answer, or chooses, in its last sentence, if that is a conclusion."""
    *rest, (piece, at) = _pieces(reply, start, end)
    if not (concludes(piece) or (rest and concludes(rest[-1][0]))):
        return ()
    if not about_the_answer(piece, framing) and lettered(piece, framing) is None:
        return ()
    choice = _named(piece, at, framing, small=False)
    return () if choice is None else (choice,)


def _last_final(reply: str, start: int) -> int | None:
    last = None
    lowered = reply.lower()
    if not any(part in lowered for part in _IN_FINAL):
        return None
    for found in _FINAL.finditer(reply, start):
        last = found.end()
    return last


def _final_line(reply: str, start: int, framing: Framing) -> Sequence[Choice]:
    something = _SOMETHING.search(reply, start)
    if something is None:
        return ()
    line = _LINE.match(reply, something.start())
    return () if line is None else _Line.read(reply, *line.span(), framing).choices


def _spans(reply: str, start: int) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(reply, start):
        if _SOMETHING.search(line.group()):
            yield line.span()


def _pieces(reply: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    # Same length, so that positions hold: a dash between blanks is punctuation, "B-cell" is a word,
    # and so is 1,200.
    line = _IN_NUMBER.sub("_", reply[start:end].replace(" - ", " : "))
    for found in _PIECE.finditer(line):
        piece = found.group().lstrip(WRAPPING)
        if piece:
            yield piece.rstrip(WRAPPING), start + found.end() - len(piece)


def _named(piece: str, at: int, framing: Framing, *, small: bool) -> Choice | None:
    if piece[-1:] > "\u3000":
        piece = without_copula(piece)
    if len(piece) == 1:
        letter = LOOKALIKES.get(piece, piece)
        option = framing.letters.get(letter.upper() if small else letter)
        return None if option is None else Choice(option, at)
    found = lettered(piece, framing) or worded(piece, framing)
    if found is None:
        return None
    option, place = found
    return Choice(option, None if place is None else at + place)


def _only(choices: Sequence[Choice]) -> Choice | Unread:
    if not choices:
        return Unread.NOTHING
    if len({choice.option.text for choice in choices}) > 1:
        return Unread.SEVERAL
    return next((choice for choice in choices if choice.at is not None), choices[0])
