"""How well the scores tell right answers from wrong ones, measured on recorded answers."""

from trustcore.evaluation.evaluate import evaluate, evaluate_files
from trustcore.evaluation.recorded import Recorded, read_recorded
from trustcore.evaluation.report import Evaluation, GroupResult, ScoreQuality, table_rows
from trustcore.public import publish

__all__ = [
    "Evaluation",
    "GroupResult",
    "Recorded",
    "ScoreQuality",
    "evaluate",
    "evaluate_files",
    "read_recorded",
    "table_rows",
]

publish(__name__, __all__)
