"""`/openapi.json` as a tool reads it that tries to prove it wrong.

`make test-clients` makes the environment that has it, and runs this file; pytest alone does not.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
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
from trustcore.testing import ScriptedProvider

CHECKS = [
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
]


@pytest.fixture(scope="module")
def described() -> Iterator[schemathesis.BaseSchema]:
    with running(client(model=ScriptedProvider("Paris", features=["tools", "json"]))) as address:
        yield schemathesis.openapi.from_url(f"{address}/openapi.json")


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_server_does_what_it_says(case: schemathesis.Case) -> None:
    """Whatever is sent: each status, header and body is one that is described."""
    case.call_and_validate(checks=CHECKS)
