"""Abbreviations whose point ends no sentence: Dr. Crippen, St. Petersburg, Gen. Lee."""

# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

ABBREVIATIONS = frozenset(
    (
        "Dr Mr Mrs Ms Mme Mlle Prof Rev Hon Fr St Ste Mt Ft Pt Gen Col Capt Cpt Lt Sgt Cpl Maj"
        " Cmdr Adm Gov Sen Rep Pres Sra Srta Hr Insp Supt Amb Pvt Agt Bros Ave Mx Esq Dipl vs Cf"
        " cf Eq Art Sect Vol Op approx Approx ca"
    ).split()
)
"""Words that stand in front of a name or another word, and never alone; "No." may be a verdict."""

_ENDS = "|".join(rf"(?<=\b{word})" for word in sorted(ABBREVIATIONS))

IN_ABBREVIATION = f"(?:{_ENDS})"
"""A pattern of no width in front of the point of an abbreviation."""

BEHIND_NONE = "".join(rf"(?<!\b{word}\.)" for word in sorted(ABBREVIATIONS))
"""A pattern of no width behind a mark that is no point of an abbreviation."""
