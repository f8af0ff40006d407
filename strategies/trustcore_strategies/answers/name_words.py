"""Words beside names and inside of them: titles, roles, particles, what stands behind."""

# ruff: noqa: E501  (tables and patterns are read by the line)
# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

TITLES = frozenset(
    "mr mrs ms miss dr prof professor president pope king queen prince princess sir lord lady dame saint st emperor empress"
    " gen sen rep capt lt col sgt maj adm gov hon pres cmdr captain colonel general admiral senator governor judge justice rev reverend father sister chancellor minister"
    " herr frau monsieur madame mme m senor senora don donna doctor actor actress author singer director physicist"
    " mathematician tsar czar sultan count duke baron us american former vice".split()
) - {"st", "m"}
ROLES = frozenset(
    "founder cofounder painter poet composer novelist writer scientist chemist philosopher astronaut politician inventor explorer host coach"
    " god goddess engineer architect sculptor musician guitarist drummer singer rapper comedian journalist lawyer economist biologist"
    " player footballer champion chairman chairwoman secretary premier leader head commander officer sergeant lieutenant bishop"
    " archbishop cardinal son daughter wife husband brother mother protagonist author artist".split()
)
SUFFIXES = frozenset(
    "phd md msc ba ma mba esq dds obe cbe mbe frs fc afc cf inc ltd llc plc corp gmbh incorporated".split()
)
PARTICLES = frozenset(
    "de da di do dos das del della des du van von v der den ter la le el al bin ibn ben of the and y e zu af av".split()
)
YOUNGER = frozenset("jr sr junior senior".split())
BESIDE_NAMES = YOUNGER | PARTICLES | SUFFIXES | TITLES | ROLES
"""Words that need not be a part of a name in which they stand."""

SMALL_WORDS = frozenset("of the and de la du des da do der und et y e für for in on".split())
"""Words of a name of which an acronym need not have a letter."""

_SEXES = {
    word: sex
    for sex, words in (
        ("m", "mr king prince sir lord emperor duke count tsar czar sultan herr monsieur senor father brother saint-father"),
        ("f", "mrs ms miss queen princess lady dame empress duchess countess tsarina frau madame senora mother sister"),
    )
    for word in words.split()
}  # fmt: skip
LOWER = PARTICLES | SMALL_WORDS
"""Words of a name that need no capital."""


def sex_of(titles: list[str]) -> str:
    """What the titles in front of a name tell."""
    said = [title.rstrip(".") for title in titles]
    if _SEXES.keys().isdisjoint(said):
        return ""
    return next(_SEXES[word] for word in said if word in _SEXES)
