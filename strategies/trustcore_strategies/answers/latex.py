"""LaTeX as plainer text, so that two ways to typeset an answer compare equal."""

from __future__ import annotations

import re

_PLAINER = (
    (re.compile(r"\\[dtc]?frac\s{0,4}\{([^{}]*)\}\s{0,4}\{([^{}]*)\}"), r"(\1)/(\2)"),
    (re.compile(r"\\[dtc]?frac\s{0,4}(\d)\s{0,4}(\d)"), r"\1/\2"),
    (re.compile(r"\\(?:text|mathrm|textbf|mathbf|mbox|operatorname)\s{0,4}\{([^{}]*)\}"), r" \1 "),
    (re.compile(r"\^\s{0,4}\{?\s{0,4}\\circ\s{0,4}\}?|\\degree\b"), " degrees "),
    (re.compile(r"\\times\s{0,4}10\s{0,4}\^\s{0,4}\{?\s{0,4}(-?\d{1,3})\s{0,4}\}?"), r"e\1"),
    (re.compile(r"\\(?:cdot|times)\b"), "*"),
    (re.compile(r"\{,\}|\\[,!](?=\d{3})"), ","),
    (re.compile(r"\\(?:left|right|displaystyle)(?![a-zA-Z])|\\[,!;: ()\[\]]"), " "),
    (re.compile(r"\\([%$#&])"), r"\1"),
)


def plain(text: str) -> str:
    """Replace LaTeX's ways to write fractions, units, texts and spaces; leave the rest."""
    if "\\" in text or "{,}" in text:
        for pattern, replacement in _PLAINER:
            text = pattern.sub(replacement, text)
    return text
