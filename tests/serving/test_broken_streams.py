"""Upstreams that break off anywhere: a client sees its API's own errors, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.serving.helpers import CHAT, Reply, ask, client, post, script
from trustcore import Completion, Missing
from trustcore.errors import CallTimeout, ContextLengthError, RateLimitError, ServerError
from trustcore.testing import After, ScriptedProvider, Streamed
from trustcore.testing.scripted import Script

SECRET = "words that an error quotes"
ENDS: list[Script] = [
    ServerError("broke off"),
    RateLimitError("slow down"),
    ContextLengthError("too long"),
    CallTimeout("too slow"),
    ValueError(SECRET),
    ExceptionGroup(SECRET, [OSError(SECRET)]),
    Missing("withheld"),
    Completion("something else than what was streamed"),
    Completion(""),
    Completion("cut", finish_reason="length"),
]
BODIES: dict[str, dict[str, Any]] = {CHAT: ask(stream=True), "/v1/responses": {"input": "a?"}}


@settings(max_examples=40)
@given(
    st.lists(st.text(max_size=4), max_size=4),
    st.sampled_from(ENDS),
    st.sampled_from(ENDS),
    st.sampled_from([0.0, 1.0]),
    st.sampled_from(sorted(BODIES)),
)
def test_a_stream_ends_well_or_with_an_error_of_the_api(
    pieces: list[str], end: Script, samples: Script, seconds: float, path: str
) -> None:
    """Whatever came before, and whatever becomes of the score."""
    model = ScriptedProvider(script(Streamed(pieces, seconds, script=end), samples))
    tlm = client(model=model, options={"max_attempts": 1})

    reply = post({**BODIES[path], "stream": True}, tlm, path=path)

    assert SECRET not in reply.body.decode()
    if reply.status != 200:
        assert {"error"} == reply.json.keys()
        return
    assert reply.whole
    check_end(reply, path)


def check_end(reply: Reply, path: str) -> None:
    """That a stream which has begun ends with its end, or with one error."""
    if path == CHAT:
        done, last = "data: [DONE]" == reply.texts[-1], reply.rows[-1]
        assert done == ("trust" in last) == ("error" not in last)
        return
    data = [text.partition("\ndata: ")[0] for text in reply.texts]
    ends = {"event: response.completed", "event: response.incomplete", "event: error"}
    assert data[-1] in ends
    assert 1 == sum(one in ends for one in data)


@pytest.mark.parametrize("path", sorted(BODIES))
def test_what_was_not_streamed_of_an_answer_is_told_at_its_end(path: str) -> None:
    """What is left to tell is what lies beyond the pieces."""
    said = Streamed(["Par"], 1.0, script=After(1, Completion("Paris")))

    reply = post({**BODIES[path], "stream": True}, client(said), path=path)

    told = [text for _, text in reply.events if '"Par"' in text or '"is"' in text]
    assert 2 == len(told)
