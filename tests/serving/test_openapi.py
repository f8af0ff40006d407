"""`/openapi.json` says what the server does."""

from __future__ import annotations

from attrs import fields
from starlette.routing import Route

from tests.serving.helpers import CHAT, Reply, Visitor, ask, client, visiting
from trustcore.serving import app
from trustcore.serving.openapi import PATHS, TRUST
from trustcore.serving.trust import Trust

PAGE = {"/", "/login", "/events", "/openapi.json"}


def test_each_route_is_described_and_each_description_has_a_route() -> None:
    """With its method; those of the page are its own."""
    routes = [one for one in app(client()).routes if isinstance(one, Route)]
    found = {one.path: {name.lower() for name in one.methods or ()} - {"head"} for one in routes}

    assert {path: set(one) for path, one in PATHS.items()} == {
        path: methods for path, methods in found.items() if path not in PAGE
    }


def test_what_is_told_is_what_is_described() -> None:
    """Every field of `trust`, and of what comes back."""

    async def run(to: Visitor) -> tuple[Reply, Reply]:
        return await to("GET", "/openapi.json"), await to("POST", CHAT, ask())

    described, answer = visiting(client(), run)

    assert [one.name for one in fields(Trust)] == list(TRUST["properties"])
    assert answer.json["trust"].keys() == TRUST["properties"].keys()
    assert "3.1.0" == described.json["openapi"]
    assert "#/components/schemas/Trust" in described.body.decode()
