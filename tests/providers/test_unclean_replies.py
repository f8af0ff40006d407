"""Bodies that are no clean JSON of one reply: what can be read is read, what not is told."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.providers.test_wire_replies import WIRES, chat, read, wires
from trustcore.errors import (
    AuthenticationError,
    FatalError,
    ModelNotFoundError,
    RateLimitError,
    ReplyError,
)
from trustcore.provider_kit import Wire

Json = Any  # whatever JSON can hold
OPENAI = WIRES["openai chat"][0]
every_wire = pytest.mark.parametrize("wire", [one for one, _ in WIRES.values()], ids=[*WIRES])


def piece(text: str, reason: str | None = None) -> Json:
    return {"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": reason}]}


def lines(*values: Json) -> bytes:
    return "\n".join(json.dumps(one) for one in values).encode()


@wires
@pytest.mark.parametrize("raw", ["\n", "\t", "\r\n", "\x0b"])
def test_control_characters_that_were_not_escaped_are_text(
    wire: Wire, said: Callable[[str], Json], raw: str
) -> None:
    """JSON forbids them; servers that write it by hand send them."""
    body = json.dumps(said("a MARK b")).replace("MARK", raw).encode()
    assert f"a {raw} b" == read(wire, body).items[0].text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "body",
    [
        lines(chat("Paris"), chat("Paris")),
        lines(chat("Paris"), chat("London")),
        lines(piece("Par"), piece("is", "stop"), chat("Paris")),
        lines(piece("Par"), piece("is"), chat("Paris")),
    ],
    ids=["twice", "two replies", "pieces and all of it", "pieces, then all at the end"],
)
def test_a_whole_message_is_not_added_to_what_it_repeats(body: bytes) -> None:
    """Some servers send a reply twice, or the whole of it after its pieces."""
    (found,) = read(OPENAI, body).items
    assert "Paris" == found.text  # type: ignore[union-attr]


def test_messages_that_go_on_are_pieces() -> None:
    """Others have a part of the text in each `message`, and the reason of the end in the last."""
    body = lines(chat("Par", None), chat("is", "stop"))
    (found,) = read(OPENAI, body).items
    assert "Paris" == found.text  # type: ignore[union-attr]


@wires
def test_a_body_in_gzip_that_no_header_tells_of_is_read(
    wire: Wire, said: Callable[[str], Json]
) -> None:
    """Some gateways compress what was compressed, or lose the header."""
    body = gzip.compress(json.dumps(said("Paris")).encode())
    assert "Paris" == read(wire, body).items[0].text  # type: ignore[union-attr]
    with pytest.raises(ReplyError):
        read(wire, body[:2] + b"nothing of the kind")


@every_wire
def test_a_page_in_place_of_a_reply_is_called_one(wire: Wire) -> None:
    """With status 200 too: a sign-in page, or the page of a host that has its API elsewhere."""
    with pytest.raises(
        ReplyError, match=r"a page came instead of a reply.*check base_url"
    ) as found:
        read(wire, b"<!DOCTYPE html><html><title>Sign in, please</title></html>")
    assert "Sign in, please" in found.value.detail


@every_wire
@pytest.mark.parametrize(
    "body",
    [b'{"notice": {"words": "Policy 7 was broken"}}', b"Policy 7 was broken", b'["Policy 7"]'],
    ids=["object", "text", "list"],
)
def test_what_a_reply_of_an_unknown_form_says_is_in_detail(wire: Wire, body: bytes) -> None:
    """There is no list of all the ways to say that something is wrong."""
    with pytest.raises(ReplyError) as found:
        read(wire, body)
    assert "Policy 7" in found.value.detail
    assert "Policy 7" not in str(found.value)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"Output": {"__type": "x#UnknownOperationException"}, "Version": "1"}, ModelNotFoundError),
        ({"__type": "UnrecognizedClientException"}, AuthenticationError),
        ({"Output": {"__type": "x#ThrottlingException"}}, RateLimitError),
    ],
)
def test_a_name_of_an_error_may_be_all_that_is_said(body: Json, kind: type[Exception]) -> None:
    """Amazon's gateways answer so, with status 200, what they do not hand on."""
    with pytest.raises(kind):
        read(WIRES["bedrock"][0], body)


@pytest.mark.parametrize(("count", "read_as"), [(5.0, 5), (5, 5), (5.5, 0), (-5.0, 0), (1e30, 0)])
def test_a_count_may_be_written_as_a_float(count: float, read_as: int) -> None:
    """JSON has one kind of numbers; what is no count is not added up."""
    body = {**chat("8"), "usage": {"prompt_tokens": count, "completion_tokens": 1}}
    assert read_as == read(OPENAI, body).usage.input_tokens


@every_wire
@pytest.mark.parametrize("status", [200, 400, 429])
@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("credit_balance_too_low", FatalError),
        ("insufficient_funds", FatalError),
        ("budget_exceeded", FatalError),
        ("Arrearage", FatalError),
        ("AccountOverdueError", FatalError),
        ("account_deactivated", AuthenticationError),
        ("account_suspended", AuthenticationError),
    ],
)
def test_an_account_that_may_not_go_on_is_told_by_its_word(
    wire: Wire, status: int, code: str, kind: type[Exception]
) -> None:
    """Whatever the status: another try would be refused alike."""
    with pytest.raises(kind):
        read(wire, {"error": {"message": "no", "code": code}}, status=status)


@wires
@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("ISO-8859-1", "Zürich"),
        ("windows-1252", "“Zürich”"),
        ("GBK", "苏黎世"),
        ('"Shift_JIS"', "東京"),
        ("euc-kr", "서울"),
        ("koi8-r", "Москва"),
    ],
)
def test_what_is_no_unicode_is_in_the_encoding_that_headers_name(
    wire: Wire, said: Callable[[str], Json], charset: str, text: str
) -> None:
    """JSON is UTF-8; gateways of all ages send what they have."""
    body = json.dumps(said(text), ensure_ascii=False).encode(charset.strip('"'))
    headers = {"content-type": f"application/json; charset={charset}"}
    assert text == read(wire, body, headers=headers).items[0].text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "charset", ["GBK", "foo", "base64", "idna", "punycode", "", ";;", "utf-16"]
)
def test_an_encoding_that_headers_name_does_no_harm(charset: str) -> None:
    """What is UTF-8 is read as that; what cannot be read at all is marked."""
    headers = {"Content-Type": f"application/json; charset={charset}"}
    body = json.dumps(chat("Zürich"), ensure_ascii=False)
    assert "Zürich" == read(OPENAI, body.encode(), headers=headers).items[0].text  # type: ignore[union-attr]
    found = read(OPENAI, body.encode("latin-1"), headers=headers).items[0].text  # type: ignore[union-attr]
    assert found.startswith("Z")


@wires
@pytest.mark.parametrize("before", [": keep-alive\n\n: keep-alive\n\n", ":\r\n\r\n", "\n: x\n"])
def test_comments_that_keep_a_connection_open_are_no_reply(
    wire: Wire, said: Callable[[str], Json], before: str
) -> None:
    """They come before whole replies as well as before streams."""
    body = before.encode() + json.dumps(said("Paris")).encode()
    assert "Paris" == read(wire, body).items[0].text  # type: ignore[union-attr]


@wires
def test_half_a_character_is_marked_in_one_way(wire: Wire, said: Callable[[str], Json]) -> None:
    """As it is in every other text."""
    body = json.dumps(said("Pa\ud83d")).encode()
    assert "Pa\ufffd" == read(wire, body).items[0].text  # type: ignore[union-attr]
