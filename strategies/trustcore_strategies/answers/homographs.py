"""Number words of one language that are everyday words of another: "on" is ten in Turkish."""

# ruff: noqa: SIM905  (a list of words is read best as a text)

from __future__ import annotations

from collections.abc import Iterable

_ENGLISH = frozenset(
    "the and that this these they there with from were are only how many what which who it its not"
    " has have been to".split()
)
_FRENCH = frozenset("le la les des est que qui pas ne pour dans par du sait peut".split())
_GERMAN = frozenset("ich der die das ist nicht und er sie es".split())

_HOMOGRAPHS = {
    "on": _ENGLISH | _FRENCH,
    **dict.fromkeys("bin sei".split(), _ENGLISH | _GERMAN),
    **dict.fromkeys(
        "due elf kirk once premier premiere quince seize sex sexton un".split(), _ENGLISH
    ),
}
"""The words, folded, each with words of which a text in the other language has one at least."""

_ARTICLES = frozenset("a an one ein eine een en ett un une uno una um uma bir".split())


def is_everyday_word(word: str, said: Iterable[str]) -> bool:
    """Whether a folded number word is another word in the language of a text.

    Args:
        word: A word of the text.
        said: All of its words, folded.
    """
    other = _HOMOGRAPHS.get(word)
    return other is not None and not other.isdisjoint(said)


def is_article(word: str) -> bool:
    """Whether a folded word for one is an article as well, and alone in a sentence no number."""
    return word in _ARTICLES
