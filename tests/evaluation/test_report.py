from __future__ import annotations

from trustcore.evaluation import Evaluation, GroupResult, ScoreQuality, table_rows
from trustcore.evaluation.report import Difference
from trustcore.evaluation.tables import COLUMNS, LEFT_OUT_COLUMNS, left_out_rows


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


def test_a_source_without_a_score_is_no_part_of_the_mean() -> None:
    """A fit to the others may leave one no signal to make a score of."""
    scores = {"trustworthiness": ScoreQuality(0.75, 0.7, 0.8, 0.25, 40)}
    groups = (
        GroupResult(
            "sums", "m", 40, 0.5, scores, differences=(Difference("", "", 0.1, 0.0, 0.2, 40),)
        ),
        GroupResult("names", "m", 30, 0.5, {}),
        GroupResult("dates", "m", 8, 0.5, scores),
    )
    pooled = Difference("", "", 0.1, 0.0, 0.2, 1)

    rows = list(left_out_rows(Evaluation(groups, pooled=(pooled,))))
    without = list(left_out_rows(Evaluation(groups[1:2], pooled=(pooled,))))

    interval = "+0.0000 to +0.2000"
    assert [
        ("sums", "m", "40", "0.750", "+0.1000", interval),
        ("all", "1 groups", "40", "0.750", "+0.1000", interval),
    ] == rows
    assert [("all", "1 groups", "0", "-", "+0.1000", interval)] == without
    assert {len(LEFT_OUT_COLUMNS)} == {len(row) for row in rows}
