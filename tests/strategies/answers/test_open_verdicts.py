"""Verdicts on a condition, in contradiction with themselves, or taken back."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

import pytest

from tests.strategies.answers.pairs import agreement, rows

DIFFERENT: dict[str, list[tuple[str, str]]] = {
    "Is the road slippery?": [
        ("Yes", "Yes, no"), ("Yes", "Yes, unless wet"), ("Yes", "Yes and no"), ("Yes", "Yes, but only if it rains"), ("Yes", "Yes, if it rains"),
        ("Yes", "Yes, provided that it rains"), ("Yes", "Yes or no"), ("Yes", "Yes/no"), ("Yes", "Yes. No wait, no."), ("Yes", "Yes, actually no"), ("Yes", "not yes"),
        ("Yes", "Yes, but not always"), ("Yes", "Yes, only when wet"), ("Yes", "Yes is wrong"), ("Yes", "Only if it rains"), ("Yes", "Ja, nein"),
        ("Yes", "Ja, wenn es regnet"), ("Yes", "Oui, sauf s'il pleut"), ("Yes", "Oui et non"), ("Yes", "Sí, si llueve"), ("Yes", "Yes... no."), ("Yes", "Yes? No."),
        ("Yes", "Either yes or no"), ("Yes", "Yes, except when dry"), ("Yes", "Yes in winter, no in summer"), ("Yes", "Sometimes yes"), ("Yes", "Да, если идёт дождь"),
        ("Yes", "Yes, as long as it rains"), ("Yes", "Yes, depending on the weather"), ("Yes", "Yes - no"), ("No", "No, unless it rains"), ("No", "No, yes"),
        ("No", "No, wait, yes"), ("No", "No... yes"), ("Yes", "Yes (no)"), ("Yes", "Yes; no"), ("Yes", "yes, or maybe no"), ("Yes", "Yes, maybe"),
        ("Yes", "Not sure, yes or no"), ("Yes", "Yes, assuming it rains"),
    ],
    "Can I park here?": [
        ("Yes", "Yes, except on Sundays"), ("Yes", "Yes, if you have a permit"), ("Yes", "Yes, but only on Sundays"), ("Yes", "Yes, as long as you pay"),
        ("Yes", "Yes - unless it is Sunday"), ("Yes", "Yes (only with a permit)"), ("Yes", "Yes and also no"), ("Yes", "Yes. No."), ("Yes", "Yes, well, no"),
        ("Yes", "Yes... actually no."), ("Yes", "Yes, sorry, no"), ("Yes", "Yes, I mean no"), ("Yes", "Yes or maybe no"), ("Yes", "Both yes and no"), ("Yes", "Yes? no"),
        ("Yes", "On weekdays yes, on Sundays no"), ("Yes", "It depends: yes on weekdays, no on Sundays"), ("Yes", "Yes, on condition that you pay"),
        ("Yes", "You can, if you pay"), ("Yes", "You can park here only if you pay."), ("Yes", "Yes, provided you pay"), ("Yes", "Yes, when it is Sunday"),
        ("Yes", "Only on Sundays"), ("Yes", "Ja, aber nur sonntags"), ("Yes", "Ja, außer sonntags"), ("Yes", "Oui, à condition de payer"),
        ("Yes", "Oui, sauf le dimanche"), ("Yes", "Sí, pero solo los domingos"), ("Yes", "Sí y no"), ("Yes", "Jein"), ("No", "No, unless you pay"),
        ("No", "No, except on Sundays"), ("No", "No... wait, yes"), ("No", "No - yes"), ("No", "No. Actually yes."), ("True", "True or false"), ("True", "True/False"),
        ("True", "True, but also false"), ("True", "True. Wait, false."),
    ],
}  # fmt: skip
SAME: dict[str, list[tuple[str, str]]] = {
    "Is the road slippery?": [
        ("Yes", "Yes, it is."), ("Yes", "Yes, because it rains"), ("Yes", "Yes, because it is wet when it rains"), ("Yes", "Yes, no doubt"), ("Yes", "Yes, no question"),
        ("Yes", "Yes, even if it is dry"), ("Yes", "Yes, it is slippery if it is wet, as is now"), ("Yes", "Yes, there are no exceptions"),
        ("Yes", "Yes, without exception"), ("Yes", "Yes, no matter what"), ("No", "No, not at all"), ("No", "No, it is not."), ("No", "No, only when it is wet"),
        ("No", "No, never"), ("No", "No, no and no"), ("Yes", "Yes, whether or not it rains"), ("Yes", "Yes, although not much"),
    ],
    "Can I park here?": [
        ("Yes", "Yes, you can."), ("Yes", "Yes, no problem"), ("Yes", "Yes, not a problem"), ("Yes", "Yes, no permit is needed"), ("Yes", "Yes, even on Sundays"),
        ("Yes", "Yes, if I remember correctly"), ("Yes", "Yes, regardless of the day"), ("Yes", "Yes, always"), ("Yes", "Yes, true"), ("Yes", "Yes, yes"),
        ("Yes", "Ja, klar"), ("Yes", "Yes, and it's free, no ticket needed"), ("No", "No, you can't."), ("No", "No, it is not allowed"), ("No", "No, sorry"),
        ("No", "No, sorry, you can't"), ("No", "No. Not even on Sundays"), ("No", "No, wrong place"), ("No", "No, never, not even if you pay"),
        ("Yes", "No. Actually, yes."), ("No", "Yes. No wait, no."), ("Yes", "Yes, why not"), ("Yes", "Yes, not only on Sundays"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("question", "one", "other"), rows(DIFFERENT))
def test_a_verdict_that_does_not_stand(question: str, one: str, other: str) -> None:
    """A verdict that holds on a condition, or is taken back, does not agree with a plain one."""
    assert agreement(question, one, other) < 0.5


@pytest.mark.parametrize(("question", "one", "other"), rows(SAME))
def test_harmless(question: str, one: str, other: str) -> None:
    """What explains or stresses a verdict leaves it as it is."""
    assert agreement(question, one, other) >= 0.5


def test_one_condition() -> None:
    """Verdicts of which both hold on a condition only agree."""
    assert agreement("Can I park here?", "Yes, if you pay", "Yes, unless it is Sunday") >= 0.5
    assert agreement("Can I park here?", "Yes, if you pay", "Yes") == 0.4
    assert agreement("Can I park here?", "Yes, if you pay", "No") == 0.0
