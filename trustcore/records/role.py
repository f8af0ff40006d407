"""What a model can be used for."""

from __future__ import annotations

Role = str
"""One of `ROLES`, or that of a witness: "witness", or "witness/NAME" where there are several."""

ROLES: tuple[Role, ...] = ("answer", "sampler", "judge", "embedder")
"""The roles that every client has; one without a model of its own uses the answer's."""

WITNESS: Role = "witness"
"""The role of another model that answers the question too. Without a model nobody has it."""


def witness_role(name: str) -> Role:
    """The role of one of several witnesses."""
    return f"{WITNESS}/{name}"


def is_witness(role: str) -> bool:
    """Whether a role is that of a witness."""
    return role == WITNESS or (role.startswith(f"{WITNESS}/") and role != f"{WITNESS}/")
