"""The whole way, from a question to a score, on the real model: no key, no network, no script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import anyio
import pytest
from typer.testing import CliRunner

from trustcore import TLM, Absent, Message, Result
from trustcore.cli.app import app
from trustcore.errors import ContextLengthError
from trustcore.ledger import Budget
from trustcore.presets import builtin_presets
from trustcore.testing import check_provider, forbid_network
from trustcore_providers.embedded import Embedded

MODEL = "embedded/primer"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for variable in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "TRUSTCORE_MODEL"):
        monkeypatch.delenv(variable, raising=False)
    with forbid_network():
        yield


async def test_it_conforms() -> None:
    """The suite that every provider passes."""
    await check_provider(Embedded(), twin=Embedded("primer"))


def test_what_the_readme_says_comes_out() -> None:
    """Its numbers are those of these weights, on every machine."""
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    with TLM(model=MODEL, seed=1) as tlm:
        output = tlm.prompt("What is 100 + 300?")
        score = tlm.get_trustworthiness_score("What is 57834849 + 38833747?", "96668696")

    assert f'output["response"]  # "{output.response}"\n' in readme
    assert f'output["trustworthiness_score"]  # {output.trustworthiness_score:.2f}\n' in readme
    assert f"\nscore  # {score:.2f}\n" in readme
    said = score.reason.partition("gave none. ")[2].partition(". ")[0]
    assert f"score.reason  # 'Missing: logprobs: ... {said}. ...'\n" in readme


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is 100 + 300?", "400"),
        ("What is 57 + 68?", "125"),
        ("What is 903 - 457?", "446"),
        ("Which planet is called the red planet?", "Mars"),
        ("What is the largest moon of Saturn?", "Titan"),
    ],
)
def test_what_it_knows(question: str, answer: str) -> None:
    """It answers rightly, in as many words, and with much trust."""
    with TLM(model=MODEL, seed=1) as tlm:
        result = tlm.prompt(question)

    assert answer == result.response
    assert result.trustworthiness_score is not None
    assert result.trustworthiness_score > 0.7


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("What is 57834849 + 38833747?", "96668596", "96668696"),
        ("What is 57 + 68?", "125", "135"),
        ("Which planet is called the red planet?", "Mars", "Venus"),
        ("Which planet does Triton orbit?", "Neptune", "Saturn"),
    ],
)
def test_a_right_answer_is_trusted_more(question: str, right: str, wrong: str) -> None:
    """Whoever gave the answers."""
    with TLM(model=MODEL, seed=1) as tlm:
        scores = tlm.get_trustworthiness_score([question, question], [right, wrong])

    assert scores[0] > scores[1]


@pytest.mark.parametrize("preset", builtin_presets())
def test_every_preset(preset: str) -> None:
    """All signals are there: it has log-probabilities, draws samples and judges."""
    with TLM(preset, model=MODEL, seed=1) as tlm:
        result = tlm.prompt("What is 100 + 300?")
        plan = tlm.plan()

    assert "400" == result.response
    assert plan.most is not None
    assert plan.least <= result.usage.calls + 7 * plan.most
    wanted = {one.name for one in result.signals if not isinstance(one, Absent)}
    assert (
        {"logprobs"} <= wanted
        if preset == "base"
        else wanted == {"consistency", "logprobs", "reflection"}
    )


def test_it_reads_chats() -> None:
    """With instructions and earlier turns."""
    chat = [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "What is 1 + 1?"},
        {"role": "assistant", "content": "2"},
        {"role": "user", "content": "What is 100 + 300?"},
    ]
    with TLM("base", model=MODEL, seed=1) as tlm:
        assert tlm.prompt(chat).response


def scored(results: list[Result]) -> list[tuple[str, float | None]]:
    return [(one.response, one.trustworthiness_score) for one in results]


async def test_a_seed_makes_scores_repeatable() -> None:
    """The same answers and scores, alone or among others, in whatever order calls end."""
    questions = [f"What is {number} + {7 * number}?" for number in range(3000, 3010)]
    async with TLM(model=MODEL, seed=5) as tlm:
        together = await tlm.aprompt(questions)
        alone = [await tlm.aprompt(question) for question in questions]
    async with TLM(model=MODEL, seed=5, options={"max_concurrency": 3}) as tlm:
        narrow = await tlm.aprompt(questions)

    assert scored(together) == scored(alone) == scored(narrow)


def test_sync_methods_work_inside_a_loop() -> None:
    """As with any model."""

    async def main() -> str:
        return TLM("base", model=MODEL, seed=1).prompt("What is 100 + 300?").response

    assert "400" == anyio.run(main)


def test_budgets_can_be_tried() -> None:
    """Its price and its longest reply are known."""
    with TLM("base", model=MODEL, budget=Budget(usd=1.0, tokens=10_000)) as tlm:
        result = tlm.prompt("What is 100 + 300?")

    assert 0.0 == result.cost
    assert 0 < tlm.ledger.total.usage.output_tokens < tlm.ledger.total.usage.input_tokens


async def test_a_prompt_that_is_too_long() -> None:
    """The error says how long it may be."""
    async with TLM("base", model=MODEL) as tlm:
        with pytest.raises(ContextLengthError, match="reads 1024 tokens"):
            await tlm.aprompt("12345 " * 300)


async def test_a_text_can_be_scored() -> None:
    """The right sum is the likelier one, digit by digit."""
    asked = [Message("user", "What is 57 + 68?")]
    async with Embedded().open() as session:
        right, wrong = [await session.score(asked, text) for text in ("125", "135")]

    assert ("1", "2", "5") == right.tokens
    assert sum(right.logprobs) > sum(wrong.logprobs)
    assert right.logprobs[1] > wrong.logprobs[1]


def test_the_demo(tmp_path: Path) -> None:
    """It tells right answers from wrong ones, and leaves a picture."""
    picture = tmp_path / "demo.svg"
    done = CliRunner().invoke(app, ["demo", "--json", "--picture", str(picture)])
    found = json.loads(done.stdout)

    assert 0 == done.exit_code
    assert 20 == len(found["answers"])
    assert 10 <= found["right"] < 20
    assert found["share_in_order"] > 0.8
    assert picture.read_text("utf-8").startswith("<svg")
