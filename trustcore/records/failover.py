"""A model that was tried, and left for the next."""

from __future__ import annotations

from attrs import frozen

from trustcore.records.role import Role


@frozen
class Failover:
    """One call that went on to the next model of its role.

    Attributes:
        role: The role of the call.
        model: The model that failed.
        reason: Why, without any text of yours.
    """

    role: Role
    model: str
    reason: str
