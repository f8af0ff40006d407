"""The components of witnesses: beside a preset's own, as many as a client has witnesses."""

from __future__ import annotations

from collections.abc import Collection

from attrs import evolve

from trustcore.presets.preset import Preset
from trustcore.records.role import Role, is_witness
from trustcore.scoring import Component


def with_witnesses(preset: Preset, roles: Collection[Role]) -> Preset:
    """A preset with a component for each witness, and with none of those that there are not.

    A preset's own component of a role's name stands: so a preset can have weights of its own for
    witnesses, and gives the same scores to whoever has none.

    Args:
        preset: Any preset; itself where nothing changes.
        roles: The roles of the witnesses.
    """
    own = tuple(one for one in preset.components if not is_witness(one.name) or one.name in roles)
    known = {one.name for one in own}
    added = tuple(witness_component(role) for role in roles if role not in known)
    if not added and own == preset.components:
        return preset
    return evolve(preset, components=(*own, *added))


def witness_component(role: Role) -> Component:
    """The component of one witness, under its role's name."""
    (made,) = Preset.from_dict(role, {"strategies": {role: {}}}).components
    return made
