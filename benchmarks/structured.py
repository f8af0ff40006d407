"""Measures calls and structured answers on calls that are known to be right, changed in one place.

    pip install bfcl-eval
    python benchmarks/structured.py [--items 600] [--examples]

The calls are those of the Berkeley Function Calling Leaderboard, version 4, which comes with the
package `bfcl-eval` (Apache-2.0). Each is the answer to its question, changed or not, beside eight
samples that are right; no judge is asked, and there are no log-probabilities. Structured answers
are made of the same calls: an object that holds a list of them.
"""

# ruff: noqa: S311  (a program that prints; draws that repeat themselves)

from __future__ import annotations

import argparse
import copy
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from typing import Any

from trustcore import TLM, Completion, Evidence, Question, ToolCall
from trustcore.records.json_answer import keys_of, leaves
from trustcore_strategies.structured.call_valid import CallValid

SETS = (
    "live_simple",
    "live_parallel",
    "live_multiple",
    "live_parallel_multiple",
    "simple_python",
    "parallel",
    "multiple",
    "parallel_multiple",
)
SAMPLES = 8
FORM = {"type": "object", "properties": {"calls": {"type": "array"}}, "required": ["calls"]}
_TYPES = {"dict": "object", "float": "number", "tuple": "array", "any": None}

_NONE = object()

Call = dict[str, Any]
Item = tuple[Question, list[Call]]


def main(arguments: Sequence[str]) -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, default=600)
    options.add_argument("--examples", action="store_true", help="print what fell out of the rule")
    given = options.parse_args(arguments)
    items = list(read_items())
    random.Random(1).shuffle(items)
    valid = [(question, calls) for question, calls in items if _valid(question, calls)]
    print(f"{len(valid)} of {len(items)} right answers are valid calls of their tools\n")
    measure = Measurement(valid[: given.items], examples=given.examples)
    with TLM("medium", model=str.upper, options={"num_self_reflections": 0}) as tlm:
        measure.calls(tlm)
        measure.fields(tlm)


def read_items() -> Iterator[Item]:
    """The questions of the leaderboard with their right calls."""
    data = files("bfcl_eval") / "data"
    for name in SETS:
        file = f"BFCL_v4_{name}.json"
        asked = {row["id"]: row for row in _rows(data / file)}
        for row in _rows(data / "possible_answer" / file):
            calls = [_call(one) for one in row["ground_truth"]]
            yield _question(asked[row["id"]]), calls


def _rows(path: Any) -> list[dict[str, Any]]:  # noqa: ANN401  (a traversable)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _call(truth: dict[str, Any]) -> Call:
    """A right call, of each value the first that is given as right; "" stands for none."""
    ((name, arguments),) = truth.items()
    return {"name": name, "arguments": _first(arguments)}


def _first(values: dict[str, list[Any]]) -> dict[str, Any]:
    known = {key: [one for one in row if one != ""] for key, row in values.items()}
    return {key: _plain(row[0]) for key, row in known.items() if row}


def _plain(value: Any) -> Any:  # noqa: ANN401  (any JSON)
    if isinstance(value, dict) and all(isinstance(one, list) for one in value.values()):
        return _first(value)
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _question(row: dict[str, Any]) -> Question:
    tools = [{**one, "parameters": _schema(one["parameters"])} for one in row["function"]]
    return Question(row["question"][0], tools=tools)


def _schema(schema: Any) -> Any:  # noqa: ANN401  (any JSON)
    """A schema of theirs, whose types are Python's, as JSON schema has them."""
    if isinstance(schema, list):
        return [_schema(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _schema(one) for key, one in schema.items()}
    kind = found.get("type")
    if isinstance(kind, str) and kind in _TYPES:
        found["type"] = _TYPES[kind]
    return {key: one for key, one in found.items() if key != "type" or one is not None}


def _valid(question: Question, calls: Sequence[Call]) -> bool:
    found = CallValid().assess(Evidence.of(question, _completion(calls)))
    return found.value == 1.0


class Measurement:
    """What comes of the items, each changed in one place."""

    def __init__(self, items: Sequence[Item], *, examples: bool) -> None:
        self._items = items
        self._examples = examples
        self._random = random.Random(2)
        self._texts = [
            value
            for _, calls in items
            for value in leaves(calls).values()
            if isinstance(value, str) and value
        ]

    def calls(self, tlm: TLM) -> None:
        """Print whole scores of calls."""
        print(
            f"{'calls':24} {'items':>5} {'lowest':>7} {'highest':>7} {'below .5':>9} {'to .2':>6}"
        )
        changes: dict[str, Callable[[Question, list[Call]], list[Call] | None]] = {
            "the same, keys shuffled": lambda _, calls: self._shuffled(calls),
            "a function unknown": lambda _, calls: self._renamed(calls, None),
            "another function": self._renamed_known,
            "one value changed": lambda _, calls: self._changed(calls),
            "one argument missing": self._shortened,
            "one call missing": lambda _, calls: calls[1:] if len(calls) > 1 else None,
        }
        for name, change in changes.items():
            scores = []
            for question, calls in self._items:
                changed = change(question, copy.deepcopy(calls))
                if changed is None:
                    continue
                scores.append(_score(tlm, question, changed, calls))
                if self._examples and name.startswith("one") and scores[-1] >= 0.5:
                    print(f"  {calls} -> {changed}, {scores[-1]:.2f}")
            low = sum(one < 0.5 for one in scores) / len(scores)
            least = sum(one <= 0.2 for one in scores) / len(scores)
            print(
                f"{name:24} {len(scores):5} {min(scores):7.3f} {max(scores):7.3f} "
                f"{low:9.1%} {least:6.1%}"
            )

    def fields(self, tlm: TLM) -> None:
        """Print scores of fields of structured answers of which one value was changed."""
        held = wrong = right = total = 0
        for _, calls in self._items:
            changed = self._changed(copy.deepcopy(calls))
            if changed is None:
                continue
            (path,) = _differences(calls, changed)
            fields = _fields(tlm, changed, calls)
            low = (fields[path] or 0.0) <= 0.2
            high = all(score >= 0.9 for at, score in fields.items() if at != path)
            total, wrong, right, held = total + 1, wrong + low, right + high, held + (low and high)
            if self._examples and not (low and high):
                print(
                    f"  {path}: {_at(calls, path)!r} -> {_at(changed, path)!r}, {fields[path]:.2f}"
                )
        print(
            f"\none value of {total} nested objects changed: it is at most .2 in "
            f"{wrong / total:.1%}, all others at least .9 in {right / total:.1%}, "
            f"both in {held / total:.1%}"
        )

    def _shuffled(self, calls: list[Call]) -> list[Call]:
        for call in calls:
            entries = list(call["arguments"].items())
            self._random.shuffle(entries)
            call["arguments"] = dict(entries)
        self._random.shuffle(calls)
        return calls

    def _renamed(self, calls: list[Call], name: str | None) -> list[Call]:
        return [{**call, "name": name or f"{call['name']}_all"} for call in calls]

    def _renamed_known(self, question: Question, calls: list[Call]) -> list[Call] | None:
        """Calls of another tool that there is; which arguments it takes is not looked at."""
        used = {call["name"] for call in calls}
        others = [tool.name for tool in question.tools if tool.name not in used]
        return self._renamed(calls, self._random.choice(others)) if others else None

    def _changed(self, calls: list[Call]) -> list[Call] | None:
        """With another value in the place of one, of the same type."""
        places = [path for path in leaves(calls) if "/arguments/" in path]
        if not places:
            return None
        *above, last = keys_of(self._random.choice(places))
        holder: Any = calls
        for key in above:
            holder = holder[int(key)] if isinstance(holder, list) else holder[key]
        place: Any = int(last) if isinstance(holder, list) else last
        holder[place] = self._other(holder[place])
        return calls

    def _shortened(self, question: Question, calls: list[Call]) -> list[Call] | None:
        """Without one argument, which does not have its default."""
        schemas = {tool.name: tool.schema.get("properties", {}) for tool in question.tools}
        places = [
            (call, key)
            for call in calls
            for key, value in call["arguments"].items()
            if schemas.get(call["name"], {}).get(key, {}).get("default", _NONE) != value
        ]
        if not places:
            return None
        call, key = self._random.choice(places)
        del call["arguments"][key]
        return calls

    def _other(self, value: Any) -> Any:  # noqa: ANN401  (any JSON)
        match value:
            case bool():
                return not value
            case int() | float():
                return value + self._random.choice([1, -1, 10])
            case str():
                return self._random.choice([one for one in self._texts if one != value])
            case _:
                return "other"


def _differences(one: Any, other: Any) -> list[str]:  # noqa: ANN401  (any JSON)
    first, second = leaves({"calls": one}), leaves({"calls": other})
    return [path for path in second if path not in first or first[path] != second[path]]


def _at(calls: list[Call], path: str) -> Any:  # noqa: ANN401  (any JSON)
    return leaves({"calls": calls}).get(path)


def _completion(calls: Sequence[Call]) -> Completion:
    made = tuple(ToolCall(one["name"], one["arguments"]) for one in calls)
    return Completion("" if made else "None of these.", tool_calls=made)


def _score(tlm: TLM, question: Question, answer: list[Call], right: list[Call]) -> float:
    evidence = Evidence.of(question, _completion(answer), [_completion(right)] * SAMPLES)
    score = tlm.rescore(evidence).trustworthiness_score
    return -1.0 if score is None else score


def _fields(tlm: TLM, answer: list[Call], right: list[Call]) -> dict[str, float]:
    question = Question("Which calls?", response_format=FORM)
    text, other = (json.dumps({"calls": one}) for one in (answer, right))
    found = tlm.rescore(Evidence.of(question, text, [other] * SAMPLES)).fields
    return {path: -1.0 if one.score is None else one.score for path, one in found.items()}


if __name__ == "__main__":
    main(sys.argv[1:])
