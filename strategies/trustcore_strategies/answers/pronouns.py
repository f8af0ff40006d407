"""The person of whom an answer speaks by pronouns alone, where it is asked who did or has something.

"It was her idea" and "hers" name one person, "It was your idea" another.
"""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

from collections.abc import Collection, Sequence

from trustcore_strategies.answers.idle import IDLE
from trustcore_strategies.answers.minimal_pairs import contrasts
from trustcore_strategies.answers.words import stem

PRONOUNS = contrasts("""
my,mine;your,yours;his;her,hers;its;our,ours;their,theirs
i;you;he;she;we;they
me;you;him;her;us;them
mein,meine;dein,deine;sein,seine;ihr,ihre;unser,unsere;euer,eure
ich;du;er;sie;wir;ihr
mon,ma,mes;ton,ta,tes;son,sa,ses;notre,nos;votre,vos;leur,leurs
je,j;tu;il;elle;nous;vous;ils;elles
mi,mis;tu,tus;su,sus;nuestro,nuestra,nuestros,nuestras
yo;tu;el;ella;nosotros;ellos;ellas
io;tu;lui;lei;noi;voi;loro
""")
"""Who, where that is asked, or where every word counts."""

_FORMS = (
    ("i", "me", "my", "mine", "myself"), ("you", "your", "yours", "yourself"), ("he", "him", "his", "himself"),
    ("she", "her", "hers", "herself"), ("we", "us", "our", "ours", "ourselves"), ("they", "them", "their", "theirs", "themselves"),
)  # fmt: skip
PERSONS = {form: forms[0] for forms in _FORMS for form in forms}
_OWNING = frozenset(("belongs", "belong", "belonged", "own", "owns", "one", "did"))
"""Words that say of whom something is or that somebody did it, and nothing else."""

_MOST = 12
"""Words; what is longer tells more than who it was."""


def person(said: Sequence[str], known: Collection[str]) -> str | None:
    """The one person that is all the news of a short text; None where it says something else.

    Args:
        said: Its words.
        known: The question's words and their stems.
    """
    if len(said) > _MOST:
        return None
    found = {PERSONS[word] for word in said if word in PERSONS and word not in known}
    if len(found) != 1:
        return None
    others = (word for word in said if not (word in PERSONS or word in IDLE or word in _OWNING))
    return found.pop() if all(word in known or stem(word) in known for word in others) else None
