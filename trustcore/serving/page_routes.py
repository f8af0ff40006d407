"""The page: one HTML file that loads nothing, its login, and the events that it shows."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import AsyncGenerator
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs

from orjson import Fragment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from trustcore.serving.desk import Desk
from trustcore.serving.events import EventStream, event
from trustcore.serving.guard import COOKIE, same

_A_DAY = 86_400


def page_routes() -> list[Route]:
    """The routes."""
    return [
        Route("/", page),
        Route("/login", login, methods=["GET", "POST"]),
        Route("/events", events),
    ]


async def page(_: Request) -> Response:
    """The page."""
    return _html("page.html", {"SCRIPT": _text("page.js"), "STYLE": _text("page.css")})


async def login(request: Request) -> Response:
    """Ask for the token, and make a cookie of it, which no script reads and no address holds."""
    desk: Desk = request.app.state.desk
    token, problem, status = desk.settings.token, "", 200
    if request.method == "POST" and token is not None:
        given = parse_qs((await request.body()).decode("utf-8", "replace")).get("token", [""])[0]
        if same(given.strip(), token.reveal()):
            return _logged_in(request)
        problem, status = "this is not the server's token", 401
    if token is None:
        return RedirectResponse("./", 303)
    return _html("login.html", {"STYLE": _text("page.css"), "PROBLEM": escape(problem)}, status)


async def events(request: Request) -> Response:
    """Each score as it comes, the last ones first; and what the server has done so far."""
    desk: Desk = request.app.state.desk
    return EventStream(lambda: _events(desk), desk.keep_alive)


async def _events(desk: Desk) -> AsyncGenerator[bytes]:
    async with desk.feed.reader() as rows:
        yield event(_stats(desk), "stats")
        async for row in rows:
            yield event(Fragment(row), "score") + event(_stats(desk), "stats")


def _stats(desk: Desk) -> dict[str, Any]:
    metrics, spent = desk.metrics, desk.clients.total()
    times = {"answer": metrics.answer_seconds, "score": metrics.score_seconds}
    found: dict[str, Any] = {
        "model": desk.clients.tlm.models["answer"],
        "preset": desk.clients.tlm.preset.name,
        "answers": metrics.answers,
        "cost": spent.cost,
    }
    for name, seconds in times.items():
        for share in (50, 95):
            value = seconds.quantile(share / 100)
            found[f"{name}_p{share}"] = None if value is None else value * 1000
    return found


def _logged_in(request: Request) -> Response:
    response = RedirectResponse("./", 303)
    response.set_cookie(
        COOKIE,
        request.state.session,
        max_age=_A_DAY,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return response


def _html(name: str, parts: dict[str, str], status: int = 200) -> Response:
    """A page in which only its own script and style count."""
    text = _text(name)
    for key, value in parts.items():
        text = text.replace(f"@{key}@", value)
    script, style = parts.get("SCRIPT"), parts["STYLE"]
    policy = {
        "default-src": "'none'",
        "script-src": "'none'" if script is None else _hash(script),
        "style-src": _hash(style),
        "connect-src": "'self'",
        "img-src": "data:",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    header = "; ".join(f"{key} {value}" for key, value in policy.items())
    headers = {"content-security-policy": header, "cache-control": "no-store"}
    return HTMLResponse(text, status, headers)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _text(name: str) -> str:
    return files("trustcore.serving").joinpath("page", name).read_text("utf-8").rstrip("\n")
