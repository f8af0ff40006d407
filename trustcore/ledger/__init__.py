"""What calls cost: prices, a ledger of every attempt, budgets that hold, and estimates."""

from trustcore.ledger.attempt import Attempt
from trustcore.ledger.budget import Budget
from trustcore.ledger.estimate import Estimate
from trustcore.ledger.ledger import Ledger
from trustcore.ledger.prices import Price, Prices, cost
from trustcore.ledger.terms import Limited
from trustcore.ledger.totals import Totals
from trustcore.public import publish

__all__ = [
    "Attempt",
    "Budget",
    "Estimate",
    "Ledger",
    "Limited",
    "Price",
    "Prices",
    "Totals",
    "cost",
]

publish(__name__, __all__)
