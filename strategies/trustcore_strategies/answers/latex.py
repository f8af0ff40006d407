"""LaTeX as plainer text, so that two ways to typeset an answer compare equal."""

from __future__ import annotations

import re

_PLAINER = (
    (re.compile(r"\\[dtc]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}"), r"(\1)/(\2)"),
    (re.compile(r"\\[dtc]?frac\s*(\d)\s*(\d)"), r"\1/\2"),
    (re.compile(r"\\(?:text|mathrm|textbf|mathbf|mbox|operatorname)\s*\{([^{}]*)\}"), r" \1 "),
    (re.compile(r"\^\s*\{?\s*\\circ\s*\}?|\\degree\b"), " degrees "),
    (re.compile(r"\\times\s*10\s*\^\s*\{?\s*(-?\d{1,3})\s*\}?"), r"e\1"),
    (re.compile(r"\\(?:cdot|times)\b"), "*"),
    (re.compile(r"\{,\}|\\[,!](?=\d{3})"), ","),
    (re.compile(r"\\(?:left|right|displaystyle)(?![a-zA-Z])|\\[,!;: ()\[\]]"), " "),
    (re.compile(r"\\([%$#&])"), r"\1"),
)


def plain(text: str) -> str:
    """Replace LaTeX's ways to write fractions, units, texts and spaces; leave the rest."""
    if "\\" in text:
        for pattern, replacement in _PLAINER:
            text = pattern.sub(replacement, text)
    return text
