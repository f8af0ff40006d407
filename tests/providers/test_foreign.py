"""Errors of foreign libraries: what is repeated of their words."""

from __future__ import annotations

import pytest
from attrs import define

from trustcore import ProviderError, Secret
from trustcore_providers._foreign import ForeignErrors

KEY = "a-long-password-of-words"


@define
class RefusedError(Exception):
    """What SDKs raise where an API answered."""

    words: str
    status_code: int
    body: object = None

    def __str__(self) -> str:
        return self.words


@pytest.mark.parametrize("before", ["", "it said ", "x" * 3990, "x" + " " * 3985, "x" * 190])
@pytest.mark.parametrize("form", ["without a status", "with a status", "with a body"])
def test_no_credential_is_repeated(before: str, form: str) -> None:
    """Wherever in its words it stands, in the message and in `detail`, whole or cut."""
    words = f"{before}{KEY} is no key"
    errors = {
        "without a status": ValueError(words),
        "with a status": RefusedError(words, 400),
        "with a body": RefusedError("refused", 400, {"error": {"message": words}}),
    }

    found = ForeignErrors("model", (Secret(KEY),)).error(errors[form])

    assert isinstance(found, ProviderError)
    for said in (str(found), found.detail):
        assert KEY[:6] not in said
