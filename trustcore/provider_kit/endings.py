"""Why a model stopped, in the words of every API: one table of what cuts a text and what lasts.

An answer that was cut is an answer, marked as such. Where there is no text, the reason decides
whether asking again may help: what a filter took away or a tool call stands for, it may not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from attrs import frozen

from trustcore.errors import EmptyReplyError, WithheldReplyError
from trustcore.http.status import ApiProblem
from trustcore.provider_kit.problems import ReportedProblem
from trustcore.records.chat import CUT_SHORT, Completion, Missing, Reply, TokenLogprobs, Usage
from trustcore.records.tools import ToolCall

Kind = Literal["whole", "cut", "filtered", "tool", "error", "failed", "unknown"]

_WHOLE = re.compile(
    r"stop(?:_(?:token|word|string|sequence|phrase|id)s?)?|end|end_turn|end_of_\w+|eos\w*|completed?|finish(?:ed)?|done"
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("error", re.compile(r"(?:\w+_)?(?:error|failed|failure)")),
    (
        "filtered",
        re.compile(
            r".*(?:filter|safety|refus|guardrail|recitation|block|prohibited|spii|moderat|sensitive"
            r"|policy|toxic|harm|language|censor).*"
        ),
    ),
    ("tool", re.compile(r".*(?:tool|function|pause).*")),
    (
        "failed",
        re.compile(
            r".*(?:abort|cancel|time_?d?_?out|interrupt|malformed|insufficient|overload|incomplete"
            r"|unavailable|other|queued|in_progress|disconnect|rate_limit|repeti|loop).*"
        ),
    ),
    ("cut", re.compile(r".*(?:length|max|limit|context|truncat|budget|token).*")),
    ("error", re.compile(r"(?:error|failed)_.*")),
)
_FINISH: dict[Kind, str] = {
    "whole": "stop",
    "cut": "length",
    "filtered": "content_filter",
    "failed": "incomplete",
    "error": "error",
}
"""What is said for the words of a kind, but for those that everybody knows (`CUT_SHORT`)."""

_WORD = re.compile(r"[A-Za-z][A-Za-z_-]{0,47}")  # no digit: a key has some
_NO_LETTER = re.compile(r"[^a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PREFIX = re.compile(r"^(?:finish|stop|done)_?reason_(?=.)")


@frozen
class Ending:
    """Why a model stopped.

    Attributes:
        kind: "whole": it was done; "cut": a limit on tokens; "filtered": a filter or a refusal;
            "tool": it waits for a tool; "error": the server failed; "failed": it broke off;
            "unknown": another word.
        finish: The `finish_reason` of a completion that ended so.
        said: The API's own word.
    """

    kind: Kind
    finish: str
    said: str

    @staticmethod
    def of(reason: object) -> Ending:
        """Read the word that an API has for it; what is no word counts as "stop"."""
        return _ending(reason[:64] if isinstance(reason, str) else "stop")


@lru_cache(maxsize=256)
def _ending(reason: str) -> Ending:
    plain = _NO_LETTER.sub("_", _CAMEL.sub("_", reason).lower()).strip("_")
    plain = _PREFIX.sub("", plain)
    kind = _kind(plain)
    if not _WORD.fullmatch(reason):  # free text, or a key: nothing of it is repeated
        finish = _FINISH.get(kind, "stop")
        return Ending(kind, finish, finish)
    return Ending(kind, plain if plain in CUT_SHORT else _FINISH.get(kind, plain), reason)


def _kind(plain: str) -> Kind:
    if _WHOLE.fullmatch(plain):
        return "whole"
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(plain)), "unknown")


Found = Completion | Missing | EmptyReplyError | ReportedProblem
"""What came of one draw: a completion, why it is not there for good, or an error."""


def completion(
    text: str,
    reason: object,
    *,
    label: str = "finish_reason",
    logprobs: TokenLogprobs | None = None,
    reasoning: str = "",
    tool: bool = False,
    hint: str = "",
    tool_calls: Sequence[ToolCall] = (),
    refusal: str | None = None,
) -> Found:
    """What came of one draw.

    Args:
        text: The text; may be empty.
        reason: The API's word for why the model stopped.
        label: What the API calls that word, for messages.
        logprobs: The token log-probabilities of the text.
        reasoning: Where thoughts stand in the reply, if there are any: "reasoning_content".
        tool: Whether the model asks for a tool.
        hint: What is to be said besides when there is no text.
        tool_calls: The calls that the model asks for, of tools that were offered.
        refusal: What it said where it refused, which is the text too.
    """
    ending = Ending.of(reason)
    if ending.kind == "error":
        return ReportedProblem(ApiProblem(code=ending.said))
    if text.strip() or tool_calls:
        # The text ends with the calls, so that the tokens of what was said do not add up to it.
        kept = None if tool_calls else logprobs
        return Completion(text, kept, ending.finish, tuple(tool_calls), refusal)
    said = f"{label}={ending.said}" if isinstance(reason, str) else f"no {label}"
    what = f"the model returned no text ({said}{hint})"
    if ending.kind == "filtered":  # and is paid for: it is a reply, not an error
        return Missing(what)
    return _withheld(what, ending.kind, tool=tool, reasoning=reasoning) or EmptyReplyError(what)


def _withheld(what: str, kind: Kind, *, tool: bool, reasoning: str) -> WithheldReplyError | None:
    """Why there is no text, where it lasts."""
    if kind == "cut":  # the same limit would be used up again, and paid for
        return WithheldReplyError(f"{what}; the token limit was used up: raise max_tokens")
    if tool or kind == "tool":
        return WithheldReplyError(f"{what}; it asks for a tool, and none was offered")
    if reasoning:
        return WithheldReplyError(
            f"{what}; there is text in `{reasoning}` alone: see that the server tells thoughts "
            "from the answer as this model writes them, turn thinking off, or raise max_tokens"
        )
    return None


def reply_of(found: Sequence[Found], usage: Usage) -> Reply:
    """A reply of what came of each draw.

    A draw that an error of the server's took is left out where there are others, so that the engine
    asks for it again.

    Raises:
        EmptyReplyError: When no draw has a text and asking again may help.
        WithheldReplyError: When none has, and asking again does not.
    """
    completions = [one for one in found if isinstance(one, Completion)]
    if len(completions) == len(found):  # as it is nearly always
        return Reply(tuple(completions), usage)
    if not completions:
        errors = [one for one in found if not isinstance(one, Completion | Missing)]
        if errors:
            error = min(errors, key=_lasts)
            if isinstance(error, EmptyReplyError) and not usage.unreported:
                error.usage = usage  # it is paid for
            raise error
    kept = [one for one in found if not isinstance(one, ReportedProblem)]
    items = [Missing(str(one)) if isinstance(one, EmptyReplyError) else one for one in kept]
    return Reply(tuple(items), usage)


def _lasts(error: EmptyReplyError | ReportedProblem) -> bool:
    return isinstance(error, WithheldReplyError)
