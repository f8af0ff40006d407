"""Runs items: gathers their evidence and concludes results from it."""
