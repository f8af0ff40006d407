"""Vendors' batch interfaces: requests in files, at half the price, in rounds that outlive us."""

from trustcore.batch.vendor.form import BatchInterface
from trustcore.batch.vendor.interfaces import INTERFACES
from trustcore.batch.vendor.store import check_nothing_is_sent
from trustcore.batch.vendor.work import VendorWork

__all__ = ["INTERFACES", "BatchInterface", "VendorWork", "check_nothing_is_sent"]
