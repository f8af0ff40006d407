"""What calls cost: prices, a ledger of every attempt, budgets that hold, and estimates."""

from trustcore.ledger.ledger import Ledger
from trustcore.ledger.prices import Price, Prices, cost
from trustcore.ledger.terms import Limited
from trustcore.public import publish
from trustcore.records.attempt import Attempt
from trustcore.records.budget import Budget
from trustcore.records.estimate import Estimate, Range
from trustcore.records.totals import Totals

__all__ = [
    "Attempt",
    "Budget",
    "Estimate",
    "Ledger",
    "Limited",
    "Price",
    "Prices",
    "Range",
    "Totals",
    "cost",
]

publish(__name__, __all__)
