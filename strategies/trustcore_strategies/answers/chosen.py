"""The one of the alternatives of a question that an answer chooses."""

# ruff: noqa: E501  (patterns are read by the line)

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from trustcore_strategies.answers.alternatives import Alternatives, stems
from trustcore_strategies.answers.compared_alternatives import (
    by_comparison,
    by_order,
    by_place,
    by_repeated_comparison,
)
from trustcore_strategies.answers.events import sense_of
from trustcore_strategies.answers.named_alternatives import is_denied, mentioned
from trustcore_strategies.answers.words import words

_LONGEST = 2_000
"""Characters at each end of an answer that are looked at."""

_OPEN = frozenset(("or", "oder", "ou", "either", "neither"))
"""Words of a clause that leaves open which of several it is."""

_QUOTED = re.compile(r"\"(?=(?:[^\"\s]+ ){3})[^\"\n]+\"")
"""A sentence that an answer quotes of what it was given: its words choose nothing."""

_ASIDE = re.compile(r" \((?:[^()\s]+ ){2,}[^()]*\)")
"""What an answer says in brackets in several words."""

_NUMBERED = re.compile(r"(?:^|\s)1[.)]\s(?:.|\n){1,400}?\s2[.)]\s")
"""Labels of several things, in their order."""

_VERDICT = re.compile(r"\s{0,4}(?:yes|no|nein|ja|non|oui|s[i\u00ed])[,.!] ", re.IGNORECASE)
"""What says in front whether something is so, where it is asked what it is."""

_CLAUSE = re.compile(
    r"[;.!?][\"')*]{0,3}\s|\n|(?<=\w):\s(?=(?:\S+\s){3})|\s[-\u2013\u2014]\s(?=\S+\s)|, (?=(?:so|therefore|thus|hence|also|daher|donc)\b)|(?=,? (?:but|and) not\b|, not\b|,? rather than\b|,? instead of\b|,? though\b|, with (?:no|little)\b|, but\b|, (?:because|since|as|while|whereas|although)\b|\s(?:because|since|while|whereas)\s)"
)
_GROUNDS = re.compile(
    r"(?:(?<=^)|(?<=[.!?\n] )|(?<=\n))(?:since|because|as|given that|while|although|though|even though|despite|obwohl|w\u00e4hrend|bien que|aunque|sebbene|embora) [^,.!?\n]{3,160}, ",
    re.IGNORECASE,
)
"""What stands in front of what follows from it."""

_REASON = re.compile(
    r"[, ]{0,2}(?:because|since|as|while|whereas|although|though)\b", re.IGNORECASE
)
_TAIL = re.compile(
    r"(?:\b(?:is|are|was|be|being|to|by|ist|als|est|comme|es|como|(?:classified|labell?ed|rated|described|seen) as)|[:=])(?=\s)",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(
    r"\b(?:so|therefore|thus|hence|overall|finally|final|answer|conclusion|summary|classif\w+|conclude\w*|label|category|also|daher|donc|por lo tanto|quindi)\b",
    re.IGNORECASE,
)
_ENDS_IN = 2
"""Words that may follow the label of a sentence that names it last: billing department."""

_BARE = 3
"""Words of a line of a list, of which each names something else."""


def chosen(
    final: str,
    offered: Alternatives,
    question: Collection[str],
    *,
    short: bool = True,
    negated: bool = False,
) -> frozenset[int] | None:
    """Which of the alternatives an answer chooses, by number; None where it is not told.

    None of them, where the question compares and the answer finds no difference.

    Args:
        final: The answer.
        offered: The alternatives.
        question: Words of the question, of which a comparative says what makes one the answer.
        short: Whether it can be read as one value.
        negated: Whether the question asks for the one of which something is not so.
    """
    place = by_place(final, offered) if short else None
    if place is not None:
        return place
    if final[:1] in {"{", "["}:
        return _of_fields(final, offered)
    clauses = _clauses(final, offered)
    if not clauses or _NUMBERED.search(final) is not None or "each" in question:
        return None
    bare = stems(words(clauses[0])) if len(clauses) > 1 else ()
    if bare in offered:
        return frozenset({offered.index(bare)})
    told = _compared(final, clauses, offered, question, short=short)
    whole = stems(words(final)) if short and told is None else ()
    told = frozenset({offered.index(whole)}) if whole in offered else told
    return _voted(clauses, offered, several=short, negated=negated) if told is None else told


def _compared(
    final: str,
    clauses: Sequence[str],
    offered: Alternatives,
    question: Collection[str],
    *,
    short: bool,
) -> frozenset[int] | None:
    """Which one an answer chooses by comparing it with another."""
    told = by_repeated_comparison(clauses[0], offered, question)
    if told is None:
        told = by_comparison(final, clauses, offered, sense_of(question), short=short)
    return by_order(clauses[0], offered, question) if told is None else told


_FIELD = re.compile(
    r"\"(?P<key>[^\"\n]{1,40})\"\s*:\s*(?:\"(?P<text>[^\"\n]*)\"|(?P<number>-?[\d.]+))"
)
_BESIDE = frozenset(["confidence", "score", "probability", "reason", "reasoning", "rationale", "explanation", "justification", "certainty"])  # fmt: skip
"""Fields beside a label that say how sure or why."""


def _of_fields(final: str, offered: Alternatives) -> frozenset[int] | None:
    """The label that an object gives with nothing beside it but how sure it is and why."""
    found = [one for one in _FIELD.finditer(final[:_LONGEST]) if one["key"].lower() not in _BESIDE]
    named = [stems(words(one["text"] or "")) for one in found]
    if len(named) != 1 or named[0] not in offered:
        return None
    return frozenset({offered.index(named[0])})


def _clauses(final: str, offered: Alternatives) -> list[str]:
    """The clauses of both ends of an answer, without what it quotes."""
    text = final if len(final) <= 2 * _LONGEST else f"{final[:_LONGEST]}\n{final[-_LONGEST:]}"
    text = _QUOTED.sub("", text) if '"' in text else text
    text = _ASIDE.sub("", text) if "(" in text else text
    if not any(one in {("yes",), ("no",)} for one in offered):
        said = _VERDICT.match(text)
        text = text if said is None else text[said.end() :]
    if "," in text:
        text = _GROUNDS.sub("so ", text)
    return [clause for clause in _CLAUSE.split(text) if clause and clause.strip()]


def _voted(
    clauses: Sequence[str], offered: Alternatives, *, several: bool, negated: bool
) -> frozenset[int] | None:
    """The alternatives that all clauses name that name any, or those of the one that settles it."""
    found = [
        (clause, named)
        for clause in clauses
        if _REASON.match(clause) is None
        and (named := _named_in(clause, offered, negated=negated))
        and (several or len(named) == 1)
    ]
    if len({named for _, named in found}) == 1:
        return found[0][1]
    concluded = [named for clause, named in found if _CONCLUDES.search(clause) is not None]
    if concluded:
        return concluded[-1]
    listed = all(len(words(clause)) <= _BARE for clause, _ in found)
    begins = found and found[0][0] in clauses[: 1 + (len(words(clauses[0])) < _BARE)]
    if begins and not listed and _settles(*found[0], offered):
        return found[0][1]
    return None


def _named_in(clause: str, offered: Alternatives, *, negated: bool) -> frozenset[int] | None:
    """The alternatives that a clause names and does not deny, none where it names all."""
    said = words(clause)
    if "than" in said:
        return None
    if "would" in said and not _HABITUAL.isdisjoint(said):
        return None  # what another one would be like
    named = mentioned(stems(said), offered)
    if is_denied(stems(said), named, offered) and not negated:
        return None
    if len(named) == 1:
        return frozenset(named)
    verbs = list(_TAIL.finditer(clause)) if named else []
    for side in (clause[verbs[-1].end() :], clause[: verbs[0].start()]) if verbs else ():
        found = mentioned(stems(words(side)), offered)
        if len(found) == 1:
            return frozenset(found)
    return frozenset(named) if len(named) < len(offered) and _OPEN.isdisjoint(said) else None


_HABITUAL = frozenset(("normally", "usually", "typically", "often", "generally"))


def _settles(clause: str, named: frozenset[int], offered: Alternatives) -> bool:
    """Whether a clause begins with its one label or ends in it, but for a noun."""
    if len(named) != 1:
        return False
    said, label = stems(words(clause)), offered[next(iter(named))]
    size = len(label)
    return any(
        said[at : at + size] == label and (at == 0 or len(said) - at - size <= _ENDS_IN)
        for at in range(len(said) - size + 1)
    )
