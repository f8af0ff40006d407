"""Public names say where users import them from, not in which file they happen to be."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable
from types import FunctionType


def publish(module: str, names: Iterable[str]) -> None:
    """Make a package's public classes and functions its own: `trustcore.Signal`.

    Tracebacks, pickles and the reference then show the public name, and files can be moved.

    Args:
        module: The package that users import from.
        names: Its public names; those of other packages stay as they are.
    """
    for name in names:
        value = vars(sys.modules[module])[name]
        own = isinstance(value, type | FunctionType) and value.__module__.startswith("trustcore.")
        if own and isinstance(value, type):
            # `get_type_hints` and attrs look the names of annotations up in `__module__`, which
            # lacks what the file imports: they are looked up here, for good.
            value.__annotations__ = inspect.get_annotations(value, eval_str=True)
        if own:
            value.__module__ = module
