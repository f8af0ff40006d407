"""Right and wrong answers of each kind, as the benchmark on real models has them."""

from __future__ import annotations

import pytest

from real_kinds import CASES, Case, scored
from trustcore import TLM, Completion, Request
from trustcore.testing import ScriptedProvider


@pytest.mark.parametrize("case", CASES, ids=[one.name for one in CASES])
def test_the_wrong_answer_scores_lower(case: Case) -> None:
    """Beside a model that gives the right one, and a judge that has no opinion."""

    def reply(request: Request) -> str | Completion:
        return "I cannot tell." if "<<answer" in request.messages[-1].text else case.right

    model = ScriptedProvider(reply, features=["temperature", "tools", "schema"])
    with TLM("low", model=model) as tlm:
        right, wrong = scored(tlm, case)
    assert right > wrong + 0.2
