"""Every error that trustcore raises on purpose.

::

    TrustcoreError
    ├── ConfigurationError        your settings; change them
    │   ├── InputError            a prompt, a response or a sequence of them
    │   ├── OptionError           an option of `TLM`
    │   ├── PresetError           a preset; `path` is the wrong key
    │   ├── RegistryError         no such plug-in, or one that does not load
    │   ├── ArgumentError         an argument of a plug-in; `argument` names it
    │   ├── SchemaError           a record written by another version
    │   └── JournalDiffersError   a journal belongs to another run; `differences` says in what
    ├── ClientStateError          a client used after it was closed
    ├── NetworkForbiddenError     a request while `trustcore.testing.forbid_network` is on
    ├── StrategyError             a strategy broke its contract
    ├── EvidenceMissing           what a strategy asked for could not be had
    ├── ScoreUnavailable          an answer without a score; `result` has all that is known
    ├── BatchError                some items of a sequence failed; `outcomes` has them all
    ├── JournalError              the journal of a batch cannot be written, or is damaged
    └── ProviderError             a call to a language model; `retryable` says whether again helps
        ├── ConnectError          the endpoint could not be reached, or hung up
        │   └── StaleConnectionError  a connection was closed while it was idle; again at once
        ├── CallTimeout           no reply in time
        ├── RateLimitError        429; `retry_after` when the endpoint said it
        ├── ServerError           5xx
        ├── LocalResourceError    this machine has no open files or memory left for the call
        ├── ReplyError            the reply was not what the API promises
        │   └── UnreadableReplyError  in an encoding or form that is not read, and again
        ├── EmptyReplyError       the model returned no text
        │   └── WithheldReplyError    for a reason that lasts: a tool, thoughts, the token limit
        ├── RequestError          4xx: the request itself was refused
        │   ├── ContextLengthError    the prompt is longer than the model can read
        │   └── ParameterRefusedError an optional parameter is left out from now on; again at once
        ├── ActorCrashed          the owner of the model died; the next call gets a fresh one
        ├── CircuitOpenError      the endpoint failed again and again, and another model was there
        ├── DeadlineExceeded      the item's `timeout` struck before an answer was there
        ├── WaitExceeded          a call waited longer than `wait_timeout` for its turn
        ├── SharedLostError       what processes share could not be reached; resume later
        └── FatalError            every further call would fail alike: stops a batch at once
            ├── AuthenticationError   401 and 403
            ├── ModelNotFoundError    404
            └── BudgetExceeded        the budget has no room; nothing more is sent

Messages name the rule and the way out. They hold no prompt, no answer, no key and nothing that an
endpoint sent as free text: that is kept in `ProviderError.detail`, which no repr shows. What an own
function or a vendor's SDK raised is told in its words, on one line, cut, keys masked; words that
quote the request are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trustcore.allowance import Allowances
    from trustcore.outcome import Outcome


class TrustcoreError(Exception):
    """The root of the tree."""


class ConfigurationError(TrustcoreError):
    """A setting is wrong. Raised before any call is made."""


class InputError(ConfigurationError):
    """A prompt, a response or a sequence of them has the wrong shape."""


class OptionError(ConfigurationError):
    """An option of `TLM` is unknown, of the wrong type or out of its range."""


class PresetError(ConfigurationError):
    """A preset is wrong.

    Attributes:
        path: The wrong key from the top, for example `medium.strategies.consistency.samples`.
    """

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem

    def __str__(self) -> str:
        return f"preset {self.path}: {self.problem}"


class RegistryError(ConfigurationError):
    """No plug-in has that name, or it could not be loaded."""


class ArgumentError(ConfigurationError):
    """A plug-in does not take an argument that it was given.

    Attributes:
        argument: The wrong argument, None where the plug-in did not say which.
    """

    def __init__(self, message: str, argument: str | None = None) -> None:
        super().__init__(message)
        self.argument = argument


class SchemaError(ConfigurationError):
    """A record was written with a schema version that this release does not read."""


class JournalDiffersError(ConfigurationError):
    """The journal of a batch belongs to another run than the one that is asked for.

    Attributes:
        differences: Of each setting that differs, what the journal has and what is asked for.
    """

    def __init__(self, message: str, differences: dict[str, tuple[str, str]]) -> None:
        super().__init__(message, differences)
        self.message = message
        self.differences = differences

    def __str__(self) -> str:
        return self.message


class ClientStateError(TrustcoreError):
    """A client was used in a state that does not allow it."""


class NetworkForbiddenError(TrustcoreError):
    """A network request was tried while requests are forbidden."""


class StrategyError(TrustcoreError):
    """A strategy broke its contract, for example by asking for something new without end."""


class EvidenceMissing(TrustcoreError):  # noqa: N818  (a finding, caught by the engine: the signal becomes absent)
    """What a strategy reads could not be had; the engine turns this into an `Absent` signal."""


class ScoreUnavailable(TrustcoreError):  # noqa: N818  (named for what the user sees)
    """An answer exists, but no score of it could be computed.

    `__cause__` is the first error of a call that failed, where there is one.

    Attributes:
        result: The `Result`, with the answer and everything else that is known of it; None where
            there is no answer.
        missing: The weighted signals that are absent, each an `Absent` with its reason.
        retryable: Whether a call that is missing failed for a passing reason, so that the same
            question may get a score later.
        response: What the method of a wrapped client returned, which is paid for; None elsewhere.
    """

    def __init__(
        self,
        message: str,
        *,
        result: Any = None,  # noqa: ANN401  (of the records, which stand above the errors)
        missing: Sequence[Any] = (),
        retryable: bool = False,
        response: Any = None,  # noqa: ANN401  (a vendor's object)
    ) -> None:
        super().__init__(message)
        self.result = result
        self.missing = tuple(missing)
        self.retryable = retryable
        self.response = response


class BatchError(TrustcoreError):
    """Some items of a sequence failed; nothing that succeeded is lost.

    Attributes:
        outcomes: One per item, in order: a result, or the error of that item.
    """

    def __init__(self, outcomes: Sequence[Outcome[Any]]) -> None:
        super().__init__(outcomes)
        self.outcomes = tuple(outcomes)

    def __str__(self) -> str:
        failed = [outcome for outcome in self.outcomes if outcome.error is not None]
        if not failed:
            return "no item failed"
        first = failed[0]
        return (
            f"{len(failed)} of {len(self.outcomes)} items failed; the first is item {first.index}: "
            f"{type(first.error).__name__}: {first.error}. "
            "`outcomes` has every result; the `try_` methods return None where an item failed."
        )

    def __repr__(self) -> str:
        return f"BatchError({str(self)!r})"


class JournalError(TrustcoreError):
    """The journal of a batch cannot be written, or is damaged; what was committed is kept."""


class ProviderError(TrustcoreError):
    """A call to a language model failed.

    Attributes:
        retryable: Whether the same call may succeed later.
        at_once: How often in a row the call is made again at once, without waiting and without
            using up one of its attempts.
        given_up: Why a call that may succeed later was not made again; part of the message.
        model: The model that was called; empty where no call was made.
        retry_after: Seconds the endpoint asked us to wait, if it did.
        status: The HTTP status, if there was one.
        detail: What the endpoint said, verbatim. It may quote your prompt, so no message or repr
            shows it.
        allowances: What the endpoint said that is left of its limits, if it did.
        usage: What the call consumed all the same, a `Usage`; None where the endpoint did not say.
        outcomes: For an error that stopped a batch, what came of each item until then.
    """

    retryable = False
    at_once = 0

    def __init__(
        self,
        message: str,
        *,
        retry_after: float | None = None,
        status: int | None = None,
        detail: str = "",
    ) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.status = status
        self.detail = detail
        self.allowances: Allowances | None = None
        self.usage: object = None
        self.given_up = self.model = ""
        self.outcomes: tuple[Outcome[Any], ...] = ()

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message}; {self.given_up}" if self.given_up else message


class ConnectError(ProviderError):
    """The endpoint could not be reached, or the connection broke."""

    retryable = True


class StaleConnectionError(ConnectError):
    """The endpoint had closed a connection that was to be used again, before it responded."""

    at_once = 1


class LocalResourceError(ProviderError):
    """This machine has no open files or memory left for the call. The endpoint is not to blame."""

    retryable = True


class CallTimeout(ProviderError):  # noqa: N818  (the usual name of the thing)
    """The endpoint did not reply in time."""

    retryable = True


class RateLimitError(ProviderError):
    """The endpoint refused the call because of a rate limit."""

    retryable = True


class ServerError(ProviderError):
    """The endpoint failed (5xx)."""

    retryable = True


class ReplyError(ProviderError):
    """The reply was not what the API promises."""

    retryable = True


class UnreadableReplyError(ReplyError):
    """The reply cannot be read, for its encoding or its form, nor could the next one."""

    retryable = False


class EmptyReplyError(ProviderError):
    """The model returned no text."""

    retryable = True


class WithheldReplyError(EmptyReplyError):
    """The model returned no text for a reason that lasts.

    It asks for a tool, only thought, or used up the token limit.
    """

    retryable = False


class RequestError(ProviderError):
    """The endpoint refused the request itself (4xx)."""


class ContextLengthError(RequestError):
    """The prompt, with the room for the answer, is longer than the model can read."""


class ParameterRefusedError(RequestError):
    """The endpoint refused an optional parameter, which the provider leaves out from now on.

    A provider raises it when it has learned something, and only then: the call is made again at
    once.
    """

    at_once = 8


class ActorCrashed(ProviderError):  # noqa: N818  (actor vocabulary)
    """The owner of a model died while calls were pending; `__cause__` has the reason."""


class CircuitOpenError(ProviderError):
    """The endpoint failed again and again, so the call went to the next model at once."""


class DeadlineExceeded(ProviderError):  # noqa: N818  (the usual name of the thing)
    """The item's `timeout` struck before an answer was there."""


class WaitExceeded(ProviderError):  # noqa: N818  (as DeadlineExceeded)
    """A call waited longer than `wait_timeout` for its turn, so that it was not sent."""

    retryable = True


class SharedLostError(ProviderError):
    """What processes share, limits or a budget, could not be reached for longer than `patience`.

    The call was not sent. The endpoint is not to blame.
    """

    retryable = True


class FatalError(ProviderError):
    """Every further call would fail alike, so a batch stops at once."""


class AuthenticationError(FatalError):
    """The endpoint refused the credentials (401 or 403)."""


class ModelNotFoundError(FatalError):
    """The endpoint does not know the model (404)."""


class BudgetExceeded(FatalError):  # noqa: N818  (named for what the user sees)
    """The budget has no room for the next call, so that was not sent.

    What runs finishes, and `outcomes` has all results so far.
    """
