"""What a question sets for itself: as an item, and whether the models can do what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from attrs import evolve

from trustcore.calls import ModelChains
from trustcore.checks import shown
from trustcore.engine.gathered import Times
from trustcore.errors import InputError
from trustcore.graph import ComingAnswer, Item
from trustcore.ledger.tokens import text_bytes
from trustcore.plugins.protocols import Feature, Strategy
from trustcore.presets import Preset
from trustcore.presets.evals import taken
from trustcore.records.chat import Completion, Message
from trustcore.records.documents import Document, preceded, with_documents
from trustcore.records.evals import Eval, joined
from trustcore.records.parts import Image
from trustcore.records.question import Question
from trustcore.records.role import Role
from trustcore.scoring.kinds import kind_of

Chat = tuple[Message, ...]

Asked = Chat | Question
"""What is asked: the chat alone, or with settings of its own."""


def with_settings(
    common: Item, asked: Question, given: Completion | ComingAnswer | None = None
) -> Item:
    """The item of a question: where it sets nothing, as all items are."""
    return evolve(
        common,
        question=asked.prompt,
        given=given,
        asked=asked,
        temperature=_first(asked.temperature, common.temperature),
        max_tokens=_first(asked.max_tokens, common.max_tokens),
        seed=_first(asked.seed, common.seed),
    )


def with_common(asked: Asked, settings: Question | None, evals: tuple[Eval, ...]) -> Asked:
    """What is asked, with the client's settings where it has none, and evaluations besides its own.

    Args:
        asked: The question.
        settings: Of every question that sets nothing else; None for none.
        evals: Evaluations of every answer.
    """
    if settings is None and not evals:
        return asked
    question = asked if isinstance(asked, Question) else evolve(_NOTHING_SET, prompt=asked)
    if settings is not None:
        question = question.with_settings_of(settings)
    return evolve(question, evals=joined(evals, question.evals)) if evals else question


_NOTHING_SET = Question(())


def check_evals(asked: Question, preset: Preset) -> None:
    """Refuse an evaluation that has the name of another signal.

    Raises:
        InputError: Naming it.
    """
    if not asked.evals:
        return
    name = taken(asked.evals, preset.for_kind(kind_of(asked.prompt, asked)).components)
    if name is not None:
        raise InputError(
            f"evals: {shown(name)} is the name of a signal of the preset; choose another"
        )


def times_of(item: Item, usual: Times) -> Times:
    """What bounds an item: its own timeout, where it has one."""
    if item.asked is None or item.asked.timeout is None:
        return usual
    return evolve(usual, timeout=item.asked.timeout)


Strategies = tuple[Strategy, ...]
"""The strategies of a preset for some kind of question; the same object for the same kind."""


def alike(
    common: Item, preset: Preset, prompts: Iterable[Asked]
) -> Sequence[tuple[Item, Strategies, list[Chat]]]:
    """The chats of prompts with equal settings and strategies, with what they have in common.

    Documents are a part of the chat there, with a stand-in for them in the settings: else each
    question with documents of its own would be unlike all others.
    """
    groups: dict[object, tuple[Question | None, Strategies, list[Chat]]] = {}
    for one in prompts:
        settings, chat = _apart(one) if isinstance(one, Question) else (None, one)
        strategies = preset.for_question(chat, settings).strategies
        likeness = settings, id(strategies)
        groups.setdefault(likeness, (settings, strategies, []))[2].append(chat)
    return [
        (common if settings is None else with_settings(common, settings), strategies, chats)
        for settings, strategies, chats in groups.values()
    ] or [(common, preset.strategies, [])]


def _apart(asked: Question) -> tuple[Question, Chat]:
    """The settings of a question, and its chat as long as it is with its documents."""
    if not asked.context:
        return evolve(asked, prompt=()), asked.prompt
    alone, whole = (with_documents(asked.prompt, one) for one in (_STAND_IN, asked.context))
    more = sum(text_bytes(one.text) for one in whole) - sum(text_bytes(one.text) for one in alone)
    return evolve(asked, prompt=(), context=_STAND_IN), preceded(asked.prompt, "." * (more - 2))


_STAND_IN = (Document("."),)

WITH_CONTEXT = Question((), context=_STAND_IN)
"""A stand-in for what is asked with a context."""


def check_tools(asked: Question, chains: ModelChains, *, given: bool) -> None:
    """Refuse tools where a model that is asked calls none.

    Args:
        asked: The question.
        chains: The models of each role.
        given: Whether the answer exists already, so that its model is not asked.

    Raises:
        InputError: Naming the model and the feature.
    """
    if asked.tools:
        _check("tools", "calls no tools", chains, given=given)


def check_label(asked: Question, given: Completion | None) -> None:
    """Refuse an answer that is none of the labels, where there are some and it exists already.

    Raises:
        InputError: Naming the rule and the answer's length.
    """
    labels = asked.constrain_outputs
    if not labels or given is None or given.text.strip() in {one.strip() for one in labels}:
        return
    raise InputError(
        f"the response ({len(given.text)} characters) is none of the {len(labels)} labels of "
        "constrain_outputs; give one of them as it is written there"
    )


def check_images(chat: Chat, chains: ModelChains, *, given: bool) -> None:
    """Refuse images where a model that is asked sees none; see `check_tools`."""
    parts = (part for message in chat for part in message.content or () if message.content)
    if any(isinstance(part, Image) for part in parts):
        _check("images", "sees no images", chains, given=given)


def _check(feature: Feature, lacks: str, chains: ModelChains, *, given: bool) -> None:
    roles: tuple[Role, ...] = ("sampler",) if given else ("answer", "sampler")
    for role in roles:
        for provider in chains[role].providers:
            if not provider.supports(feature):
                keyword = "model" if role == "answer" else role
                raise InputError(
                    f"the {role} model {provider.model} {lacks} (it lacks the feature "
                    f"{feature!r}); name another by {keyword}=, or leave the {feature} out"
                )


T = TypeVar("T")


def _first(value: T | None, otherwise: T | None) -> T | None:
    return otherwise if value is None else value
