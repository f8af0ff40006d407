"""The door for telemetry, under the name that users import it by."""

from trustcore.plugins.observer import AttemptBegun, ItemBegun, ItemEnded, Observer
from trustcore.public import publish

__all__ = ["AttemptBegun", "ItemBegun", "ItemEnded", "Observer"]

publish(__name__, __all__)
