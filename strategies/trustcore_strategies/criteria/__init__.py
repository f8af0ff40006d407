"""A judge rates by criteria in words, on a scale."""

from trustcore_strategies.criteria.strategy import Criterion

__all__ = ["Criterion"]
