"""Forms of a word, where a question asks for one: its plural, its past tense."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re

ASKED = re.compile(
    r"\b(?:plural|singular|past (?:tense|participle)|present participle|comparative|superlative|gerund|infinitive|diminutive|feminine|masculine"
    r"|(?:adverb|noun|verb|adjective)(?: form)?|pluriel|mehrzahl|einzahl)(?: form)? (?:of|for|de|von|da)\b"
)
"""What a question has that asks for a form of a word, which its stem does not tell from others."""

_GIVEN = re.compile(
    r"(?:\b(?:is|are|was|becomes|would be|ist|lautet|est|es|\u00e8|\u00e9)|:|->|=) (?P<form>[^:=.,;()]{1,60})$"
)
_ADDED = re.compile(r" \((?!or\b)[^()]*\)$|[\"\u201d]?, (?:not|of course|which|with(?:out)?)\b.*$")
"""What is said of a form behind it, and gives no other one."""

_QUOTES = " !\"'`*_\u2018\u2019\u201c\u201d\u00ab\u00bb."
_MOST = 3
"""Words of a form: had gone, more beautiful."""


def word_form(final: str) -> str | None:
    """The form of a word that a short text gives, as it is spelled; None where it gives no one form."""
    first = final.partition("\n")[0].partition(". ")[0].rstrip(_QUOTES)
    first = _ADDED.sub("", first).rstrip(_QUOTES)
    found = _GIVEN.search(first)
    form = (first if found is None else found["form"]).strip(_QUOTES).casefold()
    form = form.removeprefix("to ")  # infinitives with their particle
    return form if form and len(form.split()) <= _MOST and "/" not in form else None
