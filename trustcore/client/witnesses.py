"""Witnesses: other models that answer the same question, for their answers to be compared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations
from typing import Any

from trustcore.calls.route import ModelChain, ModelChains
from trustcore.checks import shown
from trustcore.errors import ConfigurationError
from trustcore.log import log
from trustcore.records.role import WITNESS, Role, is_witness, witness_role

_FAMILIES: Mapping[str, str] = {
    **dict.fromkeys(("gpt", "chatgpt", "davinci", "o"), "gpt"),
    **dict.fromkeys(("gemini", "gemma"), "gemini"),
    **dict.fromkeys(("qwen", "qwq", "qvq"), "qwen"),
    **dict.fromkeys(("llama", "codellama", "tinyllama", "vicuna", "alpaca"), "llama"),
    **dict.fromkeys(
        ("mistral", "mixtral", "ministral", "magistral", "codestral", "devstral"), "mistral"
    ),
    **{name: name for name in ("claude", "deepseek", "grok", "phi", "smollm", "falcon", "olmo")},
    **{name: name for name in ("glm", "kimi", "yi", "nova", "granite", "nemotron", "command")},
}
"""The family of a model by a word of its name."""

_WORDS = re.compile(r"[a-z]+")


def witness_models(witness: Any, of_preset: Mapping[str, str]) -> dict[Role, Any]:  # noqa: ANN401  (whatever the user gave)
    """The models of each witness by its role.

    Args:
        witness: A model, a list of models for failover, or a mapping from names to either.
        of_preset: The roles of the preset, which stand where no witness is given.

    Raises:
        ConfigurationError: When a mapping is empty, or a name in it is none.
    """
    if witness is None:
        return {role: model for role, model in of_preset.items() if is_witness(role)}
    if not isinstance(witness, Mapping):
        return {WITNESS: witness}
    if not witness:
        raise ConfigurationError(
            "witness is an empty mapping; name at least one model, or leave it out"
        )
    for name, model in witness.items():
        if not isinstance(name, str) or not name.strip() or "\n" in name:
            raise ConfigurationError(
                f"a name of a witness must be a word, for example "
                f'witness={{"second": "provider/model"}}, not {shown(name)}'
            )
        if model is None:
            raise ConfigurationError(
                f"witness {shown(name)} has no model; name one, or leave it out"
            )
    return {witness_role(name): model for name, model in witness.items()}


def check_witnesses(chains: ModelChains) -> None:
    """Refuse a witness that is no other model; warn of one of the same family.

    A model is no witness of itself: its answer would come from the cache, or be one more sample.

    Raises:
        ConfigurationError: When a witness shares a model with the answering ones or with another.
    """
    roles = ["answer", *filter(is_witness, chains)]
    for first, second in combinations(roles, 2):
        _check_apart(second, chains[second], first, chains[first])


def _check_apart(role: Role, chain: ModelChain, other_role: Role, other: ModelChain) -> None:
    for one in chain.providers:
        if one in other.providers:
            who = "the answering model" if other_role == "answer" else f"the {other_role}"
            raise ConfigurationError(
                f"{role}: {one.model} is {who} as well; name another model, or leave it out: "
                "samples of the answering model are drawn by `num_consistency_samples`"
            )
    shared = _families(chain) & _families(other)
    if shared:
        log.warning(
            "witness of the same family",
            role=role,
            model=chain.model,
            other=other.model,
            family=min(shared),
            reason="models of one family share wrong answers, so less is gained",
        )


def _families(chain: ModelChain) -> frozenset[str]:
    """The families that the names of models speak of; the last part of a name tells."""
    words = {
        word
        for one in chain.providers
        for word in _WORDS.findall(one.model.rpartition("/")[2].lower())
    }
    return frozenset(_FAMILIES[word] for word in words & _FAMILIES.keys())
