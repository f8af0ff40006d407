"""A judge model says how right the answer is, asked in differently framed ways."""

from trustcore_strategies.reflection.strategy import Reflection

__all__ = ["Reflection"]
