"""Decisions about answers: what they hang on, calibrated scores, thresholds with a promise."""

from trustcore.decisions.calibration import Calibration
from trustcore.decisions.promise import Promise, promised
from trustcore.public import publish

__all__ = ["Calibration", "Promise", "promised"]

publish(__name__, __all__)
