"""`/openapi.json` as a tool reads it that tries to prove it wrong.

`make test-clients` makes the environment that has it, and runs this file; pytest alone does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.serving.helpers import client
from tests.serving.running import running
from trustcore.serving.openapi import PATHS
from trustcore.testing import ScriptedProvider

CHECKS = [
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
]
EXAMPLES = settings(max_examples=60, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def schema() -> Iterator[Any]:
    model = ScriptedProvider("Paris", features=["tools", "schema"])
    with running(client(model=model)) as address:
        yield schemathesis.openapi.from_url(f"{address}/openapi.json")


@pytest.mark.parametrize(
    ("path", "method"), [(path, method) for path, one in PATHS.items() for method in one]
)
def test_the_server_does_what_it_says(path: str, method: str, schema: Any) -> None:  # noqa: ANN401  (it has no types)
    """Whatever is sent: each status, header and body is one that is described."""

    @EXAMPLES
    @given(schema[path][method].as_strategy())
    def check(case: Any) -> None:  # noqa: ANN401  (as above)
        case.call_and_validate(checks=CHECKS)

    check()
