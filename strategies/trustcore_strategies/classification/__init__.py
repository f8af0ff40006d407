"""Signals for questions whose answer is one of given labels."""

from trustcore_strategies.classification.choice import LabelChoice
from trustcore_strategies.classification.probability import LabelProbability

__all__ = ["LabelChoice", "LabelProbability"]
