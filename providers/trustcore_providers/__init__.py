"""Adapters to LLM APIs, one to a module; entry points of the group `trustcore.providers`."""
