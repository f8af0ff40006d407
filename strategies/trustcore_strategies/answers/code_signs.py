"""What commands and code say by case or by one sign: options, character classes, operators.

"grep -r" follows no links and "grep -R" does; ">" empties the file to which ">>" appends.
"""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

import re
from collections.abc import Collection

from trustcore_strategies.answers.idle import IDLE

_LONGEST = 400
"""Characters; of longer texts no single sign is looked at."""

_OPTION = re.compile(r"(?<!\S)-[A-Za-z]{1,6}(?![\w-])")
_CLASS = re.compile(r"\[\^?[^\[\]\s,]{1,20}\]")
_OPERATORS = frozenset(("2>", "2>>", "1>", "1>>", "&>", "&>>", "<", "<<", ">", ">>", "<=", ">=", "|", "||", "&", "&&", "==", "===", "!=", "!==", "+=", "-=", "*=", "/=", "//", "**", "%", "^", "~"))  # fmt: skip
_REFERRING = re.compile(r"[&*][A-Za-z]\w{0,40}")
"""A type or a name behind the sign of a reference."""

PROGRAMS = frozenset(
    ("git", "systemctl", "docker", "podman", "kubectl", "npm", "pnpm", "pip", "pip3", "apt", "apt-get", "dnf", "yum", "conda", "terraform", "launchctl", "aws", "gcloud", "dotnet", "mvn", "heroku", "adb", "tmux")
)  # fmt: skip
"""Programs whose first word behind their name says what they do; none is a word of English."""

_ALIASES = {"i": "install", "remove": "uninstall", "rm": "uninstall", "t": "test"}


def other_signs(one: str, other: str) -> bool:
    """Whether two short texts differ in the case of an option or a class, or in an operator."""
    if max(len(one), len(other)) > _LONGEST:
        return False
    if "-" in one and "-" in other and _other_case(_OPTION, one, other):
        return True
    if "[" in one and "[" in other and _other_case(_CLASS, one, other):
        return True
    return _other_operator(one.split(), other.split())


def _other_case(pattern: re.Pattern[str], one: str, other: str) -> bool:
    """Whether what a pattern finds in two texts differs in its case alone."""
    mine, theirs = sorted(pattern.findall(one)), sorted(pattern.findall(other))
    if mine == theirs or len(mine) != len(theirs):
        return False
    return sorted(map(str.lower, mine)) == sorted(map(str.lower, theirs))


def _other_operator(one: list[str], other: list[str]) -> bool:
    """Whether two texts are equal but for one operator, or for what one refers to."""
    if len(one) != len(other):
        return False
    differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    if len(differing) != 1:
        return False
    mine, theirs = (word.strip("`.'\"") for word in differing[0])
    if mine == theirs:
        return False
    if mine in _OPERATORS and theirs in _OPERATORS:
        return True
    return all(_REFERRING.fullmatch(word) is not None for word in (mine, theirs))


_INNER_CAPITAL = re.compile(r"[a-z][A-Z]")
_SIGIL = re.compile(r"[.#$@%&~][A-Za-z]")
"""A sign in front of a name that says of what kind it is."""

_NAMES = frozenset(("variable", "function", "method", "identifier", "field", "attribute", "parameter", "constant", "class", "property"))  # fmt: skip
_CASED_KEYS = frozenset(("vim", "vi", "emacs", "less"))
"""Programs whose keys are other ones with the shift key."""


def is_other_name(one: str, other: str, asked: Collection[str], *, code: bool) -> bool:
    """Whether two words of one spelling differ in case where that counts, or in the sign in front.

    Such are a letter of code, userName and username, .menu and #menu.

    Args:
        one: A word.
        other: Another, equal to it but for its case.
        asked: Words of the question.
        code: Whether that asks for code.
    """
    mine, theirs = (text.strip("'\"` ") for text in (one, other))
    if _SIGIL.match(mine) and _SIGIL.match(theirs) and mine[0] != theirs[0]:
        return True  # .menu, #menu
    mine, theirs = mine.rstrip("."), theirs.rstrip(".")
    if mine == theirs:
        return False
    if len(mine) == 1:
        return code or not _CASED_KEYS.isdisjoint(asked)
    inner = _INNER_CAPITAL.search(mine) or _INNER_CAPITAL.search(theirs)
    return inner is not None and (code or not _NAMES.isdisjoint(asked))


_LEAD = re.compile(
    r"(?:you (?:can|should|need to) |simply |just )?(?:use|try|run|type|enter|execute|write|it's|it is)(?: the (?:command|pattern|regex|class|option|flag|operator))?:? ",
    re.IGNORECASE,
)


def same_but_lead(one: str, other: str) -> bool:
    """Whether two texts give one piece of code, one of them as what is to be used: use [^a-z]."""
    leads = _LEAD.match(one), _LEAD.match(other)
    if leads == (None, None):
        return False
    mine, theirs = (
        "".join(text[lead.end() if lead else 0 :].split()).strip("`.'\"")
        for text, lead in zip((one, other), leads, strict=True)
    )
    return mine == theirs


def other_command(one: str, other: str) -> bool:
    """Whether two texts give one program two things to do: systemctl stop, systemctl restart."""
    if max(len(one), len(other)) > _LONGEST:
        return False
    mine, theirs = _verb(one.split()), _verb(other.split())
    return mine is not None and theirs is not None and mine[0] == theirs[0] and mine[1] != theirs[1]


def _verb(said: list[str]) -> tuple[str, str] | None:
    """The program that a text calls, if it is one of those, and what that is to do."""
    at = next((at for at, word in enumerate(said) if word in PROGRAMS), None)
    if at is None:
        return None
    verb = next((word for word in said[at + 1 :] if word[0] != "-"), "").strip("`.,")
    if verb in IDLE or not verb.isalpha():
        return None
    return said[at], _ALIASES.get(verb, verb)
