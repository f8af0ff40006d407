"""How well the scores tell right answers from wrong ones, measured on recorded answers."""

from trustcore.evaluation.evaluate import evaluate, evaluate_files
from trustcore.evaluation.recorded import Recorded, read_recorded
from trustcore.evaluation.report import (
    Difference,
    Evaluation,
    FinalsQuality,
    GroupResult,
    ScoreQuality,
    Selection,
)
from trustcore.evaluation.tables import table_rows
from trustcore.public import publish

__all__ = [
    "Difference",
    "Evaluation",
    "FinalsQuality",
    "GroupResult",
    "Recorded",
    "ScoreQuality",
    "Selection",
    "evaluate",
    "evaluate_files",
    "read_recorded",
    "table_rows",
]

publish(__name__, __all__)
