from __future__ import annotations

from trustcore.evaluation import Evaluation, GroupResult, ScoreQuality, table_rows
from trustcore.evaluation.tables import COLUMNS


def test_rows() -> None:
    """A group is named in its first row; what is undefined is a dash."""
    scores = {
        "trustworthiness": ScoreQuality(0.75, 0.7, 0.8, 0.25, 40, 0.6, 0.5, 0.55, 0.1, 0.05),
        "logprobs": ScoreQuality(None, None, None, 0.5, 38),
    }
    evaluation = Evaluation((GroupResult("sums", "m", 40, 0.5, scores, 9.0),))

    rows = list(table_rows(evaluation))
    figures = ("0.750", "0.700 to 0.800", "0.600", "0.500", "0.250", "0.550", "0.100", "0.050")

    assert [
        ("sums", "m", "40", "0.500", "9.0", "trustworthiness", *figures),
        ("", "", "", "", "", "logprobs", "-", "-", "-", "-", "0.500", "-", "-", "-"),
    ] == rows
    assert {len(COLUMNS)} == {len(row) for row in rows}
