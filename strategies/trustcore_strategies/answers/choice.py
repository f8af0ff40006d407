"""Multiple-choice questions: the options that a question offers and those an answer picks."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from attrs import frozen

from trustcore_strategies.answers.folding import fold
from trustcore_strategies.answers.known_names import groups_of
from trustcore_strategies.answers.numerals import SMALL
from trustcore_strategies.answers.words import words

Options = Mapping[str, tuple[str, ...]]
"""The words of each option, by its label."""

Picked = frozenset[str]
"""The labels that are picked; one that is only ruled out stands with a "-" in front."""

_ALPHABETS = tuple(
    tuple(line.split())
    for line in (
        "A B C D E F G H I J K L",
        "a b c d e f g h i j k l",
        "1 2 3 4 5 6 7 8 9 10 11 12",
        "А Б В Г Д Е Ж З",
        "а б в г д е ж з",
        "Α Β Γ Δ Ε Ζ",
        "α β γ δ ε ζ",
        "i ii iii iv v vi vii",
        "I II III IV V VI VII",
        "أ ب ج د ه",
        "ا ب ج د ه",
        "א ב ג ד ה",
        "क ख ग घ ङ",
        "ア イ ウ エ オ",
        "甲 乙 丙 丁",
        "가 나 다 라 마",
        "ㄱ ㄴ ㄷ ㄹ",
    )
)
_LABELS = frozenset(label for alphabet in _ALPHABETS for label in alphabet)
_LABEL = r"[^\W\d_]{1,4}|\d{1,2}"
_LINE = re.compile(
    rf"^[ \t]*(?:[-*\u2022|][ \t]+)?(?P<open>[(\[])?(?P<label>{_LABEL})(?P<shut>[)\]]?[).:\]\uff0e\u3001,]|[ \t]?\||[ \t]+[-=][ \t]|[)\]])[ \t]{{0,6}}(?P<text>\S[^\n]*)",
    re.MULTILINE,
)
_INLINE = re.compile(
    rf"(?:^|(?<=[\s,;:?]))(?:[(\[](?P<bracketed>{_LABEL})[)\]]|(?P<marked>[A-Za-zА-я])[).:])[ \t]{{0,4}}(?=\S)",
    re.MULTILINE,
)
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3})\.\s+(?=[A-Z][a-z]+ [^?]{1,200}\?)")
_FEWEST = 2
_NAMING = 5
"""Words; a name has no more."""


def options(question: str) -> Options:
    """The options that a question offers, each as the words of its first line.

    They are labelled with letters of any script, digits or Roman numerals, in order from the first
    on, on lines of their own or one after another; the last such run counts. Empty when the
    question offers fewer than two.
    """
    by_line = [
        (found["label"], found["text"], found.start(), found.end())
        for found in _LINE.finditer(question)
    ]
    run = _last_run(by_line)
    if not run:
        inline = list(_INLINE.finditer(question))
        ends = [*(found.start() for found in inline[1:]), len(question)][: len(inline)]
        parts = [
            (found["bracketed"] or found["marked"], question[found.end() : end], found.start(), end)
            for found, end in zip(inline, ends, strict=True)
        ]
        run = _last_run(parts)
    return {label: words(_first_line(text)) for label, text in run}


def _first_line(text: str) -> str:
    return _SENTENCE_END.split(text.strip().partition("\n")[0], maxsplit=1)[0].rstrip(" ,;|")


def _last_run(found: list[tuple[str, str, int, int]]) -> list[tuple[str, str]]:
    """The last labels that follow one another from the first of their alphabet on."""
    best: list[tuple[str, str]] = []
    runs: list[tuple[tuple[str, ...], list[tuple[str, str]]]] = []
    for label, text, _, _ in found:
        if label not in _LABELS:
            continue
        grown = False
        for alphabet, run in runs:
            if len(run) < len(alphabet) and alphabet[len(run)] == label:
                run.append((label, text))
                grown = True
                if len(run) >= _FEWEST:
                    best = run
        if not grown:
            runs = [run for run in runs if len(run[1]) >= _FEWEST][-4:]
            runs.extend(
                (alphabet, [(label, text)]) for alphabet in _ALPHABETS if alphabet[0] == label
            )
    return best


@frozen
class _Patterns:
    """How the labels of one question are looked for in an answer."""

    lone: re.Pattern[str]
    several: re.Pattern[str]
    leading: re.Pattern[str]
    mention: re.Pattern[str]


_NAMED = r"(?:(?:the |my )?(?:correct |right |best |final )?(?:option|choice|answer|letter|number|statement|sentence|item|no\.?|#|opci[oó]n|r[eé]ponse|antwort|вариант|ответ|选项|選項|選択肢|选|選|보기|정답)s?(?: is)?[ :]*)?"
_AND = r"(?:\s*[,;&/+\u3001\uff0c]\s*(?:and |or )?|\s+(?:and|und|et|y|e|и|och|og|en|or|&)\s+|\s*[和与と]\s*|\s+)"


@lru_cache(maxsize=64)
def _patterns(labels: tuple[str, ...]) -> _Patterns:
    one = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    wrapped = rf"[(\[*_\"']{{0,4}}(?:{one})[)\]*_.:\"']{{0,4}}"
    return _Patterns(
        re.compile(
            rf"[\s>\"'*_]{{0,8}}{_NAMED}[(\[*_\"'\s]{{0,6}}(?P<label>{one})[)\]*_.:!,\"'\s\u3002]{{0,8}}(?:です|입니다|이다|です。)?",
            re.IGNORECASE,
        ),
        re.compile(
            rf"[\s*_]{{0,6}}{_NAMED}(?:[Oo]nly |[Bb]oth |[Jj]ust )?{wrapped}(?:{_AND}{wrapped})+[\s.*_]{{0,6}}(?:only|are(?: (?:correct|true|right))?)?[\s.]{{0,3}}"
        ),
        re.compile(
            rf"[\s>\"'*_]{{0,8}}(?:[Oo]ption |[Cc]hoice )?(?:[(\[*_]{{1,4}}(?P<bracketed>{one})[)\]*_.:]{{1,5}}|(?P<marked>{one})[)\].:*|]{{1,4}}(?=\s|$)|(?P<bare>{one})(?=\s+[-=(]|\s*[,;]\s|\s*$|\s*\n|\s+(?:because|is|since|as|for|due|which|was|seems|would|given|would)\b))",
        ),
        re.compile(
            rf"(?<![A-Za-z0-9_'])(?:(?P<open>[(\[])(?P<bracketed>{one})[)\]]|(?P<named>option|choice|answer|letter|options)[ *_(:\"']{{1,4}}(?P<called>{one})|(?P<bare>{one}))(?![A-Za-z0-9_'])"
        ),
    )


_DENIED_BEFORE = re.compile(
    r"(?:\b(?:not|never|nor|neither|except|exclud\w*|eliminat\w*|rul\w+ out|discard\w*|reject\w*|anything but|all but|other than|rather than|instead of|unlike|nicht|pas|keine?|sauf|excepto|no es|non|нет|не|кроме|cannot|cant)\b|n't\b|不是|不选|除了|ではなく)[^,.;:!?\n]{0,40}$"
)
_DENIED_AFTER = re.compile(
    r"[)\].:*\"' ]{0,4}(?:[^,.;:!?\n]{0,30}?\b)?(?:(?:is|are|was|were|would be|seems|can be|must be|looks) (?:also |clearly |definitely |simply )?(?:not\b|incorrect|wrong|false|eliminated|excluded|ruled out|out\b|invalid|a distractor|impossible)|(?:isn't|isnt|aren't|cannot|can't|does not|doesn't|won't)\b|ist (?:falsch|nicht)|est (?:faux|incorrect)|es (?:incorrect|fals)|не ?верно|неправильн|是错|不对|不正确|は(?:間違|違|誤))"
)
_TURN = re.compile(
    r"\b(?:so|but|therefore|thus|hence|sondern|mais|also|то|а|而是|所以)\b", re.IGNORECASE
)
_CUE = re.compile(
    r"(?:\b(?:so|therefore|thus|hence|answer|choose|choosing|pick|picking|select|selecting|correct|go with|going with|must be|leaves|leaving|leaves only|remains|is|i\.e\.|think|say|definitely|probably|final|right|option)\b[ :*(]{0,4}(?:option |choice |is |it is |it's )?[*(\[]{0,3})$",
    re.IGNORECASE,
)
_CUE_BEHIND = re.compile(
    r"[)\].*_\"']{0,4} (?:fits|matches|works|wins|(?:is|seems|looks|must be) (?:the )?(?:better|best|right|correct|true|only|most|answer|one)|makes (?:the )?(?:most|more) sense)\b"
)
_CALLED = re.compile(
    r"[)\].*_\"']{0,4} (?:is|was|must be) (?:therefore |thus |clearly |definitely )?(?:the )?(?:correct|right|only (?:one|option)|answer)\b"
)
_PLACES = {
    name: place
    for place, names in enumerate(
        ("first 1st former", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th"),
        start=1,
    )
    for name in names.split()
}
_PLACED = re.compile(
    rf"(?:it(?:'s| is) |i(?:'d| would)? (?:pick|choose|say|select) )?(?:the )?(?P<place>{'|'.join(_PLACES)}|last|final|former|latter)(?: (?:option|choice|one|answer|statement|alternative))?[.!]?",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*[,;\n&]\s*(?:and )?|\s+(?:and|und|et|y|e|и)\s+", re.IGNORECASE)
_NONE = re.compile(
    r"\bnone of (?:the |these|them|those)|\bneither of|\bno (?:correct )?option|keine der|aucune des|ninguna de|以上都不|没有一个|none are\b"
)
_ALL = re.compile(
    r"\ball of (?:the above|these|them)|\ball (?:four|three|options)|以上都是|すべて正しい"
)


def picks(final: str, said: tuple[str, ...], offered: Options) -> Picked | None:
    """The options that a final answer picks; None when it picks none that can be made out.

    Args:
        final: The final answer, cleaned.
        said: Its words.
        offered: What the question offers.
    """
    text = final[:2000].strip()
    forms = _patterns(tuple(offered))
    lone = forms.lone.fullmatch(text)
    if lone is not None:
        return _labels([lone["label"]], offered)
    if forms.several.fullmatch(text):
        return _labels([_label(found) for found in forms.mention.finditer(text)], offered)
    whole = _whole(text, said, offered) or _called_right(text, forms, offered)
    whole = whole or _counted(said, offered) or _known(text, said, offered)
    if whole is not None:
        return whole
    lead = forms.leading.match(text)
    if lead is not None and not _DENIED_AFTER.match(text, lead.end()) and not _article(text, lead):
        return _labels([lead["bracketed"] or lead["marked"] or lead["bare"]], offered)
    return _mentioned(text, forms, offered) or _quoted(said, offered)


def _called_right(text: str, forms: _Patterns, offered: Options) -> Picked | None:
    """The one option that a sentence calls right, or the one at a place that it names."""
    placed = _PLACED.fullmatch(text)
    if placed is not None:
        place = placed["place"].lower()
        last = place in {"last", "final"} or (place == "latter" and len(offered) == _FEWEST)
        return _at_place(len(offered) if last else _PLACES.get(place, 0), offered)
    called = {
        _label(found) for found in forms.mention.finditer(text) if _CALLED.match(text, found.end())
    }
    return _labels(list(called), offered) if len(called) == 1 else None


def _at_place(place: int, offered: Options) -> Picked | None:
    """The option at a place in their order, from one on: the second option."""
    labels = list(offered)
    return frozenset({labels[place - 1]}) if 0 < place <= len(labels) else None


def _whole(text: str, said: tuple[str, ...], offered: Options) -> Picked | None:
    """The option whose text the answer is; or that it names none of them, or all."""
    same = [label for label, option in offered.items() if option == said]
    if same:
        return frozenset(same[:1])
    several = _every_one(text, offered)
    if several is not None:
        return several
    folded = fold(text)
    if _NONE.search(folded):
        return frozenset({"none"})
    return frozenset(offered) if _ALL.search(folded) else None


def _counted(said: tuple[str, ...], offered: Options) -> Picked | None:
    """The option whose number a text is, where no option is told by a number of its own."""
    if len(said) != 1 or not (number := SMALL.get(said[0], said[0])).isdecimal():
        return None
    if number in offered:
        return frozenset({number})
    if any(word[0].isdecimal() or word in SMALL for option in offered.values() for word in option):
        return None
    return _at_place(int(number), offered)


def _known(text: str, said: tuple[str, ...], offered: Options) -> Picked | None:
    """The one option of which a text is another name: CO2 for carbon dioxide."""
    groups = groups_of(text) if len(said) <= _NAMING else frozenset()
    if not groups:
        return None
    named = [
        one for one, option in offered.items() if not groups.isdisjoint(groups_of(" ".join(option)))
    ]
    return frozenset(named) if len(named) == 1 else None


def _every_one(text: str, offered: Options) -> Picked | None:
    """The options whose texts a list names, and nothing else."""
    parts = [words(part) for part in _LISTED.split(text.strip(" .")) if part.strip()]
    if not 1 < len(parts) <= len(offered):
        return None
    by_text = {option: label for label, option in offered.items()}
    named = [by_text.get(part) for part in parts]
    return frozenset(label for label in named if label) if all(named) else None


def _label(found: re.Match[str]) -> str:
    return found["bracketed"] or found["called"] or found["bare"]


def _labels(found: list[str], offered: Options) -> Picked | None:
    by_fold = {label.casefold(): label for label in offered}
    picked = {label if label in offered else by_fold.get(label.casefold(), "") for label in found}
    return frozenset(picked - {""}) or None


def _article(text: str, found: re.Match[str]) -> bool:
    """Whether a lone A or I is a word of the sentence."""
    return (
        found["bare"] in {"A", "I", "a", "i"}
        and re.match(r"\s+(?:am|was|would|for)\b", text[found.end() :]) is not None
    )


def _mentioned(text: str, forms: _Patterns, offered: Options) -> Picked | None:
    """The label that a sentence affirms, or the ones that it does no more than rule out."""
    affirmed: list[tuple[str, bool]] = []
    denied: list[str] = []
    for found in forms.mention.finditer(text):
        label = _label(found)
        before = _clause(text, found.start())
        if (
            found["bare"] is not None
            and not _is_label(text, found)
            and not _is_named(label, before, text[found.end() :])
        ):
            continue
        if _DENIED_BEFORE.search(fold(before)) or _DENIED_AFTER.match(text, found.end()):
            denied.append(label)
        else:
            cue = _CUE.search(before) or _CUE_BEHIND.match(text, found.end())
            affirmed.append((label, cue is not None))
    cued = [label for label, cue in affirmed if cue and label not in denied]
    plain = list(dict.fromkeys(label for label, _ in affirmed if label not in denied))
    if cued:
        return _labels(cued[-1:], offered)
    if len(plain) == 1:
        return _labels(plain, offered)
    if not plain and denied:
        return frozenset("-" + label for label in _labels(denied, offered) or ())
    return None


def _clause(text: str, end: int) -> str:
    """What stands in front of a place in its clause."""
    start = max(text.rfind(mark, max(0, end - 80), end) for mark in ".;!?\n,")
    before = text[max(start + 1, end - 80) : end]
    turns = [turn.end() for turn in _TURN.finditer(before)]
    if turns and not re.search(
        r"\b(?:anything|all|everything) but\s*[(\"']?$", before, re.IGNORECASE
    ):
        before = (
            before[turns[-1] :] if before[turns[-1] :].strip(" (\"'*") else before[turns[-1] - 3 :]
        )
    return before


def _is_named(label: str, before: str, behind: str) -> bool:
    """Whether a small letter at the end of a clause is picked there: I'd go with b."""
    picked = label.isalpha() and label.islower() and not behind[:2].strip(" .,;:!)")
    return picked and (_CUE.search(before) is not None or not before.strip())


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


def _quoted(said: tuple[str, ...], offered: Options) -> Picked | None:
    """The one option whose words stand in the answer, unless they are denied."""
    held = [label for label, option in offered.items() if option and _contains(said, option)]
    held = [
        one
        for one in held
        if not any(one != other and _contains(offered[other], offered[one]) for other in held)
    ]
    if len(held) != 1:
        return None
    at = next(_places(said, offered[held[0]]))
    before = said[max(0, at - 4) : at]
    return (
        frozenset({"-" + held[0]})
        if {"not", "isnt", "never", "except", "cannot"} & set(before)
        else frozenset(held)
    )


def _places(said: tuple[str, ...], option: tuple[str, ...]) -> Iterator[int]:
    size = len(option)
    for start in range(len(said) - size + 1):
        if said[start] == option[0] and said[start : start + size] == option:
            yield start


def _contains(said: tuple[str, ...], option: tuple[str, ...]) -> bool:
    return next(_places(said, option), None) is not None


_LONE_LETTER = re.compile(
    r"[\s\"'*_>]{0,8}(?:[Oo]ption |[Cc]hoice )?[(\[*_]{0,4}([A-Ja-j])[)\].:*_]{0,4}\s*"
)
_LEADING_LETTER = re.compile(r"[(\[*_]{0,4}([A-J])[)\].:]{1,2}[*_]{0,3}\s+\S")


def letter(final: str) -> tuple[str, bool] | None:
    """The letter that an answer is or begins with where no options are known, and if it is all."""
    lone = _LONE_LETTER.fullmatch(final)
    if lone is not None:
        return lone[1].upper(), True
    lead = _LEADING_LETTER.match(final)
    return None if lead is None else (lead[1], False)
