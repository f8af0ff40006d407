"""Who may ask a server, from where, and how much they may send."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from tests.serving.helpers import CHAT, Reply, Visitor, ask, client, post, visiting
from trustcore.errors import ConfigurationError
from trustcore.serving import ServeSettings
from trustcore.serving.guard import COOKIE, MOST_BYTES
from trustcore.serving.settings import check_host

TOKEN = "a-token-of-32-characters-at-least"
SETTINGS = ServeSettings(token=TOKEN)
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("host", ["evil.test", "evil.test:8400", "", "127.0.0.1.evil.test"])
def test_a_name_that_is_not_the_servers_is_refused(host: str) -> None:
    """A page may make its own name lead to this machine (DNS rebinding)."""
    reply = post(ask(), headers={"host": host})

    assert (403, "permission_error") == (reply.status, reply.json["error"]["type"])


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:8400", "[::1]:8400"])
def test_this_machines_names_are_known(host: str) -> None:
    """With any port."""
    assert 200 == post(ask(), headers={"host": host}).status


def test_names_can_be_added() -> None:
    """For a proxy of one's own on this machine."""
    settings = ServeSettings(hosts=("trust.test",))

    assert 200 == post(ask(), settings=settings, headers={"host": "Trust.test"}).status


@pytest.mark.parametrize(
    "origin", ["http://evil.test", "null", "http://127.0.0.1:9", "", "http://[", "file://"]
)
def test_a_page_of_another_site_is_refused(origin: str) -> None:
    """It would spend money without being able to read what comes back."""
    reply = post(ask(), headers={"host": "127.0.0.1:8400", "origin": origin})

    assert 403 == reply.status


def test_our_own_page_may_post() -> None:
    """Its origin is the host that is asked."""
    headers = {"host": "127.0.0.1:8400", "origin": "http://127.0.0.1:8400"}

    assert 200 == post(ask(), headers=headers).status


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer "},
        {"authorization": f"Bearer {TOKEN}x"},
        {"authorization": f"Basic {TOKEN}"},
        {"authorization": "Bearer t\u00f6ken"},
        {"cookie": f"{COOKIE}="},
        {"cookie": f"{COOKIE}={TOKEN}"},
        {"cookie": "[]=;;"},
    ],
)
@pytest.mark.parametrize("path", [CHAT, "/v1/score", "/events", "/metrics", "/v1/models"])
def test_without_the_token_nothing_is_told(headers: dict[str, str], path: str) -> None:
    """As the API's own error, which clients know as a wrong key."""
    reply = post(ask(), settings=SETTINGS, path=path, headers=headers)

    assert (401, "invalid_api_key") == (reply.status, reply.json["error"]["code"])


def test_the_token_is_the_api_key() -> None:
    """Under whatever host: who has the token may come from anywhere."""
    headers = {"authorization": f"Bearer {TOKEN}", "host": "trust.test"}

    assert 200 == post(ask(), settings=SETTINGS, headers=headers).status


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/login"])
def test_probes_and_the_login_need_no_token(path: str) -> None:
    """They tell nothing."""
    assert 200 == visiting(client(), lambda to: to("GET", path), SETTINGS).status


def test_the_page_leads_to_the_login_and_the_login_to_the_page() -> None:
    """By a cookie that no script reads and no other site sends; the token is in no address."""

    async def run(to: Visitor) -> list[Reply]:
        first = await to("GET", "/")
        wrong = await to("POST", "/login", b"token=<b>wrong</b>", FORM)
        right = await to("POST", "/login", f"token={TOKEN}".encode(), FORM)
        cookie = right.headers.get("set-cookie", "").partition(";")[0]
        return [first, wrong, right, await to("GET", "/", headers={"cookie": cookie})]

    first, wrong, right, page = visiting(client(), run, SETTINGS)

    assert (303, "login") == (first.status, first.headers["location"])
    assert (401, False) == (wrong.status, b"<b>" in wrong.body)
    assert (303, "./") == (right.status, right.headers["location"])
    cookie = right.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie
    assert 200 == page.status


def test_the_page_loads_nothing_and_runs_its_own_script_alone() -> None:
    """By its content security policy, in which script and style stand by their hashes."""
    page = visiting(client(), lambda to: to("GET", "/"))
    policy = page.headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy
    assert "unsafe" not in policy
    assert ("nosniff", "same-origin") == (
        page.headers["x-content-type-options"],
        page.headers["referrer-policy"],
    )
    assert b"innerHTML" not in page.body
    assert b"https://" not in page.body


@pytest.mark.parametrize("length", [str(MOST_BYTES + 1), "-1", "1e3", "9" * 400, "\u00b2"])
def test_a_length_beyond_the_limit_is_refused_unread(length: str) -> None:
    """Before a byte of the body."""
    assert 413 == post(ask(), headers={"content-length": length}).status


def test_a_body_beyond_the_limit_is_refused_where_its_length_was_not_told() -> None:
    """As it comes in chunks."""
    reply = post(b'{"a":"' + b"x" * MOST_BYTES + b'"}')

    assert (413, "request_too_large") == (reply.status, reply.json["error"]["code"])


@pytest.mark.parametrize("token", ["", " ", "short", "with spaces in the token", "t\u00f6ken" * 9])
def test_a_weak_token_is_refused(token: str) -> None:
    """An empty one would open the server to everybody; the message does not quote it."""
    with pytest.raises(ConfigurationError, match="16 or more") as caught:
        ServeSettings(token=token)
    assert not token.strip() or token not in str(caught.value)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.test"])  # noqa: S104
def test_other_machines_are_not_served_without_a_token(host: str) -> None:
    """Whoever asks spends the owner's money."""
    with pytest.raises(ConfigurationError, match="--token-file"):
        check_host(host, ServeSettings())
    check_host(host, SETTINGS)


def test_this_machine_is_served_without_a_token() -> None:
    """Under each of its names."""
    for host in ("127.0.0.1", "127.0.0.2", "localhost", "::1"):
        check_host(host, ServeSettings())


def test_secrets_and_texts_reach_neither_log_nor_repr(caplog: pytest.LogCaptureFixture) -> None:
    """Token, prompt, answer and the words of an upstream's error."""
    words = ["a prompt of mine", "an answer of theirs", TOKEN, "words of a key sk-invented"]
    headers = {"authorization": f"Bearer {TOKEN}"}

    async def run(to: Visitor) -> list[Reply]:
        bodies: list[Any] = [ask(words[0]), ask(words[0], stream=True), ask(words[0], n=5)]
        return [await to("POST", CHAT, body, headers) for body in bodies]

    with caplog.at_level(logging.DEBUG):
        visiting(client(words[1], words[1]), run, SETTINGS)
        visiting(client(ValueError(words[3]), options={"max_attempts": 1}), run, SETTINGS)

    told = caplog.text + repr(SETTINGS)
    assert [] == [word for word in words if word in told]
