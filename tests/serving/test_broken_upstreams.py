"""APIs whose bytes break off anywhere, or are of another kind, and what OpenAI's client sees."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import openai
import pytest
from attrs import frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.serving.running import running
from trustcore import TLM

TEXT = "Páris, 日本 👍🏽."
SECRET = "words of a page in between"


def chunk(**rest: object) -> bytes:
    row = {"object": "chat.completion.chunk", "choices": [{"index": 0, **rest}], "usage": None}
    return b"data: " + json.dumps(row, ensure_ascii=False).encode() + b"\n\n"


STREAM = b"".join(
    [
        chunk(delta={"role": "assistant", "content": ""}, finish_reason=None),
        *(chunk(delta={"content": piece}, finish_reason=None) for piece in TEXT),
        chunk(delta={}, finish_reason="stop"),
        b'data: {"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 4}}\n\n',
        b"data: [DONE]\n\n",
    ]
)
WHOLE = json.dumps(
    {
        "choices": [{"index": 0, "message": {"content": TEXT}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 3, "completion_tokens": 4},
    }
).encode()
ERROR = json.dumps({"error": {"message": SECRET, "type": "server_error"}}).encode()
PAGE = f"<html><body>{SECRET}</body></html>".encode()


@frozen
class Answer:
    """What an API sends.

    Attributes:
        body: Before it is compressed.
        kind: The content type that it names.
        sent: How much of the body is sent, from 0 to 1.
        framing: How the end is told: by a length, by chunks, by hanging up.
        packed: Whether it is compressed.
    """

    body: bytes
    kind: str = "text/event-stream"
    sent: float = 1.0
    framing: str = "chunks"
    packed: bool = False


class Api(BaseHTTPRequestHandler):
    """Sends one answer to all who ask."""

    protocol_version = "HTTP/1.1"
    answer: ClassVar[Answer] = Answer(STREAM)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        answer = self.answer
        body = gzip.compress(answer.body) if answer.packed else answer.body
        part = body[: round(answer.sent * len(body))]
        self.close_connection = answer.framing == "hang up" or len(part) < len(body)
        self.send_response(200)
        self.send_header("content-type", answer.kind)
        if answer.packed:
            self.send_header("content-encoding", "gzip")
        if answer.framing == "length":
            self.send_header("content-length", str(len(body)))
        elif answer.framing == "chunks":
            self.send_header("transfer-encoding", "chunked")
            part = b"".join(b"%x\r\n%s\r\n" % (1, part[i : i + 1]) for i in range(len(part)))
            part += b"" if self.close_connection else b"0\r\n\r\n"
        self.end_headers()
        self.wfile.write(part)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """The base URL of our server, before such an API."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}/v1"
    options = {"max_attempts": 1}
    tlm = TLM("base", model="openai/m", base_url=url, api_key="k", options=options, patience=0)
    with running(tlm) as address:
        yield f"{address}/v1"
    server.shutdown()
    server.server_close()


def outcome(base: str, answer: Answer, *, stream: bool) -> str:
    """What OpenAI's client makes of it: the text, or the error's words."""
    Api.answer = answer
    with openai.OpenAI(base_url=base, api_key="k", max_retries=0) as client:
        asked = [{"role": "user", "content": "Capital?"}]
        completions: Any = client.chat.completions
        try:
            found = completions.create(model="m", messages=asked, stream=stream)
            if not stream:
                return str(found.choices[0].message.content or "")
            rows = list(found)
        except openai.APIError as error:
            return f"error: {error}"
    assert "id" in rows[-1].trust
    return "".join(one.choices[0].delta.content or "" for one in rows if one.choices)


bodies = st.sampled_from([STREAM, WHOLE, ERROR, PAGE, b"", b"data: {oops}\n\n" + STREAM])
kinds = st.sampled_from(["text/event-stream", "application/json", "text/html", "x"])
framings = st.sampled_from(["chunks", "length", "hang up"])
answers = st.builds(Answer, bodies, kinds, st.floats(0, 1) | st.just(1.0), framings, st.booleans())


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(answer=answers, stream=st.booleans())
def test_a_client_sees_the_text_or_an_error_of_the_api(
    base: str, answer: Answer, stream: bool
) -> None:
    """However it is framed, packed and cut: never half a text as a whole one."""
    found = outcome(base, answer, stream=stream)

    assert TEXT == found or found.startswith("error: ")
    assert SECRET not in found


PLACES = {
    "before the first event": 0,
    "before the first text": STREAM.index(b"P"),
    "in the middle of a character": STREAM.index("á".encode()) + 1,
    "between an event and its blank line": STREAM.index(b"\n\n", STREAM.index("日".encode())),
    "before the end is told": STREAM.index(b'"stop"'),
}


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("framing", ["chunks", "length", "hang up"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_stream_that_is_cut_is_an_error(
    base: str, where: str, framing: str, packed: bool
) -> None:
    """Also where hanging up is how the end is told."""
    answer = Answer(STREAM, sent=PLACES[where] / len(STREAM), framing=framing, packed=packed)

    assert outcome(base, answer, stream=True).startswith("error: ")


def test_a_stream_that_is_cut_after_its_end_was_told_is_whole(base: str) -> None:
    """Where nothing but its usage and its last word is missing, and it ends by hanging up."""
    place = STREAM.index(b"\n\n", STREAM.index(b'"stop"')) + 2
    answer = Answer(STREAM, sent=place / len(STREAM), framing="hang up")

    assert TEXT == outcome(base, answer, stream=True)
