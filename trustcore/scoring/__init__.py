"""From evidence to a score: the engine's last step, and the whole of it for recorded evidence."""

from trustcore.records.signals import Contribution
from trustcore.scoring.assess import Assessment, assess
from trustcore.scoring.combine import (
    Combination,
    Combiner,
    Part,
    WeightedMean,
    combiners,
    register_combiner,
)
from trustcore.scoring.component import Component
from trustcore.scoring.decompose import decompose
from trustcore.scoring.links import Identity, Link, Logistic, Points

__all__ = [
    "Assessment",
    "Combination",
    "Combiner",
    "Component",
    "Contribution",
    "Identity",
    "Link",
    "Logistic",
    "Part",
    "Points",
    "WeightedMean",
    "assess",
    "combiners",
    "decompose",
    "register_combiner",
]
