"""The recipes of `docs/recipes/frameworks.md`, each in the framework that it is for.

`make test-clients` makes the environment that has them all, and runs this file; pytest alone does
not.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.fake_server import fake_server

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "recipes" / "frameworks.md"
RECIPE = re.compile(
    r"^## ([^:\n]+):[^`]*?(?:`[^`\n]+`[^`]*?)*^```py\n(.*?)^```", re.MULTILINE | re.DOTALL
)
CLIENT = 'from trustcore import TLM\n\ntlm = TLM("low", model="openai/gpt-4.1-mini")\n'
QUESTION = "What is 100 + 300?"
CHAT = [{"role": "user", "content": QUESTION}]

USES = {
    "OpenAI Agents": """
        import asyncio
        import agents
        from agents import OutputGuardrailTripwireTriggered, Runner
        agents.set_tracing_disabled(True)
        agents.set_default_openai_api("chat_completions")
        async def run():
            done = await Runner.run(agent, QUESTION)
            assert done.final_output == "400", done.final_output
            assert done.output_guardrail_results[0].output.output_info > 0.7
            try:
                await Runner.run(agent, "What is 57834849 + 38833747?")
            except OutputGuardrailTripwireTriggered:
                return
            raise SystemExit("it was let through")
        asyncio.run(run())
    """,
    "LiteLLM": """
        import asyncio
        import litellm
        async def run():
            response = await litellm.acompletion("openai/gpt-4.1-mini", CHAT)
            return await trust.async_post_call_success_hook({"messages": CHAT}, None, response)
        response = asyncio.run(run())
        assert response.trust_score > 0.7 and response.model_dump()["trust_score"] > 0.7
    """,
    "LangChain": """
        import asyncio
        from langchain_openai import ChatOpenAI
        message = asyncio.run(trusted(ChatOpenAI(model="gpt-4.1-mini")).ainvoke(CHAT))
        assert message.content == "400" and message.response_metadata["trust"] > 0.7
    """,
    "LlamaIndex": """
        import asyncio
        found = asyncio.run(TrustEvaluator().aevaluate(QUESTION, "400", ["100 + 300 is 400."]))
        assert found.passing and found.score > 0.7 and found.feedback
        wrong = asyncio.run(TrustEvaluator().aevaluate(QUESTION, "401"))
        assert wrong.score < found.score
    """,
    "Langfuse": """
        import asyncio
        found = asyncio.run(trust(input=QUESTION, output="400", metadata=None))
        assert found.name == "trust" and found.value > 0.7 and found.comment
    """,
    "Phoenix": """
        import pandas
        from phoenix.evals import evaluate_dataframe
        frame = pandas.DataFrame({"input": [QUESTION] * 2, "output": ["400", "401"]})
        found = evaluate_dataframe(frame, [trust])["trust_score"]
        right, wrong = (one["score"] for one in map(read, found))
        assert right > 0.7 > wrong
    """,
    "DSPy": """
        import dspy
        from dspy.utils import DummyLM
        dspy.configure(lm=DummyLM([{"answer": "401"}, {"answer": "400"}, {"answer": "401"}]))
        assert ask(question=QUESTION).answer == "400"
    """,
    "pydantic-ai": """
        from pydantic_ai.messages import ModelResponse, TextPart
        from pydantic_ai.models.function import FunctionModel
        said = iter(["401", "400"])
        model = FunctionModel(lambda messages, info: ModelResponse(parts=[TextPart(next(said))]))
        assert agent.run_sync(QUESTION, model=model).output == "400"
        assert next(said, None) is None
    """,
    "inspect_ai": """
        import asyncio
        from inspect_ai.model import ModelOutput
        from inspect_ai.scorer import Target
        from inspect_ai.solver import TaskState
        output = ModelOutput.from_content("m", "400")
        state = TaskState("m", 1, 1, QUESTION, [], output=output)
        found = asyncio.run(trust()(state, Target("400")))
        assert found.value > 0.7 and found.explanation
    """,
}
"""What a reader would do with each recipe."""

READ = "import json\nread = lambda one: json.loads(one) if isinstance(one, str) else one\n"


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    """The address of a fake model that answers sums: the small ones right, and always alike."""
    with fake_server() as address:
        yield address


def recipes() -> dict[str, str]:
    return dict(RECIPE.findall(PAGE.read_text("utf-8")))


def test_each_recipe_is_used_here() -> None:
    """None on the page is without a test."""
    assert list(USES) == list(recipes())


@pytest.mark.parametrize("name", USES)
def test_a_recipe_does_what_it_says(name: str, base_url: str, tmp_path: Path) -> None:
    """In a program of its own, which ends without an error."""
    lines = [line.removeprefix(" " * 8) for line in USES[name].strip("\n").splitlines()]
    given = f"QUESTION = {QUESTION!r}\nCHAT = {CHAT!r}\n"
    program = tmp_path / "recipe.py"
    program.write_text("\n".join([CLIENT, recipes()[name], given, READ, *lines]), "utf-8")
    environment = {
        **os.environ,
        "OPENAI_BASE_URL": base_url,
        "OPENAI_API_BASE": base_url,
        "OPENAI_API_KEY": "invented",
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    }
    done = subprocess.run(
        [sys.executable, str(program)],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert 0 == done.returncode, done.stderr[-2000:]
