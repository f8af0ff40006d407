"""From evidence to a score: the engine's last step, and the whole of it for recorded evidence."""

from trustcore.scoring.assess import Assessment, assess
from trustcore.scoring.component import Component
from trustcore.scoring.decompose import decompose
from trustcore.scoring.links import Identity, Link, Logistic, Points

__all__ = [
    "Assessment",
    "Component",
    "Identity",
    "Link",
    "Logistic",
    "Points",
    "assess",
    "decompose",
]
