"""What a judge gives as names and values: `{"is_correct": false}`, "Correct: no", `{"choice": "A"}`."""

# ruff: noqa: E501  (patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

import re
from collections.abc import Sequence

from trustcore_strategies.reflection.framings import Framing, Option, opposite

_FIELD = re.compile(
    r"[\"'](\w{1,40})[\"']\s*:\s*[\"']?(true|false|yes|no|[01](?:\.0)?)[\"']?(?=\s*(?:[,}\]]|$))",
    re.IGNORECASE,
)
_AROUND = r"[\s*_\"'`]"
_LINE = re.compile(
    rf"{_AROUND}{{0,8}}(\w[\w ]{{0,40}}?)\??{_AROUND}{{0,4}}[:=?]"
    rf"{_AROUND}{{0,8}}(true|false|yes|no){_AROUND}{{0,8}}[.!]?{_AROUND}{{0,8}}",
    re.IGNORECASE,
)
"""Digits are no truth values here: "Correct: 1" may be the answer."""

_LONGEST = 80
"""Characters of a reply that can be one name and its value."""

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
"""The words of a name in any style: `isCorrect`, `is_correct`, "is correct"."""

_HOLDS = frozenset(("true", "yes", "1", "1.0"))

_PAIR = re.compile(
    r"""(["'])(?P<name>\w[\w ]{0,40})\1\s*:\s*(?:"(?P<text>(?:[^"\\]|\\.)*+)"|\[[^\[\]]*+\]|-?\d[\d.eE+-]{0,20}|null|true|false)"""
)
_CHOICES = frozenset(
    "choice answer verdict letter option decision judgement judgment label rating grade conclusion result selection response assessment evaluation".split()
)
"""The last words of names under which a choice is given."""

_LONGEST_CHOICE = 40
"""Characters of a choice; what is longer explains one where there is another field."""

_OF_OTHERS = frozenset("proposed correct right given expected true actual student user original question".split())  # fmt: skip
"""Words of names under which something else is given: the answer under judgement, or a right one."""


def choices_alone(reply: str, start: int, framing: Framing) -> str:
    """A reply with blanks for all but the choices of its fields, so that places hold.

    Reasons and explanations in other fields speak of what they do not choose. A reply without
    fields, or whose fields have other names, stays as it is.
    """
    if "{" not in reply[start:]:
        return reply
    pairs = list(_PAIR.finditer(reply, start))
    told = [pair for pair in pairs if pair["text"] and not _of_others(pair["name"])]
    chosen = [pair for pair in told if _is_choice(pair["name"])]
    if not chosen:
        return reply
    short = [pair for pair in chosen if len(pair["text"]) <= _LONGEST_CHOICE] or chosen
    shown = list(" " * len(reply))
    for pair in told:
        if pair in short or _is_option(pair["text"], framing):
            begin, end = pair.span("text")
            shown[begin : end + 1] = f"{pair['text']},"  # a comma for the quote: a clause ends
    return "".join(shown)


def _is_choice(name: str) -> bool:
    return not _CHOICES.isdisjoint(_names(name)[-1:])


def _of_others(name: str) -> bool:
    return not _OF_OTHERS.isdisjoint(_names(name))


def _is_option(text: str, framing: Framing) -> bool:
    return text in framing.letters or text.casefold() in framing.words


def _names(name: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(name)]


def flags(reply: str, start: int, framing: Framing) -> Sequence[Option]:
    """The options that a reply gives as names with values, from a place on."""
    if "{" in reply[start:]:
        found = _FIELD.findall(reply, start)
    elif len(reply) - start <= _LONGEST and (line := _LINE.fullmatch(reply, start)):
        found = [line.groups()]
    else:
        return ()
    held = (_held(name, value.casefold() in _HOLDS, framing) for name, value in found)
    return [option for option in held if option is not None]


def _held(name: str, holds: bool, framing: Framing) -> Option | None:  # noqa: FBT001  (of a pair)
    """The option that a name with a truth value means."""
    if name in framing.letters:
        return framing.letters[name] if holds else None
    if not framing.judges:
        return framing.words.get(name.casefold()) if holds else None
    words = _names(name)
    options = [framing.words[word] for word in words if word in framing.words]
    if len(options) != 1 or words[-1] not in framing.words or words[-1] in ("yes", "no"):
        return None
    return options[0] if holds != ("not" in words) else opposite(options[0], framing)
