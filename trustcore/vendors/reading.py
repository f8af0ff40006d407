"""What a vendor's object says, whichever vendor's it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from trustcore.errors import InputError, ProviderError
from trustcore.provider_kit import ReportedProblem
from trustcore.records.chat import Completion
from trustcore.records.question import Question
from trustcore.vendors.formats import VendorFormat, known_formats
from trustcore.vendors.plain import fields_of, plain_of


@frozen
class Recognised:
    """A response whose format is known.

    Attributes:
        format: The format.
        data: The response as plain data.
    """

    format: VendorFormat
    data: Mapping[str, Any]

    def completion(self, where: str = "the response") -> Completion:
        """What it says: text, calls of tools, refusal, why it ended, token log-probabilities.

        The text is empty where the model said nothing.

        Raises:
            InputError: When it tells of an error, or is damaged.
        """
        try:
            return self.format.read(self.data)
        except ReportedProblem as error:
            rule = "tells of an error of the API, not of an answer; there is nothing to score"
            raise InputError(f"{where} {rule}") from error
        except (ProviderError, ValueError, TypeError, LookupError, AttributeError) as error:
            # What has a known shape outside may be anything inside.
            msg = f"{where} looks like one of {self.format.what}, but cannot be read as such"
            raise InputError(msg) from error


def recognise(value: object) -> Recognised | None:
    """A vendor's object, or its `model_dump()`; None for what is none that is known."""
    try:
        names = fields_of(value).keys()
        may_be = [one for one in known_formats() if not names.isdisjoint(one.marks)]
        data = plain_of(value) if may_be else None
    except Exception:  # noqa: BLE001  (whatever a foreign object raises, it is no response)
        return None
    if not isinstance(data, Mapping):
        return None
    found = next((one for one in may_be if one.fits(data)), None)
    return None if found is None else Recognised(found, data)


def completion_of(value: object, where: str = "the response") -> Completion | None:
    """What a vendor's object says; None for what is none that is known.

    Raises:
        InputError: See `Recognised.completion`.
    """
    found = recognise(value)
    return None if found is None else found.completion(where)


def item_of(response: object, keywords: Mapping[str, Any]) -> tuple[Question, Completion]:
    """What was asked, by the keywords of the call, and what a vendor's response says.

    Raises:
        InputError: When the response is none that is known, or nothing says what was asked.
        OptionError: When a keyword is unknown.
    """
    found = recognise(response)
    if found is None:
        known = ", ".join(one.what for one in known_formats())
        raise InputError(
            f"score needs a vendor's response or its model_dump(), of one of {known}; not "
            f"{type(response).__name__}. Give texts, and sequences, to "
            "get_trustworthiness_score(prompt, response)"
        )
    return asked_with(found.format, keywords), found.completion()


def asked_with(written: VendorFormat, keywords: Mapping[str, Any]) -> Question:
    """What was asked, by the keywords of a vendor's method.

    Raises:
        InputError: When nothing says what was asked, or a keyword is not what it must be.
        OptionError: When a keyword is unknown.
    """
    present = written.keywords.checked(keywords)
    if missing := written.keywords.missing(present):
        raise InputError(f"a score of {written.what} needs {missing}, as the call had it")
    own = {name: one for name, one in present.items() if name not in written.keywords.read}
    return Question(**(own | written.ask(present)))
