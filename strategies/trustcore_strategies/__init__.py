"""Uncertainty signals, one to a module; entry points of the group `trustcore.strategies`."""
