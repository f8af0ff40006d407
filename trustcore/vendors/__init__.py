"""Vendors' objects: what a response says, and what was asked for it, in each API's own words."""

from __future__ import annotations

from trustcore.public import publish
from trustcore.vendors.formats import StreamJoin, VendorFormat, vendor_formats
from trustcore.vendors.keywords import Keywords, asking
from trustcore.vendors.plain import plain_of
from trustcore.vendors.reading import completion_of
from trustcore.vendors.shapes import VendorResponse

__all__ = [
    "Keywords",
    "StreamJoin",
    "VendorFormat",
    "VendorResponse",
    "asking",
    "completion_of",
    "plain_of",
    "vendor_formats",
]

publish(__name__, __all__)
