"""Right and wrong answers of each kind, scored by a real model: `python benchmarks/real_kinds.py`.

The model is one behind OpenAI's API that tells log-probabilities, llama.cpp's server for example:
`--base-url http://127.0.0.1:8080/v1 --model NAME`. Each question has a right answer and one that
was planted: a wrong number beside its document, a wrong field, a wrong argument, another label.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from attrs import field, frozen

from trustcore import TLM, Completion, Question, Tool, ToolCall

TERMS = "Goods can be sent back for 30 days. Shipping takes 3 days and costs 4 euros."
INVOICE = (
    "Invoice 4471. ACME Tools GmbH, 2 drills at 119.00, 1 saw at 61.50. Total due: 299.50 EUR."
)
FORM = {
    "type": "object",
    "properties": {"vendor": {"type": "string"}, "total": {"type": "number"}},
    "required": ["vendor", "total"],
}
WEATHER = Tool(
    "get_weather",
    "The weather of a city.",
    {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
)


def _extracted(total: float) -> str:
    return json.dumps({"vendor": "ACME Tools GmbH", "total": total})


def _calling(city: str) -> Completion:
    return Completion("", tool_calls=(ToolCall("get_weather", {"city": city}),))


@frozen
class Case:
    """A question with a right answer and one that is wrong."""

    name: str
    question: Question
    right: str | Completion = field(repr=False)
    wrong: str | Completion = field(repr=False)


CASES = (
    Case(
        "an answer beside its document",
        Question("For how many days can I send goods back?", context=TERMS),
        "30 days",
        "90 days",
    ),
    Case(
        "a field of an extraction",
        Question(f"Extract vendor and total: {INVOICE}", response_format=FORM),
        _extracted(299.5),
        _extracted(399.5),
    ),
    Case(
        "an argument of a call",
        Question("Does it rain in Oslo right now?", tools=[WEATHER]),
        _calling("Oslo"),
        _calling("Madrid"),
    ),
    Case(
        "a label",
        Question(
            "Classify the sentiment: 'The film was wonderful, I would see it again.'",
            constrain_outputs=["negative", "positive", "unclear"],
        ),
        "positive",
        "negative",
    ),
)


def scored(tlm: TLM, case: Case) -> tuple[float, float]:
    """The score of a right answer and that of a wrong one."""
    right, wrong = tlm.get_trustworthiness_score([case.question] * 2, [case.right, case.wrong])
    return right, wrong


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the scores of the right and the wrong answer of each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="local")
    parser.add_argument("--base-url", default="http://127.0.0.1:8080/v1")
    parser.add_argument("--preset", default="low")
    given = parser.parse_args(arguments)
    options = {"max_tokens": 60}
    model = f"llamacpp/{given.model}"
    with TLM(given.preset, model=model, base_url=given.base_url, options=options) as tlm:
        print(f"{given.preset:32} right  wrong")
        for case in CASES:
            right, wrong = scored(tlm, case)
            print(f"{case.name:32} {right:.2f}   {wrong:.2f}", flush=True)


if __name__ == "__main__":
    main()
