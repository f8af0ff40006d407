"""Texts in one form of writing: markup gone, digits and signs of all scripts alike, nothing else."""

# ruff: noqa: E501  (tables and patterns are read by the line)

from __future__ import annotations

import html
import re
import unicodedata

from trustcore_strategies.answers.folding import both_ends
from trustcore_strategies.answers.latex import plain

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ", "0123456789-+n")
_DIGIT = re.compile("(?![0-9])\\d")
_SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ]+")
_CIRCLED = {0x245F + number: f"({number}) " for number in range(1, 21)}
_LONGER = 4
"""How much longer a text may get: one sign can stand for eighteen, and then both ends are kept."""

_FRACTION = re.compile("(?<=[0-9]) ?([¼-¾⅐-⅞])")
_BLANKS = re.compile(r"(?<=\S)[ \t]{2,}")
_CITED = re.compile(r"(?<=[^\W\d_]{3})(?:\[\d{1,3}\])+(?=[\s.,;]|$)|(?<=\d) \[\d{1,2}\](?=[\s.]*$)")
_STRUCK = re.compile(r"~~[^~\n]{0,400}~~")
_MARKUP = re.compile(
    r"</?(?:b|i|em|strong|u|p|br|span|div|code|pre|mark|h[1-6]|li|ul|ol|answer|final(?:_answer)?"
    r"|output|result|response|solution)(?:\s[^<>\n]{0,200})?/?>|<\|[^|<>\n]{1,40}\|>|</?s>"
    r"|<(?:eos|end_of_turn)>",
    re.IGNORECASE,
)
_ENDS_LINE = re.compile(r"</(?:li|p|div|h[1-6])>(?=.)|<br ?/?>(?=.)", re.IGNORECASE | re.DOTALL)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)[\w+-]*[ \t]*$\n?", re.MULTILINE)
_EMPHASIS = re.compile(
    r"(?<![\w*])\*([^\s*][^*\n]{0,400})\*(?![\w*])|(?<![\w)\]])\*\*|\*\*(?![\w(])|(?<=[^\W\d]{2})\*\*|__(?=\w)|(?<=\w)__|`"
)
_POWER = re.compile(r"(?<=[\w)\]]) \*\* (?=[\w(](?![^*\n]{0,80}\*\*\s*(?:$|[.,;:!?])))")
"""Between blanks no emphasis begins or ends."""

_TOLERANCE = re.compile(r"\+/-|plus or minus")
_ABOUT_EQUAL = re.compile("(?<=\\w) ?\u2248(?= ?\\S)")
"""What a value is worked out to, as behind an equals sign; in front of a number alone it says about."""

_QUOTED_LINE = re.compile(r"^[ \t]{0,3}>[ \t](?=\S)|^[ \t]{0,3}#{1,6}[ \t]+", re.MULTILINE)


def _signs() -> dict[int, str | None]:
    """Characters that are other ways to write one of ASCII, or nothing at all."""
    table: dict[int, str | None] = dict.fromkeys(
        map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"
    )
    table |= dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u00b4"), "'")
    table |= dict.fromkeys(map(ord, "\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d\u300e\u300f"), '"')
    table |= dict.fromkeys(
        map(ord, "\u00a1\u00bf\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"), None
    )
    table |= dict.fromkeys(map(ord, "\u00d7\u22c5\u2217\u00b7\u2219\u22c5"), "*")
    table |= {0x27E8: "(", 0x27E9: ")", 0x2329: "(", 0x232A: ")", 0x3008: "(", 0x3009: ")"}
    table |= {0xF7: "/", 0x2044: "/", 0x2215: "/", 0x066B: ".", 0x066C: ",", 0x066A: "%"}
    table |= {
        0x2236: ":",
        0x301C: "~",
        0x223C: "~",
        0x2192: "\u2192",
        0x27F6: "\u2192",
        0x21D2: "\u2192",
    }
    table |= {0x2205: "empty set", 0x222A: " union ", 0x21D4: "\u2194"}
    table |= {0x2264: "<=", 0x2265: ">=", 0x2260: "!=", 0x60C: ",", 0x61B: ";", 0xFF1B: ";"}
    table |= {0x3001: ",", 0x3002: ".", 0x0964: ".", 0x0965: ".", 0x1362: ".", 0x06D4: "."}
    return table


_SIGNS = _signs()
_PLAIN = re.compile(r"[\x20-\x22\x25\x27-\x29\x2b-\x3b\x3d\x3f-\x5b\x5d-\x5f\x61-\x7d\n\t]*")
"""Texts of these characters have nothing to clean."""


def clean(text: str) -> str:
    """Give a text in one form of writing.

    Tags, entities, emphasis, fences, quotation of lines and what is struck through are gone, LaTeX
    is plain, and digits, dashes, quotation marks, superscripts and fractions are ASCII's.
    Case, accents, signs, brackets and lines stay: what they mean is not known yet.
    """
    if "+/-" in text or "plus or minus" in text:
        text = _TOLERANCE.sub("\u00b1", text)
    if " [" not in text and _PLAIN.fullmatch(text) and "__" not in text and "{,}" not in text:
        return text
    if "&" in text:
        text = html.unescape(text)
    if not text.isascii():
        text = _ascii_signs(text)
    if "\\" in text or "{,}" in text or "$" in text:
        text = plain(text)
        text = _BLANKS.sub(" ", text)
    if "\u2248" in text:
        text = _ABOUT_EQUAL.sub("=", text)
    return _without_markup(text)


def _without_markup(text: str) -> str:
    if "~" in text:
        text = _STRUCK.sub(" ", text)
    if "<" in text:
        text = _without_comments(text) if "<!--" in text else text
        text = _MARKUP.sub(" ", _ENDS_LINE.sub("\n", text))
    if "```" in text or "~~~" in text:
        text = _FENCE.sub("", text)
    if ">" in text or "#" in text:
        text = _QUOTED_LINE.sub("", text)
    if "]" in text:
        text = _CITED.sub("", text)
    if " ** " in text:
        text = _POWER.sub("**", text)
    if "*" in text or "`" in text or "__" in text:
        text = _EMPHASIS.sub(lambda found: found[1] or "", text)
    return text


def _without_comments(text: str) -> str:
    """A text without what stands in it as comments of HTML."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join((*kept, text[at:]))


_PARTED_LIST = re.compile("(?<=[\u3400-\u9fff])\u30fb(?=[\u3400-\u9fff])")
"""The same point between words in Chinese characters, which in Japanese parts the things of a list."""

_PARTED_NAME = re.compile("(?<=[\u3040-\u9fff])[\u00b7\u30fb\u2027\u2022](?=[\u3040-\u9fff])")
"""The point between the parts of a foreign name in Chinese and Japanese."""


_ASCII = re.compile("[\x00-\x7f]+")
_OTHER_SIGNS = re.compile(f"[{''.join(map(chr, _SIGNS))}\u30fb\u2027\u2022]|\\d")


def _ascii_signs(text: str) -> str:
    if not _OTHER_SIGNS.search(_ASCII.sub("", text)) and unicodedata.is_normalized("NFKC", text):
        return text
    text = _PARTED_NAME.sub("", _PARTED_LIST.sub(",", text))
    text = _SUPERSCRIPT.sub(lambda found: "^" + found[0].translate(_SUPERSCRIPTS), text)
    text = _FRACTION.sub(r" \1", text)
    most = _LONGER * len(text)
    text = both_ends(_compatible(text.translate(_CIRCLED)), most)
    text = text.translate(_SIGNS)
    return _DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), text)


_PIECE = 4_000
"""Characters; one step over a longer text would let nobody else run for its time."""


def _compatible(text: str) -> str:
    """A text in NFKC, where one character may become eighteen; a long one piece by piece."""
    starts = range(0, len(text), _PIECE)
    return "".join(unicodedata.normalize("NFKC", text[at : at + _PIECE]) for at in starts)
