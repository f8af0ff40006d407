"""Check what the user gives to ask and to score: prompts, responses, and sequences of them."""

from __future__ import annotations

from collections.abc import AsyncIterable, Awaitable, Callable, Coroutine, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from attrs import evolve

from trustcore.client.completions import checked
from trustcore.client.containers import check_container
from trustcore.engine.questions import Asked
from trustcore.errors import InputError
from trustcore.graph import ComingAnswer
from trustcore.records.chat import Completion, Message
from trustcore.records.evidence import Evidence
from trustcore.records.kinds_of_values import TEXTS, kind_of, plain, way_out
from trustcore.records.message_forms import chat_of
from trustcore.records.question import Question
from trustcore.records.result import Result, Score
from trustcore.vendors import VendorResponse, completion_of

T = TypeVar("T")

Prompt = str | Sequence[Message | Mapping[str, Any]] | Question
"""A question, a chat of messages, or either with settings of its own."""

Response = str | Completion | VendorResponse
"""An answer that exists already; all but texts may bring token log-probabilities along."""

_PROMPTS = "a prompt, or a sequence of prompts, is needed here"
_RESPONSES = "a sequence of prompts needs a sequence of as many responses"


def is_one(prompt: object) -> bool:
    """Whether this is one prompt rather than a sequence of prompts."""
    if isinstance(prompt, (*TEXTS, Question)):
        return True
    first = next(iter(prompt), None) if isinstance(prompt, Sequence) else None
    if isinstance(first, Message | Mapping):
        return not isinstance(first, Result)
    return isinstance(getattr(first, "role", None), str)  # a vendor's object


def asked(prompt: object, where: str = "the prompt", settings: Question | None = None) -> Asked:
    """What one prompt asks: its messages, with settings where there are any.

    Args:
        prompt: What the user gave.
        where: Which it is, for messages.
        settings: Those that hold for all prompts; a `Question` of its own comes before them.

    Raises:
        InputError: Naming the place and the rule, never the text.
    """
    if isinstance(prompt, Question):
        chat = chat_of(prompt.prompt, where)
        question = prompt if chat == prompt.prompt else evolve(prompt, prompt=chat)
        return question if settings is None else question.with_settings_of(settings)
    chat = chat_of(prompt, where)
    return chat if settings is None else evolve(settings, prompt=chat)


def each_asked(
    prompts: object, settings: Question | None = None
) -> list[tuple[Message, ...] | Question | InputError]:
    """What each of several prompts asks, or what is wrong with it.

    Raises:
        InputError: When this is no sequence of prompts.
    """
    check_container(prompts, _PROMPTS)
    return _each(prompts, partial(asked, settings=settings), "prompt")


def all_asked(prompts: object, settings: Question | None = None) -> list[Asked]:
    """What each of several prompts asks.

    Raises:
        InputError: Naming the first one that is wrong and the rule, never the text.
    """
    return all_right(each_asked(prompts, settings))


def completion(response: object, where: str = "the response") -> Completion:
    """One response as a completion. An empty string is a response, None is not.

    Raises:
        InputError: Naming the place and the rule.
    """
    if isinstance(response, Completion):
        return checked(response, where)
    if isinstance(response, TEXTS):
        return Completion(plain(response))
    found = completion_of(response, where)
    if found is not None:
        return found
    msg = f"{where} must be a string or a Completion, not {kind_of(response)}{way_out(response)}"
    raise InputError(msg)


def coming(response: object) -> Completion | ComingAnswer:
    """One response, or what waits for it where it is awaited: it is checked when it is there.

    Raises:
        InputError: When it is neither.
    """
    if not isinstance(response, Awaitable):
        return completion(response)

    async def whole() -> Completion:
        return completion(await response, "the awaited response")

    return whole


def each_pair(
    prompts: object, responses: object, settings: Question | None = None
) -> list[tuple[Asked, Completion] | InputError]:
    """Each of several prompts with its response, or what is wrong with one of the two.

    Raises:
        InputError: When one of them is no sequence, or they differ in length.
    """
    questions = each_asked(prompts, settings)
    check_container(responses, _RESPONSES)
    said: list[Completion | InputError] = _each(responses, completion, "response")
    if len(questions) != len(said):
        msg = f"{len(questions)} prompts and {len(said)} responses; one each is needed"
        raise InputError(msg)
    return [_pair(*both) for both in zip(questions, said, strict=True)]


def each_made(each: Sequence[object], make: Callable[[Any], T]) -> list[T | InputError]:
    """What is made of each of several prompts, or what is wrong with it, by its index.

    Args:
        each: The prompts, or what is wrong with them.
        make: Makes something of one; an `InputError` that it raises is that prompt's.
    """
    made: list[T | InputError] = []
    for index, one in enumerate(each):
        try:
            made.append(one if isinstance(one, InputError) else make(one))
        except InputError as wrong:
            made.append(InputError(f"prompt {index}: {wrong}"))
    return made


def each_result(results: object) -> list[Result]:
    """Each of several results, or those of scores.

    Raises:
        InputError: When this is no sequence, or one of them is something else, by its index.
    """
    what = "a result, or a sequence of results, is needed here"
    check_container(results, what)
    listed: Any = results
    return [_result(one, f"result {index}") for index, one in enumerate(listed)]


def _result(one: object, where: str) -> Result:
    if isinstance(one, Score):
        return one.result
    if isinstance(one, Result):
        return one
    raise InputError(f"{where} must be a Result or a Score, not {kind_of(one)}")


def check_evidence(given: object) -> None:
    """Refuse what is no evidence to score again.

    Raises:
        InputError: Naming what it is, and the way out.
    """
    if isinstance(given, Evidence):
        return
    way = ""
    if isinstance(given, Result | Score):
        way = "; it is in `evidence` of a result of TLM(options={'log': ['evidence']})"
    elif isinstance(given, Mapping):
        way = "; make it with Evidence.from_dict"
    raise InputError(f"an Evidence is needed here, not {kind_of(given)}{way}")


def awaited(function: Callable[[], Awaitable[T]]) -> Callable[[], Coroutine[Any, Any, T]]:
    """A function that awaits a function of the user's.

    Raises:
        InputError: When it is none, naming what it is, and the way out; or, when it is called, that
            what the function gave cannot be awaited.
    """
    given: Any = function
    if callable(given):
        return partial(_awaited, function)
    way = ""
    if isinstance(given, Coroutine):
        given.close()
        way = "; give the function itself, without calling it: functools.partial binds arguments"
    raise InputError(f"an async function is needed here, not {kind_of(given)}{way}")


async def _awaited(function: Callable[[], Awaitable[T]]) -> T:
    given: Any = function()
    if not isinstance(given, Awaitable):
        raise InputError(
            f"an async function is needed here, and this one gave {kind_of(given)}; call a sync "
            "one yourself, without `run`"
        )
    return await given  # type: ignore[no-any-return]


def check_source(prompts: object) -> None:
    """Refuse what gives no prompts one by one, before any is taken from it.

    Raises:
        InputError: Naming what it is, and the way out.
    """
    needed = "a sequence of prompts is needed here, or an async one"
    if is_one(prompts):
        raise InputError(f"{needed}, not one prompt; put it into a list")
    if not isinstance(prompts, AsyncIterable):
        check_container(prompts, needed)


def all_right(items: Sequence[T | InputError]) -> list[T]:
    """All items, when none is wrong.

    Raises:
        InputError: What is wrong with the first that is, and how many are.
    """
    wrong = [one for one in items if isinstance(one, InputError)]
    if not wrong:
        return [one for one in items if not isinstance(one, InputError)]
    rest = f"{len(wrong)} of {len(items)} items are wrong; the `try_` methods take the others"
    raise InputError(str(wrong[0]) if len(items) == 1 else f"{wrong[0]}; {rest}")


def _each(values: Any, check: Callable[[object, str], T], what: str) -> list[T | InputError]:  # noqa: ANN401  (a checked container)
    checked: list[T | InputError] = []
    for index, one in enumerate(values):
        try:
            checked.append(check(one, f"{what} {index}"))
        except InputError as wrong:
            checked.append(wrong)
    return checked


def _pair(
    question: Asked | InputError, said: Completion | InputError
) -> tuple[Asked, Completion] | InputError:
    if isinstance(question, InputError):
        return question
    return said if isinstance(said, InputError) else (question, said)
