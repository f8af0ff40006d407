"""The header `RateLimit` of the IETF's drafts (draft-ietf-httpapi-ratelimit-headers)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import field, frozen

from trustcore.allowance import Allowance
from trustcore.http.values import number, seconds_until

_ITEM = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_FIELD = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*")+')
_MINUTE = 60.0
_UNITS = {"": "requests", "requests": "requests", "tokens": "tokens"}
"""The limit that is meant by each unit of a quota (`qu`); others are left alone."""


@frozen
class _Limit:
    """One member of the header's list, or of the policies'.

    Attributes:
        name: Of the policy; empty where it has none.
        said: Its parameters.
    """

    name: str = ""
    said: Mapping[str, str] = field(factory=dict)


def ietf_allowances(said: Mapping[str, str], headers: Mapping[str, str]) -> dict[str, Allowance]:
    """What is left, by kind of limit.

    Drafts from 08 on name each policy: `"default";r=50;t=30`, with `"default";q=100;w=60` in
    `RateLimit-Policy`; draft 07 says `limit=100, remaining=50, reset=30`. Where a policy has a
    window, its quota is reckoned by the minute; where no quota is told, what is left stands for it.
    Of several policies for one kind, that counts which has the least left, and the latest reset.

    Args:
        said: The values of headers by names in lower case.
        headers: All headers, for the server's `Date`.
    """
    policies = {one.name: one for one in _limits(said.get("ratelimit-policy", ""))}
    limits = list(_limits(said.get("ratelimit", "")))
    found: dict[str, Allowance] = {}
    for limit in [_joined(limits)] if _of_draft_07(limits) else limits:
        policy = policies.get(limit.name, _Limit())
        kind = _UNITS.get(limit.said.get("qu", policy.said.get("qu", "")).lower())
        told = _allowance(limit, policy, headers)
        if kind is not None and told is not None:
            found[kind] = min(told, found.get(kind, told), key=_urgency)
    return found


def _urgency(one: Allowance) -> tuple[float, float]:
    return one.remaining, -one.reset


def _allowance(limit: _Limit, policy: _Limit, headers: Mapping[str, str]) -> Allowance | None:
    remaining = number(limit.said.get("r"))
    reset = seconds_until(limit.said.get("t"), headers)
    if remaining is None or reset is None:
        return None
    quota, window = number(policy.said.get("q", limit.said.get("q"))), number(policy.said.get("w"))
    if quota and window:
        quota *= _MINUTE / window
    return Allowance(remaining, quota or max(1.0, remaining), reset)


def _of_draft_07(limits: list[_Limit]) -> bool:
    return any(one.name in {"remaining", "limit", "reset"} for one in limits)


def _joined(limits: list[_Limit]) -> _Limit:
    """The members `limit=100, remaining=50, reset=30` as one limit."""
    short = {"limit": "q", "remaining": "r", "reset": "t"}
    return _Limit("", {short[one.name]: one.said[""] for one in limits if one.name in short})


def _limits(value: str) -> Iterator[_Limit]:
    for item in _ITEM.findall(value):
        first, *others = (one.strip() for one in _FIELD.findall(item))
        name, _, own = first.partition("=")
        pairs = (one.partition("=") for one in others)
        parameters = {key.strip().lower(): text.strip().strip('"') for key, _, text in pairs}
        yield _Limit(name.strip().strip('"'), {**parameters, "": own.strip()})
