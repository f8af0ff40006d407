"""Tools of the Model Context Protocol, as a client of the protocol's own library calls them."""

from __future__ import annotations

import logging
import sys
from typing import Any

import pytest

from trustcore import TLM
from trustcore.errors import ServerError
from trustcore.ledger import Budget
from trustcore.testing import Script, ScriptedProvider, is_sample

mcp = pytest.importorskip("mcp", reason="the extra `mcp` is not installed")

SECRET = "Violets"


def client(script: Script, **settings: Any) -> TLM:  # noqa: ANN401  (those of `TLM`)
    model = ScriptedProvider(script)
    options = {"num_self_reflections": 0, "max_attempts": 1}
    return TLM("low", model=model, options=options, **settings)


async def called(tlm: TLM, name: str, **arguments: object) -> Any:  # noqa: ANN401  (JSON)
    from trustcore.serving.tools import mcp_server

    async with mcp.Client(mcp_server(tlm)) as session:
        return await session.call_tool(name, arguments)


async def test_an_answer_is_scored() -> None:
    found = await called(client("Paris"), "trust_score", question="Capital?", answer="Paris")
    assert not found.is_error
    assert 0.9 < found.structured_content["score"] <= 1
    wrong = await called(client("Paris"), "trust_score", question="Capital?", answer="Lyon")
    assert wrong.structured_content["score"] < 0.5
    assert "0 of 4" in wrong.structured_content["reason"]


async def test_context_is_shown_to_the_models() -> None:
    model = ScriptedProvider("Paris")
    arguments = {"question": "Capital?", "answer": "Paris", "context": "France is near Spain."}
    await called(TLM("low", model=model), "trust_score", **arguments)
    assert all("near Spain" in one.messages[-1].text for one in model.requests)


async def test_a_question_is_answered_with_trust() -> None:
    found = await called(client("Paris"), "ask_with_trust", question="Capital?")
    assert "Paris" == found.structured_content["answer"]
    assert found.structured_content["score"] > 0.9


async def test_answers_are_compared() -> None:
    arguments = {"question": "Capital?", "answers": ["Lyon", "Paris", "Nice"]}
    found = await called(client("Paris"), "compare", **arguments)
    assert 1 == found.structured_content["best"]
    assert 3 == len(found.structured_content["scores"])


@pytest.mark.parametrize("answers", [[], ["A"] * 21])
async def test_too_few_or_too_many_answers(answers: list[str]) -> None:
    found = await called(client("A"), "compare", question="?", answers=answers)
    assert found.is_error
    assert "1 to 20" in found.content[0].text


async def test_what_goes_wrong_is_told_without_a_text() -> None:
    tlm = client(ServerError("HTTP 503", status=503))
    found = await called(tlm, "ask_with_trust", question=SECRET)
    assert found.is_error
    assert "ServerError: HTTP 503" in found.content[0].text
    assert SECRET not in found.content[0].text


async def test_a_budget_ends_a_session() -> None:
    tlm = client("Paris", budget=Budget(calls=1))
    found = await called(tlm, "ask_with_trust", question="Capital?")
    assert found.is_error
    assert "BudgetExceeded" in found.content[0].text


async def test_texts_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    script: Script = {is_sample: SECRET, lambda _: True: SECRET}
    await called(client(script), "ask_with_trust", question=f"Which? {SECRET}")
    assert SECRET not in "".join(
        one.getMessage() for one in caplog.records if "mcp" not in one.name
    )


async def test_the_command_serves_over_standard_input() -> None:
    """With no key and no network, as an assistant starts it."""
    command = mcp.StdioServerParameters(
        command=sys.executable, args=["-m", "trustcore", "mcp", "--model", "embedded/primer"]
    )
    async with mcp.Client(mcp.client.stdio.stdio_client(command)) as session:
        tools = await session.list_tools()
        assert {"trust_score", "ask_with_trust", "compare"} == {one.name for one in tools.tools}
        found = await session.call_tool("ask_with_trust", {"question": "What is 100 + 300?"})
    assert "400" == found.structured_content["answer"]
