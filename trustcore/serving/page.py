"""The page: one HTML file, its login, and the events that it shows."""

from __future__ import annotations

from starlette.routing import Route


def page_routes() -> list[Route]:
    """The routes."""
    return []
