# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

import pytest

from trustcore_strategies.structured.listing import WHOLE, read_objections

PATHS = ["/name", "/born/year", "/born/place", "/tags/0", "/tags/1", "/a~1b"]


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("[]", {}),
        ("```json\n[]\n```", {}),
        ('{"wrong": []}', {}),
        ("None", {}),
        ("No fields are wrong.", {}),
        ("All fields are correct.", {}),
        ('[{"field": "/name", "reason": "It is Ada."}]', {"/name": "It is Ada."}),
        ('Here:\n[{"pointer": "/name", "why": "x"}]', {"/name": "x"}),
        ('[{"field": "name"}, {"field": "born.year"}]', {"/name": "", "/born/year": ""}),
        ('["/name: no", "/tags/1"]', {"/name": "no", "/tags/1": ""}),
        ('[{"field": "tags[1]", "reason": "x"}]', {"/tags/1": "x"}),
        ('[{"field": "$.tags[0]", "reason": "x"}]', {"/tags/0": "x"}),
        ('[{"field": "year", "reason": "x"}]', {"/born/year": "x"}),
        ('[{"field": "/Name", "reason": "x"}]', {"/name": "x"}),
        ('[{"field": "/a~1b", "reason": "x"}]', {"/a~1b": "x"}),
        ('[{"field": "/born", "reason": "x"}]', {"/born/year": "x", "/born/place": "x"}),
        ('[{"field": "/died", "reason": "left out"}]', {"/died": "left out"}),
        ('{"/name": "x", "/tags/0": "y"}', {"/name": "x", "/tags/0": "y"}),
        ('{"field": "/name", "reason": "x"}', {"/name": "x"}),
        ('{"fields": [{"field": "/name", "reason": "x"}]}', {"/name": "x"}),
        ("- /name: it is Ada\n- `/tags/0` - no tag", {"/name": "it is Ada", "/tags/0": "no tag"}),
        ('[{"field": "/name", "reason": "This is correct."}]', {}),
        ('[{"field": "/name", "reason": "right: Ada, not Eva"}]', {"/name": "right: Ada, not Eva"}),
        ('[{"field": "/name", "reason": "Correct value is Eva."}]', {"/name": "Correct value is Eva."}),
        ('[{"field": "/name", "reason": "correct as given"}]', {}),
        ('[{"field": "/name", "correct": true}, {"field": "/tags/0"}]', {"/tags/0": ""}),
    ],
)  # fmt: skip
def test_what_a_judge_lists_is_read(reply: str, found: dict[str, str]) -> None:
    """However it is written."""
    assert found == read_objections(reply, PATHS)


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "I think so.",
        "All fields are wrong.",
        "All fields are not correct.",
        "No field is correct.",
        '[{"reason": "x"}, 3]',
        '[{"field": "total", "reason": "x"}]',
        "42",
        '{"name": "Ada", "tags": 3}',
        '{"/name": true, "/tags/0": false}',
        "/" * 50_000 + "'x",
        "no " * 50_000,
        "- " * 50_000,
    ],
)
def test_what_cannot_be_read_is_no_judgement(reply: str) -> None:
    """It would speak for fields that nobody judged."""
    assert read_objections(reply, PATHS) is None


def test_a_value_without_fields_has_a_name() -> None:
    """Its pointer is empty."""
    assert {"": "x"} == read_objections(f'[{{"field": "{WHOLE}", "reason": "x"}}]', [""])
