"""A text as the sequence of its words, in the form in which texts are compared."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import re
from functools import lru_cache

from trustcore_strategies.answers.folding import both_ends, fold
from trustcore_strategies.answers.numerals import SMALL

_LONGEST = 40_000
"""Characters; of a longer text the two ends are looked at."""

_SHORT = 120
"""Characters; the words of texts that are no longer are kept for a while."""

LETTERS = re.compile(r"[^\W\d_]+")
"""A word of letters and nothing else."""

CAPITALISED = re.compile(r"(?<!\w)[A-Z\u00c0-\u00de\u0410-\u042f][^\W\d_]+")
"""A word that begins with a capital, as names do."""

_ARTICLES = frozenset({"a", "an", "the"})
_ONE_CHARACTER_WORDS = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_MARKS_IN_WORDS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u109f"
)
_WORD = re.compile(
    r"\d+(?:[.,]\d+)*|\.\d+"
    rf"|[{_ONE_CHARACTER_WORDS}]"
    rf"|[^\W\d_{_ONE_CHARACTER_WORDS}](?:[^\W\d_{_ONE_CHARACTER_WORDS}]|[{_MARKS_IN_WORDS}])*"
    # A hyphen or slash between letters joins words; anywhere else it is an operator or a sign.
    r"|(?<![^\W\d])[-/](?=[\w(.])|[-/](?=[\d($\u20ac\u00a3\u00a5])|[+*=<>^|&%~±√∞]|[\u00a2-\u00a5\u20a0-\u20bf$]"
    r"|[^\w\s\x00-\x7f\u2000-\u206f\u3000-\u303f\u00a1\u00bf]"
)
_ASCII_WORD = re.compile(
    r"[a-z]+|\d+(?:[.,]\d+)*|\.\d+|(?<![a-z])[-/](?=[\w(.])|[-/](?=[\d($])|[+*=<>^|&%~$]"
)
_SIGN = re.compile(r"[^a-z0-9\s.,;:!?\"()\[\]{}_#@\\/-]")
_NOT_PARTED = re.compile(
    r"[0-9/-](?:(?<=[a-z.,]\d)|(?<=\d)(?=[a-z])|(?<=[-/])(?=[\d($])|(?<=[-/])(?<![a-z].)(?=[\w(.]))"
)
"""A digit beside a letter or behind a mark, and a hyphen or slash that joins no two words."""

_PUNCTUATION = str.maketrans(dict.fromkeys('.,;:!?"()[]{}_#@\\/-', " "))
"""Blanks for what parts words where no other signs are among them."""

_NAME_LETTER = re.compile(
    r"A(?:(?= (?:minor|major|flat|sharp|positive|negative|plus|minus|and [A-Z]\b|or [A-Z]\b|level|team)\b)"
    r"|(?<=[^.!?\n] A)(?=[^\w\s]|\s*$|\s[^a-z])|(?<!\wA)(?=[.,;:/&+#-]))"
)


_OPERATORS = "*/^=<>()[]+"
_MINUS = re.compile(r"\s-\s")
_SYMBOL = re.compile(
    r"[aA](?!\w)(?:(?<![\w'][aA])(?= ?[-+*/^=<>)\]\[])|(?<=[-+*/^=<>(\[][aA])(?![\w'])|(?<=[-+*/^=<>] [aA])(?= ?[-+*/^=<>%]|$))"
)
_LETTER = "lettera"
"""What stands for the letter A while articles are dropped."""

_NO_ONE = re.compile(r"\bno one\b")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_MEANT = {**SMALL, **dict.fromkeys(_ARTICLES, ""), _LETTER: "a"}


def words(text: str) -> tuple[str, ...]:
    """Split a text into comparable words.

    Case, accents, articles, punctuation and apostrophes do not count; signs, currencies and every
    letter of any script do, and so does the letter A where it is a name. Numbers lose their
    thousands separators, small spelled numbers become digits. Scripts written without spaces give
    a word per character. Of a very long text only both ends are looked at.
    """
    return _words_of_short(text) if len(text) <= _SHORT else _words(text)


def _words(text: str) -> tuple[str, ...]:
    folded = fold(_kept_letters(both_ends(text, _LONGEST)))
    if "no one" in folded:
        folded = _NO_ONE.sub("nobody", folded)
    if not folded.isascii():
        found = _WORD.findall(folded)
    elif _SIGN.search(folded) or _NOT_PARTED.search(folded):
        found = _ASCII_WORD.findall(folded)
    else:
        found = folded.translate(_PUNCTUATION).split()
        return tuple([word for word in map(_MEANT.get, found, found) if word] or found)
    said = map(_MEANT.get, found, found)
    kept = [word if word[0] > "9" else number_word(word) for word in said if word]
    return tuple(kept or found)


_words_of_short = lru_cache(maxsize=100)(_words)
"""A short text is often looked at again: as the front of a sentence, a core, an answer itself."""

_DOUBLED = re.compile(r".[aeiou](?:bb|gg|mm|nn|pp|rr|tt)$")
"""A stem whose last letter is there twice for its ending: stopped, thinned."""

_ENDINGS = ("ning", "ting", "ing", "ies", "ied", "es", "ed", "ly", "s", "e")
_IRREGULAR = {
    form: forms.split()[0]
    for forms in (
        "write wrote written",
        "win won",
        "make made",
        "hold held",
        "bear born bore",
        "begin began begun",
        "find found",
        "sing sang sung",
        "take took taken",
        "give gave given",
        "go went gone",
        "lead led",
        "build built",
        "say said",
        "speak spoke spoken",
        "know knew known",
        "die died death",
        "become became",
        "come came",
        "run ran",
        "get got gotten",
        "beat beaten defeat defeated",
        "direct directed director",
        "invent invented inventor",
        "discover discovered",
        "compose composed composer",
        "paint painted painter",
        "person people",
        "child children",
        "man men",
        "woman women",
        "foot feet",
        "tooth teeth",
        "mouse mice",
        "pay paid",
        "buy bought",
        "sell sold",
        "see saw seen",
        "eat ate eaten",
        "leave left",
        "grow grew grown",
        "fall fell fallen falls falling decrease decreased decreasing decreases decline declined declining declines drop dropped drops dropping",
        "rise rose risen rises rising increase increased increasing increases",
        "hit",
        "success successful successfully succeed succeeded succeeds",
        "fail failed fails failure failing",
        "send sent",
        "spend spent",
        "bring brought",
        "meet met",
        "lose lost",
        "sit sat",
        "stand stood",
        "teach taught",
        "think thought",
        "wear wore worn",
        "employee employees staff employer",
        "remotely remote home",
        "movie film filmed filming",
        "per each",
        "everyone everybody",
        "someone somebody",
        "anyone anybody",
        "bite bit bitten",
        "break broke broken",
        "choose chose chosen",
        "draw drew drawn",
        "drive drove driven",
        "drink drank drunk",
        "fly flew flown",
        "forget forgot forgotten",
        "freeze froze frozen",
        "hide hid hidden",
        "ride rode ridden",
        "shake shook shaken",
        "steal stole stolen",
        "throw threw thrown",
        "overthrow overthrew overthrown",
        "catch caught",
        "fight fought",
        "seek sought",
        "strike struck stricken",
        "shoot shot",
        "sink sank sunk",
        "swim swam swum",
        "tear tore torn",
        "wake woke woken",
        "blow blew blown",
        "keep kept",
        "sleep slept",
        "feel felt",
        "hear heard",
        "tell told",
        "lend lent",
        "mean meant",
        "bind bound",
        "feed fed",
    )
    for form in forms.split()
}
_BRITISH = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=[a-z]{2})our(?=s|ed|ing|ite|ful|less|able|$)", "or"), (r"(?<=[a-z]{3})is(?=e$|es$|ed$|ing$|ation)", "iz"),
        (r"(?<=[bt])re(?=s?$)", "er"), (r"ogue(?=s?$)", "og"), (r"(?<=[a-z]{2})ll(?=ed$|ing$|er$)", "l"), (r"^grey", "gray"),
        (r"^aluminium$", "aluminum"), (r"(?<=gram)me(?=s?$)", ""), (r"^tyre", "tire"), (r"ys(?=e$|ed$|ing$)", "yz"),
        (r"(?<=[cfn])ence$", "ense"), (r"^sulph", "sulf"), (r"paed|ped(?=i)", "ped"), (r"^oes", "es"), (r"ae|oe", "e"), (r"ue(?=[a-z]{2})", "u"),
        (r"^jewell", "jewel"), (r"^plough", "plow"), (r"^mould", "mold"), (r"^cheque", "check"), (r"^manoeuv|^maneuv", "maneuv"),
    )
)  # fmt: skip


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A folded word without the commonest endings of English and without its irregular forms."""
    word = _IRREGULAR.get(word) or _prefixed(word) or word
    if len(word) < 4 or not word.isascii() or word[0].isdigit():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            bare = word[: -len(ending)]
            return bare[:-1] if ending == "ed" and _DOUBLED.search(bare) is not None else bare
    return word


_PREFIX = re.compile(r"(?:mis)?(?:under|over|fore|for|with|out|re|un|be|mis|inter)")


def _prefixed(word: str) -> str | None:
    """The first form of an irregular verb with a prefix: forgive of forgave, overtake of overtook."""
    prefix = _PREFIX.match(word)
    bare = None if prefix is None else _IRREGULAR.get(word[prefix.end() :])
    return None if prefix is None or bare is None else prefix[0] + bare


@lru_cache(maxsize=50_000)
def loosened(word: str) -> str:
    """A folded word in one of its spellings: American, and umlauts without their e."""
    for pattern, replacement in _BRITISH:
        word = pattern.sub(replacement, word)
    return word


def names_letter(text: str) -> bool:
    """Whether a text has the letter A as a name and not as an article."""
    return "A" in text and _NAME_LETTER.search(text) is not None


def _kept_letters(text: str) -> str:
    """The letter A as a word that is no article, where it names something."""
    if "A" in text:
        text = _NAME_LETTER.sub(_LETTER, text)
    if any(map(text.__contains__, _OPERATORS)) or ("-" in text and _MINUS.search(text)):
        return _SYMBOL.sub(_LETTER, text)
    return text


def number_word(word: str) -> str:
    """A number in digits without thousands separators and without a fraction of zeros."""
    if word.isdecimal() or not word[0].isdecimal():
        return word
    if "," in word and _GROUPED.fullmatch(word):
        word = word.replace(",", "")
    whole, point, fraction = word.partition(".")
    return whole + point + fraction if "." in fraction or fraction.strip("0") else whole
