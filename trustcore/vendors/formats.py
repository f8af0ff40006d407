"""Formats of vendors: plug-ins that know how one API writes a response and names its keywords."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from attrs import field, frozen

from trustcore.plugins.registry import Registry
from trustcore.records.chat import Completion
from trustcore.vendors.keywords import Keywords

StreamJoin = Callable[[Sequence[dict[str, Any]]], dict[str, Any]]
"""From the events of a stream to the response that it stands for, all as plain data."""


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


@frozen
class VendorFormat:
    """How one API, or one framework, writes a response and names what was asked.

    Attributes:
        marks: Fields of which each response has one at least.
        fits: Whether plain data is a response of this format, told by its shape.
        read: What a response that fits says. It raises what wires raise.
        keywords: Those of the methods.
        ask: From the keywords that are read to the settings of a `Question`.
        methods: The methods of a client that give such responses: "chat.completions.create".
        join: Makes a response of the events of a stream; None where there are no streams.
        streams: Those of the methods that give a stream whatever they are asked.
    """

    marks: frozenset[str] = field(converter=_names)
    fits: Callable[[Mapping[str, Any]], bool]
    read: Callable[[Mapping[str, Any]], Completion]
    keywords: Keywords
    ask: Callable[[Mapping[str, Any]], dict[str, Any]]
    methods: tuple[str, ...] = ()
    join: StreamJoin | None = field(default=None, kw_only=True)
    streams: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def what(self) -> str:
        """Whose it is, for messages."""
        return self.keywords.what


vendor_formats: Registry[VendorFormat] = Registry("vendor format", "trustcore.vendor_formats")
"""Functions without arguments, each of which makes a `VendorFormat`."""


@cache
def known_formats() -> tuple[VendorFormat, ...]:
    """All formats, in the order of their names."""
    return tuple(vendor_formats.create(name, {}) for name in vendor_formats.names())


@cache
def formats_by_method() -> Mapping[str, VendorFormat]:
    """The format of what each method of a client gives, by its path from the client."""
    return {path: one for one in known_formats() for path in (*one.methods, *one.streams)}
