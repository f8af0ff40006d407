"""A cache of what models answered: a file that clients, threads and processes may share."""

from trustcore.cache.settings import Cache
from trustcore.public import publish

__all__ = ["Cache"]

publish(__name__, __all__)
