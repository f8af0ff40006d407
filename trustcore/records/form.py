"""The form that an answer is to have: a JSON schema that knows the pydantic model it is of."""

from __future__ import annotations

from typing import Any, Self

from trustcore.records.json_answer import json_in


class Form(str):
    """A JSON schema as text, with the pydantic model that it was made of.

    It is equal to the text, and copies and pickles as the text: the model is no part of what is
    asked, recorded or compared.
    """

    __slots__ = ("model",)

    model: Any

    def __new__(cls, schema: str, model: Any) -> Self:  # noqa: ANN401  (a pydantic model)
        """Make a form of a schema and the model that it is of."""
        self = super().__new__(cls, schema)
        self.model = model
        return self

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """For copies and pickles: a model may be of a function, and so without an address."""
        return str, (str(self),)


def parsed_as(form: str, text: str) -> Any:  # noqa: ANN401  (any JSON, or what a model makes)
    """The JSON of an answer, or what its pydantic model makes of it; None where there is none."""
    found = json_in(text)
    if found is None or not isinstance(form, Form):
        return None if found is None else found.value
    try:
        return form.model.model_validate_json(text[found.start : found.end])
    except Exception:  # noqa: BLE001  (the user's own checks may raise anything)
        return None
