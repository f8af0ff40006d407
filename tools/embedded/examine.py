"""How good the model is on the held-out questions, seen from inside training."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from random import Random
from typing import Any

import torch

from tools.embedded import judging
from tools.embedded.held_out import questions
from tools.embedded.model import Llama
from trustcore_providers.embedded.tokenizer import Tokenizer


@torch.no_grad()
def examine(model: Llama, tokenizer: Tokenizer) -> dict[str, Any]:
    """Greedy accuracy and the probability of the right answer, by kind.

    And how well a judge's verdicts separate right proposals from wrong ones (AUROC), by kind and by
    whether something stands around the answer.
    """
    asked = list(questions())
    greedy: dict[str, list[bool]] = defaultdict(list)
    chance: dict[str, list[float]] = defaultdict(list)
    rows = [_row(tokenizer, question.text, question.answer) for _, question in asked]
    for (kind, _), (right, probability) in zip(asked, _forced(model, rows), strict=True):
        greedy[kind].append(right)
        chance[kind].append(probability)
    return {
        "greedy accuracy": {kind: _mean(found) for kind, found in greedy.items()},
        "probability of the right answer": {kind: _mean(found) for kind, found in chance.items()},
        "judge": _judge(model, tokenizer, asked),
    }


def _judge(model: Llama, tokenizer: Tokenizer, asked: Sequence[Any]) -> dict[str, Any]:
    rng = Random(7)
    cases = [
        (kind, one)
        for kind, question in asked
        for one in (judging.draw(rng, question), judging.draw(rng, question))
    ]
    plain = [(kind, one) for kind, one in cases if "\n" not in one.reply]
    replies = [_row(tokenizer, one.prompt, one.reply) for _, one in plain]
    opposites = [_row(tokenizer, one.prompt, one.opposite) for _, one in plain]
    chances = [
        _share(a, b)
        for (_, a), (_, b) in zip(_forced(model, replies), _forced(model, opposites), strict=True)
    ]
    found: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    for (kind, one), chance in zip(plain, chances, strict=True):
        believed = chance if one.right else 1 - chance
        for name in (kind, "all", "bare" if one.bare else "dressed"):
            found[name].append((one.right, believed))
    return {
        kind: {
            "auroc": _auroc(pairs),
            "accuracy": _mean([(believed > 0.5) == right for right, believed in pairs]),
            "said": _mean([believed for _, believed in pairs]),
        }
        for kind, pairs in found.items()
    }


def _row(tokenizer: Tokenizer, prompt: str, reply: str) -> tuple[list[int], int]:
    start = tokenizer.chat((("user", prompt),))
    return [*start, *tokenizer.encode(reply), tokenizer.end], len(start)


def _forced(model: Llama, rows: Sequence[tuple[list[int], int]]) -> list[tuple[bool, float]]:
    """For each reply whether greedy decoding gives it, and its probability."""
    device = next(model.parameters()).device
    found: list[tuple[bool, float]] = []
    for first in range(0, len(rows), 200):
        part = rows[first : first + 200]
        length = max(len(tokens) for tokens, _ in part)
        tokens = torch.zeros(len(part), length, dtype=torch.long)
        for index, (row, _) in enumerate(part):
            tokens[index, : len(row)] = torch.tensor(row)
        positions = torch.arange(length).expand(len(part), -1)
        hidden = model(
            tokens.to(device), positions.to(device), torch.zeros_like(tokens, device=device)
        )
        logprobs = model.logits(hidden).float().log_softmax(-1).cpu()
        for index, (row, start) in enumerate(part):
            reply = torch.tensor(row[start:])
            seen = logprobs[index, start - 1 : len(row) - 1]
            right = bool((seen.argmax(-1) == reply).all())
            found.append((right, seen.gather(1, reply[:, None]).sum().exp().item()))
    return found


def _share(one: float, other: float) -> float:
    return one / max(one + other, 1e-12)


def _auroc(pairs: Sequence[tuple[bool, float]]) -> float:
    right = [value for truth, value in pairs if truth]
    wrong = [value for truth, value in pairs if not truth]
    wins = sum((a > b) + (a == b) / 2 for a in right for b in wrong)
    return wins / max(1, len(right) * len(wrong))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))
