"""Decisions about answers: what they hang on, calibrated scores, thresholds with a promise."""
