"""A short first line that is the answer of what is explained below it."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re

_OPENING = re.compile(
    r"(?:let'?s?|step|first|sure|okay|ok|here|to (?:find|solve|determine|calculate|answer|get)|we |given|question|thought|solution|explanation|hmm|well|thinking|certainly|of course"
    r"|alright|now|so |i need|i will|the question|this (?:is|question)|analysis|understanding|hello|hi|great|good|dear|thank|based on|according|in order|for this|if |when |using|as an)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"[ \t]*(?:[-*\u2022+>|#]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]\s|def |class |import |```|for |if |while |SELECT )"
)
_EXPLAINS = re.compile(
    r"[ \t(*_]*(?:explanation|reason(?:ing)?|because|since|while|why|note|rationale|justification|this|these|that|it|the|they|he|she|there|option|\(|as|erkl\u00e4rung|explication|begr\u00fcndung|explicaci\u00f3n|plants?)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 8
_SOMETHING = re.compile(r"\S")


_COURTESY = re.compile(
    r"(?:sure(?: thing)?|certainly|of course|absolutely|great question|good question|hello|hi)(?: there)?!\s+(?=\S)"
    r"|(?:okay|ok)[,!.] (?=here\b)",
    re.IGNORECASE,
)
"""What a model says before its answer, which is none: "Yes!" is one."""


def opened(text: str) -> int:
    """Where a text begins behind a courtesy; 0 where it says nothing else."""
    found = _COURTESY.match(text)
    return 0 if found is None else found.end()


_COPULA = re.compile(
    r" ?(?:(?:is|are|was|were|would be|will be)(?: always| also| simply| exactly| therefore)?(?: equal to)?|equals|gives|yields|returns|results in|comes to|evaluates to|=|:) (?=\S)"
)
_FRONT = 80
"""Characters that may stand in front of a subject."""

_IN_FRONT = re.compile(
    r"(?:(?:in|with|using|for|under|by) [^,.;:!?\n]{1,40}, )?(?:the )?(?:(?:result|value|output|answer|outcome|expression|word|phrase) (?:(?:of|to) )?(?:the )?(?:expression )?)?",
    re.IGNORECASE,
)
"""What does: in Python, the value of."""


def behind_copula(text: str, subject: str) -> str:
    """What a text says of a subject, in lower case, with which it begins but for an idle phrase; else all of it."""
    at = text.lower().find(subject, 0, _FRONT + len(subject))
    if at < 0 or (at > 0 and _IN_FRONT.fullmatch(text, 0, at) is None):
        return text
    found = _COPULA.match(text, at + len(subject))
    return text if found is None else text[found.end() :]


def first_line(text: str, begin: int) -> tuple[int, int] | None:
    """Where a short first line stands that is the answer of what is explained below it."""
    something = _SOMETHING.search(text, begin)
    if something is None:
        return None
    start = something.start()
    stop = text.find("\n", start, start + 121)
    if stop < 0:
        return None
    line, rest = text[start:stop].strip(), text[stop:]
    below = rest.lstrip()
    if (
        not below
        or line[-1:] in ":,{[(=;?\uff1f"
        or not re.search(r"\w", line)
        or len(line.split()) > _MOST_WORDS
    ):
        return None
    if _LISTED.match(line) and not re.match(r"\*\*|\([A-Za-z]\)|[A-Za-z][.)]\s|\*", line):
        return None
    if _OPENING.match(line) or _LISTED.match(below) or not _explains(line, rest, below):
        return None
    return start, stop


def _explains(line: str, rest: str, below: str) -> bool:
    """Whether what stands below a line is an explanation and no second line of the answer."""
    following = below.partition("\n")[0]
    apart = re.match(r"[ \t]*\n[ \t]*\n", rest) is not None
    longer = len(following.split()) > max(3, len(line.split()))
    cue = _EXPLAINS.match(below) is not None
    few = len(line.split()) <= 3
    return (apart and (longer or cue)) or (few and cue) or (few and len(following.split()) >= 8)
