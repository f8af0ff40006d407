"""Labels of options that a sentence names, and what it says of them."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.options import Options

Picked = frozenset[str]
"""The labels that are picked; one that is only ruled out stands with a "-" in front."""


@frozen
class Patterns:
    """How the labels of one question are looked for in an answer."""

    lone: re.Pattern[str]
    several: re.Pattern[str]
    several_denied: re.Pattern[str]
    leading: re.Pattern[str]
    mention: re.Pattern[str]


_NAMED = r"(?i:(?:the |my )?(?:correct |right |best |final )?(?:option|choice|answer|ans\.?|letter|number|statement|sentence|item|no\.?|#|opci[oó]n|r[eé]ponse|antwort|вариант|ответ|选项|選項|選択肢|选|選|보기|정답)s?(?: is)?[ :]*)?"

_AND = r"(?:\s*[,;&/+\u3001\uff0c]\s*(?:and |or )?|,?\s+(?:as well as|along with|together with)\s+|\s+(?:and|und|et|y|e|и|och|og|en|or|&)\s+|\s*[和与と]\s*|\s+)"


_WRONG = r"(?:all |both |clearly |definitely |therefore )?(?:not|wrong|incorrect|false|untrue|eliminated|excluded|ruled out|out)\b"


@lru_cache(maxsize=64)
def label_patterns(labels: tuple[str, ...]) -> Patterns:
    """How labels are looked for in an answer."""
    one = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    wrapped = rf"[({{\[*_\"']{{0,4}}(?:{one})[)}}\]*_.:\"']{{0,4}}"
    listed = rf"[\s*_]{{0,6}}{_NAMED}(?:[Oo]nly |[Bb]oth |[Jj]ust )?{wrapped}(?:{_AND}{wrapped})+"
    return Patterns(
        re.compile(
            rf"[\s>\"'*_]{{0,8}}{_NAMED}[(\[*_\"'\s]{{0,6}}(?P<label>{one})[)\]*_.:!,\"'\s\u3002]{{0,8}}(?:です|입니다|이다|です。)?",
            re.IGNORECASE,
        ),
        re.compile(
            rf"{listed}[\s.*_]{{0,6}}(?:only|\([^()\n]{{0,80}}\)|are(?! {_WRONG})(?: [^.;,\n]{{0,40}})?)?[\s.]{{0,3}}"
        ),
        re.compile(
            rf"{listed}\s+(?:are|were|can be|must be) {_WRONG}\b[^.;,\n]{{0,40}}[\s.]{{0,3}}"
        ),
        re.compile(
            rf"[\s>\"'*_]{{0,8}}(?:[Oo]ption |[Cc]hoice )?(?:[(\[*_]{{1,4}}(?P<bracketed>{one})[)\]*_.:]{{1,5}}|(?P<marked>{one})[)\].:*|]{{1,4}}(?=\s|$)|(?P<bare>{one})(?=\s+[-=(]|\s*[,;]\s|\s*$|\s*\n|\s+(?:because|is|since|as|for|due|which|was|seems|would|given|would)\b))",
        ),
        re.compile(
            rf"(?<![A-Za-z0-9_'])(?:(?P<open>[(\[])(?P<bracketed>{one})[)\]]|(?P<named>option|choice|answer|letter|options|[Aa]ntwort|[Rr]\u00e9ponse|[Oo]pci\u00f3n|[Rr]espuesta|[Rr]isposta|[Rr]esposta|[\u0412\u0432]\u0430\u0440\u0438\u0430\u043d\u0442|[\u041e\u043e]\u0442\u0432\u0435\u0442)[ *_(:\"']{{1,4}}(?P<called>{one})|(?P<bare>{one}))(?![A-Za-z0-9_'])"
        ),
    )


_DENIED_BEFORE = re.compile(
    r"(?:\b(?:not|never|nor|neither|except|exclud\w*|eliminat\w*|rul\w+ out|discard\w*|reject\w*|anything but|all but|other than|rather than|instead of|unlike|initially|at first|first thought|originally|tempted by|isnt|arent|wasnt|doesnt|dont|didnt|cant|couldnt|wont|wouldnt|nicht|pas|keine?|sauf|excepto|no es|non|нет|не|кроме|cannot|cant)\b|n't\b|不是|不选|除了|ではなく)[^,.;:!?\n]{0,40}$"
)

DENIED_AFTER = re.compile(
    r"[)\].:*\"' ]{0,4}(?:[^,.;:!?\n]{0,30}?\b)?(?:(?:is|are|was|were|would be|seems|can be|must be|looks) (?:also |clearly |definitely |simply )?(?:not\b|incorrect|wrong|false|eliminated|excluded|ruled out|out\b|invalid|a distractor|impossible)|(?:isn't|isnt|aren't|cannot|can't|does not|doesn't|won't|ignores?|wrongly|mistakenly|contradicts?|confuses?|confounds?|misreads?|reverses?|would (?:mean|imply|require|need|make|be (?:true|right|correct) if))\b|ist (?:falsch|nicht)|est (?:faux|incorrect)|es (?:incorrect|fals)|не ?верно|неправильн|是错|不对|不正确|は(?:間違|違|誤))"
)

_TURN = re.compile(
    r"\b(?:so|but|therefore|thus|hence|sondern|mais|also|то|а|而是|所以)\b", re.IGNORECASE
)

_CUE = re.compile(
    r"(?:\b(?:so|therefore|thus|hence|answer|choose|choosing|pick|picking|select|selecting|correct|go with|going with|must be|leaves|leaving|leaves only|only|remains|is|its|it's|i\.e\.|think|say|definitely|probably|final|right|option)\b[ :*(]{0,4}(?:option |choice |is |it is |it's )?[*(\[]{0,3})$",
    re.IGNORECASE,
)

_CUE_BEHIND = re.compile(
    r"[)\].*_\"']{0,4} (?:fits|matches|works|wins|(?:is|seems|looks|must be) (?:the )?(?:better|best|right|correct|true|only|most|answer|one)|makes (?:the )?(?:most|more) sense)\b"
)


def label_in(found: re.Match[str]) -> str:
    """The label that a mention names."""
    return found["bracketed"] or found["called"] or found["bare"]


def picked_of(found: list[str], offered: Options) -> Picked | None:
    """The options with labels as found, in any case; None where there are none."""
    by_fold = {label.casefold(): label for label in offered}
    picked = {label if label in offered else by_fold.get(label.casefold(), "") for label in found}
    return frozenset(picked - {""}) or None


def mentioned(text: str, forms: Patterns, offered: Options) -> Picked | None:
    """The label that a sentence affirms, or the ones that it does no more than rule out."""
    affirmed: list[tuple[str, bool]] = []
    denied: list[str] = []
    end = None
    counted = not any(word[0].isdecimal() for option in offered.values() for word in option)
    for found in forms.mention.finditer(text):
        label = label_in(found)
        before = _clause(text, found.start())
        if (
            found["bare"] is not None
            and not _is_label(text, found)
            and not _is_named(label, before, text[found.end() :], counted=counted)
        ):
            continue
        if (
            _is_listed(text, end, found)
            or _DENIED_BEFORE.search(fold(before))
            or DENIED_AFTER.match(text, found.end())
        ):
            denied.append(label)
            end = found.end()
        else:
            cue = _CUE.search(before) or _CUE_BEHIND.match(text, found.end())
            affirmed.append((label, cue is not None))
    cued = [label for label, cue in affirmed if cue and label not in denied]
    plain = list(dict.fromkeys(label for label, _ in affirmed if label not in denied))
    if cued:
        return picked_of(cued[-1:], offered)
    if len(plain) == 1:
        return picked_of(plain, offered)
    if not plain and denied:
        return frozenset("-" + label for label in picked_of(denied, offered) or ())
    return None


_LISTED = re.compile(
    r"[)\].*_\"']{0,4}(?:,? (?:and|or|nor|und|oder|et|ou|y|o) |(?P<comma>, ))[(\[*_\"']{0,4}"
)
_GOES_ON = re.compile(
    r"[)\].*_\"']{0,4}(?:, [(\[*_\"']{0,4}\w[)\].*_\"']{0,4}){0,12},? (?:and|or|nor|und|oder|et|ou|y|o) "
)


def _is_listed(text: str, end: int | None, found: re.Match[str]) -> bool:
    """Whether a label is in one list with one that ends at a place, so that both are denied."""
    between = None if end is None else _LISTED.fullmatch(text, end, found.start())
    if between is None or _CUE_BEHIND.match(text, found.end()) is not None:
        return False
    return between["comma"] is None or _GOES_ON.match(text, found.end()) is not None


def _clause(text: str, end: int) -> str:
    """What stands in front of a place in its clause."""
    start = max(text.rfind(mark, max(0, end - 80), end) for mark in ".;!?\n,")
    before = text[max(start + 1, end - 80) : end]
    turns = list(_TURN.finditer(before))
    if turns and not re.search(
        r"\b(?:anything|all|everything) but\s*[(\"']?$", before, re.IGNORECASE
    ):
        behind = before[turns[-1].end() :]
        before = behind if behind.strip(" (\"'*") else before[turns[-1].start() :]
    return before


def _is_named(label: str, before: str, behind: str, *, counted: bool) -> bool:
    """Whether a small letter or a number at the end of a clause is picked there: I'd go with b.

    Args:
        label: The letter or the number.
        before: What stands in front of it in its clause.
        behind: What stands behind it.
        counted: Whether a number can be a label only, since no option has one in its text.
    """
    if behind[:2].strip(" .,;:!)"):
        return False
    if label.isdecimal():
        return counted and _CUE.search(before) is not None
    lower = label.isalpha() and label.islower()
    return lower and (_CUE.search(before) is not None or not before.strip())


def _is_label(text: str, found: re.Match[str]) -> bool:
    """Whether a lone character is meant as a label: a capital, and neither an article nor "I"."""
    label = found["bare"]
    if label.isdecimal() or (label.islower() and label.isascii()):
        return False
    after = text[found.end() : found.end() + 20]
    if label == "I":
        return False
    if label == "A" and re.match(r"\s+[a-z]", after):
        return re.match(r"\s+(?:is|because|since|as|would|was|and|or|isn)\b", after) is not None
    return True
