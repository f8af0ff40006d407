"""A question with what is set for it alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import Attribute, asdict, evolve, field, fields, frozen

from trustcore import checks
from trustcore.errors import InputError
from trustcore.records.chat import MOST_TOKENS, Message
from trustcore.records.documents import Document, context_of
from trustcore.records.evals import Eval, evals_of
from trustcore.records.extra_forms import extra_of
from trustcore.records.kinds_of_values import TEXTS, entries_of, nothing
from trustcore.records.label_forms import labels_of
from trustcore.records.message_forms import chat_of
from trustcore.records.schema_forms import schema_of
from trustcore.records.tool_forms import tool_choice_of, tools_of
from trustcore.records.tools import Tool

TASKS = ("default", "code")
"""What a question can say that it is about."""


def _prompt(prompt: object) -> tuple[Message, ...]:
    if type(prompt) is tuple and all(isinstance(one, Message) for one in prompt):
        return prompt
    return chat_of(prompt)


def _stop(stop: object) -> tuple[str, ...]:
    if nothing(stop):
        return ()
    texts = (stop,) if isinstance(stop, str) else tuple(entries_of(stop))
    if not texts:
        raise InputError("stop must be a text, or a list of texts")
    if not all(isinstance(one, TEXTS) and one for one in texts):
        raise InputError("stop must be a text, or a list of texts, none of them empty")
    return tuple(map(str, texts))


def _any_choice(choice: Any) -> Any:  # noqa: ANN401  (read once the tools are known)
    return choice


def _checked(rule: checks.Rule) -> checks.Validator:
    check = rule.validator_raising(InputError)

    def check_given(question: object, attribute: Attribute[Any], value: object) -> None:
        if value is not None:
            check(question, attribute, value)

    return check_given


@frozen(kw_only=True)
class Question:
    """A question with what is set for it alone; it is taken wherever a prompt is taken.

    What is not set is as the client has it. The settings are about the answer and its samples:
    judges are asked in their own way. ::

        Question("Capital of France?", max_tokens=20, temperature=0)

    Args:
        prompt: A text, or a chat: each a `Message`, or messages as the SDKs of OpenAI, Anthropic,
            Google and AWS take them, with parts, calls of tools and their results.
        constrain_outputs: The labels that there are, two or more different ones: the answer is
            always one of them. The last stands in where none can be read.
        response_format: The form of the answer: a pydantic model, a JSON schema, or what an SDK
            takes. It is kept as a JSON schema, as text.
        tools: The tools that may be called: each a `Tool`, or tools as an SDK takes them.
        tool_choice: "auto", "none", "required", or the name of the tool to call.
        task: "code" where answers are programs; "default" and None: that is seen from the answers.
        context: What the answer is to rest on: a text, a `Document`, or a list of them. Models are
            shown it in front of the question, fenced.
        evals: What is rated besides the score: names of evaluations that come along, tables with
            `name` and `criteria`, or objects of `Eval`. They are added to the client's own.
        max_tokens: Limit on the tokens of an answer, from 1.
        temperature: Of the answer, 0 to 2.
        seed: Makes sampling repeatable where the API can.
        timeout: Seconds for the item, above 0.
        stop: A text, or several, before which an answer ends.
        top_p: How much of the probability the likeliest tokens make up that are drawn from, above 0
            and at most 1.
        reasoning_effort: How much the model is to think, in its API's words, "low" for example.
        extra: What the API takes besides, sent as it is; "extra_headers" in it become headers.

    Raises:
        InputError: When one of them is not what it must be, naming it, the rule and the way out.
    """

    prompt: tuple[Message, ...] = field(converter=_prompt, repr=False, kw_only=False)
    constrain_outputs: tuple[str, ...] = field(default=(), converter=labels_of, repr=False)
    response_format: str | None = field(default=None, converter=schema_of, repr=False)
    tools: tuple[Tool, ...] = field(default=(), converter=tools_of)
    tool_choice: str | None = field(default=None, converter=_any_choice)
    task: str | None = field(default=None, validator=_checked(checks.one_of(*TASKS)))
    context: tuple[Document, ...] = field(default=(), converter=context_of, repr=False)
    evals: tuple[Eval, ...] = field(default=(), converter=evals_of, repr=False)
    max_tokens: int | None = field(default=None, validator=_checked(checks.whole(1, MOST_TOKENS)))
    temperature: float | None = field(default=None, validator=_checked(checks.number(0, 2)))
    seed: int | None = field(default=None, validator=_checked(checks.whole()))
    timeout: float | None = field(default=None, validator=_checked(checks.seconds))
    stop: tuple[str, ...] = field(default=(), converter=_stop, repr=False)
    top_p: float | None = field(default=None, validator=_checked(checks.number(0, 1, above=0)))
    reasoning_effort: str | None = field(default=None, validator=_checked(checks.name))
    extra: str | None = field(default=None, converter=extra_of, repr=False)

    def __attrs_post_init__(self) -> None:
        choice = tool_choice_of(self.tool_choice, self.tools)
        object.__setattr__(self, "tool_choice", choice)
        if self.constrain_outputs and (self.tools or self.response_format is not None):
            other = "tools" if self.tools else "response_format"
            raise InputError(
                f"an answer is a label or has {other}: give one of constrain_outputs and {other}"
            )

    @property
    def parameters(self) -> Mapping[str, Any]:
        """What a request for the answer, or a sample, has of it besides the chat."""
        found = {
            "choices": self.constrain_outputs,
            "tools": self.tools,
            "tool_choice": self.tool_choice,
            "schema": self.response_format,
            "stop": self.stop,
            "top_p": self.top_p,
            "reasoning_effort": self.reasoning_effort,
            "extra": self.extra,
        }
        return {name: value for name, value in found.items() if value not in (None, ())}

    def with_settings_of(self, other: Question) -> Question:
        """The same with the settings of another where this one has none."""
        changes = {
            name: getattr(other, name)
            for name in SETTINGS
            if getattr(self, name) in (None, ()) and getattr(other, name) not in (None, ())
        }
        return evolve(self, **changes) if changes else self

    def settings_to_dict(self) -> dict[str, Any]:
        """The settings that are given, as plain data."""
        everything = asdict(self)
        return {name: everything[name] for name in SETTINGS if everything[name] not in (None, ())}


SETTINGS = tuple(one.name for one in fields(Question) if one.name != "prompt")
"""The settings of a question, which are keywords of the methods that take prompts."""
