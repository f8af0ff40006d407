"""LaTeX as plainer text, so that two ways to typeset an answer compare equal."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

import re
from collections.abc import Callable


def _chosen(whole: str, part: str) -> str:
    """How many ways there are to choose some of several, as a quotient of factorials."""
    return f"({whole}!/({part}!*({whole}-{part})!))"


_LOGICAL = {
    "cap": "\u2229", "subseteq": "\u2286", "subset": "\u2282", "notin": "\u2209", "land": "\u2227", "wedge": "\u2227", "lor": "\u2228",
    "vee": "\u2228", "neg": "\u00ac", "lnot": "\u00ac", "to": "\u2192", "rightarrow": "\u2192", "Rightarrow": "\u2192", "implies": "\u2192",
    "iff": "\u2194", "leftrightarrow": "\u2194", "Leftrightarrow": "\u2194", "equiv": "\u2261", "forall": "\u2200", "exists": "\u2203",
}  # fmt: skip
"""Signs of sets and of logic, by LaTeX's names."""

_PLAINER: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\\(?:left|right|displaystyle|big|Big|bigl|bigr|limits)(?![a-zA-Z])"), ""),
    (re.compile(r"\\(?:cdot|times|ast)(?![a-zA-Z])"), "*"),
    (re.compile(r"\\div(?![a-zA-Z])"), "/"),
    (re.compile(r"\\pm(?![a-zA-Z])\s{0,4}"), "±"),
    (re.compile(r"\\sqrt\s{0,4}\[(\w)\]\s{0,4}\{([^{}]*)\}"), r"((\2)^(1/\1))"),
    (re.compile(r"\\sqrt\s{0,4}\{([^{}]*)\}"), r"sqrt(\1)"),
    (re.compile(r"\\sqrt\s{0,4}(\w)"), r"sqrt(\1)"),
    (re.compile(r"(?<=\d)\s{0,4}\\[dtc]?frac\s{0,4}\{(\d{1,9})\}\s{0,4}\{(\d{1,9})\}"), r" \1/\2"),
    (re.compile(r"(?<=\d)\s{0,4}\\[dtc]?frac\s{0,4}(\d)\s{0,4}(\d)"), r" \1/\2"),
    (re.compile(r"\\[dtc]?frac\s{0,4}\{(-?\w{1,9})\}\s{0,4}\{(\w{1,9})\}"), r"\1/\2"),
    (re.compile(r"\\[dtc]?frac\s{0,4}\{([^{}]*)\}\s{0,4}\{([^{}]*)\}"), r"(\1)/(\2)"),
    (re.compile(r"\\[dtc]?frac\s{0,4}(\d)\s{0,4}(\d)"), r"\1/\2"),
    (re.compile(r"\\(?:text|mathrm)\s{0,4}\{([A-Z][a-z]?)\}(?=[_^\d\\]|$)"), r"\1"),
    (
        re.compile(
            r"\\(?:text|ce|mathrm|textbf|mathbf|mbox|operatorname|textit|boxed|fbox)\s{0,4}\{([^{}]*)\}"
        ),
        r" \1 ",
    ),
    (re.compile(r"\^\s{0,4}\{?\s{0,4}\\circ\s{0,4}\}?|\\degree\b"), " degrees "),
    (re.compile(r"\\leq?(?![a-zA-Z])"), "<="),
    (re.compile(r"\\geq?(?![a-zA-Z])"), ">="),
    (re.compile(r"\\neq?(?![a-zA-Z])"), "!="),
    (re.compile(r"\\in(?![a-zA-Z])"), " in "),
    (re.compile(r"\\infty(?![a-zA-Z])"), "infinity"),
    (re.compile(r"\\(?:emptyset|varnothing)(?![a-zA-Z])"), " empty set "),
    (re.compile(r"\\approx(?![a-zA-Z])"), "\u2248"),
    (re.compile(r"\\(?:mid|[lr]?vert)(?![a-zA-Z])|\\(?=\|)"), "|"),
    (re.compile(r"\\langle(?![a-zA-Z])\s{0,4}"), "("),
    (re.compile(r"\s{0,4}\\rangle(?![a-zA-Z])"), ")"),
    (re.compile(r"\\mathbb\s{0,4}\{?R\}?"), " R "),
    (re.compile(r"\\(?:vec|overrightarrow|boldsymbol)\s{0,4}\{(\w)\}"), r"\1"),
    (re.compile(r"\\lfloor|\\lceil"), lambda found: found[0][2:] + "("),
    (re.compile(r"\\r(?:floor|ceil)(?![a-zA-Z])"), ")"),
    (
        re.compile(
            r"\\[dt]?binom\s{0,4}\{(\w{1,9})\}\s{0,4}\{(\w{1,9})\}|\{?(?<!\w)(\w{1,9})\s{1,4}\\choose\s{1,4}(\w{1,9})\}?"
        ),
        lambda found: _chosen(found[1] or found[3], found[2] or found[4]),
    ),
    (re.compile(r"(\.\d{0,9})\\overline\s{0,4}\{(\d{1,9})\}"), r"\1\2\2..."),
    (re.compile(r"\\(?:cup)(?![a-zA-Z])"), " union "),
    (re.compile(r"\\p?mod\s{0,4}\{?(\w{1,9})\}?"), r" (mod \1)"),
    (re.compile(r"\\overline\s{0,4}\{([A-Z]{2})\}"), r"\1"),
    (
        re.compile(rf"\\({'|'.join(sorted(_LOGICAL, key=len, reverse=True))})(?![a-zA-Z])"),
        lambda found: _LOGICAL[found[1]],
    ),
    (re.compile(r"\{,\}|\\[,!](?=\d{3})"), ","),
    (re.compile(r"\\q?quad(?![a-zA-Z])|\\[,!;: ()\[\]]"), " "),
    (re.compile(r"\\\\"), " "),
    (re.compile(r"\^\{(-?(?:\d{1,4}|[^\W\d])|\d?[-+])\}"), r"^\1"),
    (re.compile(r"(?<![\\\d])\$([^$\n]{1,400})(?<!\\)\$(?!\d)"), r"\1"),
    (re.compile(r"\\([%$#&{}_])"), r"\1"),
    (re.compile(r"\\([a-zA-Z]{2,12})"), r" \1"),
)
_MATRIX = re.compile(r"\\begin\{([bpvB]?matrix)\}([^{}]{1,600})\\end\{\1\}")
_INNER = 14
"""How many of these, from the front, are done again for what stands inside one another."""

_NESTED = 3
_MATHS = re.compile(r"\$[^$\n]{1,400}(?<!\\)\$(?!\d)")


def _rows(found: re.Match[str]) -> str:
    """A matrix as lists of its rows, of one column or one row as a vector."""
    rows = [row.split("&") for row in found[2].split("\\\\") if row.strip()]
    if found[1] != "vmatrix" and (len(rows) == 1 or all(len(row) == 1 for row in rows)):
        return "(" + ", ".join(item.strip() for row in rows for item in row) + ")"
    return "[" + ", ".join("[" + ", ".join(map(str.strip, row)) + "]" for row in rows) + "]"


def plain(text: str) -> str:
    """Replace LaTeX's ways to write fractions, roots, units, texts and spaces; leave the rest."""
    if "\\" in text or "{,}" in text or _MATHS.search(text):
        if "$$" in text:
            text = text.replace("$$", "$")
        if "matrix" in text:
            text = _MATRIX.sub(_rows, text)
        for _ in range(_NESTED if "frac" in text else 1):
            for pattern, replacement in _PLAINER[:_INNER]:
                text = pattern.sub(replacement, text)
        for pattern, replacement in _PLAINER[_INNER:]:
            text = pattern.sub(replacement, text)
    return text
