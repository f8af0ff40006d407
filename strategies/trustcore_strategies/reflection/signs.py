"""The signs around a judge's choice: what may wrap a letter, where a reply is cut, letters in other styles."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

WRAPPING = " \t\r\n\u00a0\u200b\ufeff\ufe0f'\u2019_/$\\-\u2010\u2011~\u2705\u274c\u2714\u2716\u2713\u2717\u2718"
"""What may stand around a letter without meaning anything."""

DELIMITERS = '.!?,;:()[]{}<>"*`#=\u201c\u201d\u201e\u00ab\u00bb\u2013\u2014\uff08\uff09\uff1a\u3002\uff0c\u3001\u3008\u3009\u300a\u300b\u300c\u300d\u300e\u300f\u3010\u3011\u3014\u3015|'
"""The most frequent signs at which a reply is cut: stops, quotes, brackets and dashes."""

WITHIN = "'\u2019_/$\\\\\\-\u2010\u2011~%&+@^\u00b0\u0300-\u036f\u200b\ufeff\ufe0f"
"""Signs within a clause, as a class of a pattern: hyphens, apostrophes and accents of their own."""

_STYLED = (0xFF21, 0x24B6, 0x249C, 0x1F110, 0x1F130, 0x1F150, 0x1F170, 0x1D400, 0x1D5D4)
"""Where alphabets begin whose letters are A to Z: of full width, circled, bracketed, bold."""

PLAIN = {first + index: chr(0x41 + index) for first in _STYLED for index in range(26)}
PLAIN |= {first + index: chr(0x61 + index) for first in (0xFF41, 0x24D0) for index in range(26)}
LOOKALIKES = {"\u0410": "A", "\u0412": "B", "\u0421": "C", "\u0391": "A", "\u0392": "B"}
"""Cyrillic and Greek capitals, which keyboards and models of those languages put for Latin ones."""
