"""Verdicts that the clause behind them contradicts, and those that it bears out."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

import pytest

from tests.strategies.answers.pairs import rows
from trustcore_strategies.answers.compare import Comparison

CONTRADICTED: dict[str, list[tuple[str, str]]] = {
    "Does aspirin thin the blood?": [("Yes", "Yes, it does not."), ("No", "No, it does."), ("Yes", "Yes, aspirin does not thin the blood."), ("No", "No, aspirin does thin the blood."), ("Yes", "Yes; it never does"), ("Yes", "Yes, it's false")],
    "Can I bring a dog?": [("Yes", "Yes, dogs are not allowed"), ("Yes", "Yes, dogs are forbidden"), ("No", "No, dogs are allowed"), ("Yes", "Yes, you may not.")],
    "Is parking allowed here?": [("Yes", "Yes, it is not."), ("Yes", "Yes, it isn't"), ("Yes", "Yes, never"), ("Yes", "Yes, it is forbidden"), ("No", "No, it is allowed"), ("No", "No, you can"), ("Yes", "Yes it is not"), ("Yes", "Yes, it's not allowed."), ("Yes", "Yes, you cannot."), ("Yes", "Yes. It is prohibited."), ("No", "No, it is."), ("No", "No, it's permitted."), ("Yes", "Yes, you can't"), ("Yes", "Yes, not at all")],
    "Is water wet?": [("Yes", "Yes, it is not."), ("Yes", "Yes, it is not wet."), ("No", "No, it is wet."), ("No", "No, it is")],
    "Can I park here?": [("Yes", "Yes, it is forbidden"), ("Yes", "Yes, you can't."), ("No", "No, you can."), ("No", "No, it is allowed")],
    "Darf man hier parken?": [("Ja", "Ja, das ist verboten"), ("Ja", "Ja, man darf nicht"), ("Nein", "Nein, das ist erlaubt"), ("Ja", "Ja, ist es nicht")],
    "Peut-on se garer ici ?": [("Oui", "Oui, c'est interdit"), ("Non", "Non, c'est permis"), ("Oui", "Oui, jamais")],
    "¿Se puede aparcar aquí?": [("Sí", "Sí, está prohibido"), ("No", "No, está permitido"), ("Sí", "Sí, nunca")],
    "Можно здесь парковаться?": [("Да", "Да, это запрещено"), ("Да", "Да, нельзя")],
}  # fmt: skip
BORNE_OUT: dict[str, list[tuple[str, str]]] = {
    "Does aspirin thin the blood?": [("Yes", "Yes, it does not take long."), ("No", "No, that's wrong."), ("No", "No, it does nothing of the kind."), ("Yes", "Yes, not only aspirin"), ("No", "No, that is a myth")],
    "Can I bring a dog?": [("Yes", "Yes, dogs are allowed"), ("No", "No, dogs are not allowed"), ("No", "No, only cats are allowed"), ("Yes", "Yes, cats are not allowed")],
    "Is parking forbidden here?": [("Yes", "Yes, it is forbidden"), ("No", "No, it is allowed"), ("No", "No, you can"), ("Yes", "Yes, you cannot")],
    "Is water wet?": [("Yes", "Yes, it is."), ("No", "No, it is not."), ("Yes", "Yes, it is not hard to see."), ("No", "No, it is a liquid."), ("Yes", "Yes, it isn't dry"), ("No", "No, it is dry."), ("Yes", "Yes, never dry"), ("Yes", "Yes, no doubt"), ("No", "No, never")],
    "Is it not allowed?": [("Yes", "Yes, it is not allowed")],
    "Isn't it legal?": [("No", "No, it isn't"), ("Yes", "Yes, it is not")],
    "Is it dangerous?": [("No", "No, it is safe"), ("No", "No, it is allowed"), ("Yes", "Yes, it is forbidden")],
    "Do I have to pay?": [("No", "No, you can"), ("No", "No, it is free")],
    "Can I park here?": [("No", "No, it is forbidden"), ("Yes", "Yes, you can."), ("No", "No, you can't"), ("Yes", "Yes, it is allowed"), ("No", "No, you can park next door")],
    "Can I be fined for parking here?": [("No", "No, it is allowed"), ("Yes", "Yes, it is forbidden")],
    "Is the red car faster than the blue car?": [("No", "No, the blue car is faster than the red car"), ("Yes", "Yes, the blue car is not faster")],
    "Darf man hier parken?": [("Ja", "Ja, das ist erlaubt"), ("Nein", "Nein, das ist verboten"), ("Nein", "Nein, man darf nicht")],
    "Is it different?": [("Yes", "Yes, it is"), ("No", "No, it is the same")],
}  # fmt: skip


@pytest.mark.parametrize(("question", "one", "other"), rows(CONTRADICTED))
def test_a_contradicted_verdict(question: str, one: str, other: str) -> None:
    """A yes behind which the opposite is said is no yes, and is no evidence for a no."""
    comparison = Comparison(question)
    assert comparison.agreement(one, other) <= 0.4
    assert comparison.agreement({"Yes": "No", "No": "Yes"}.get(one, "Maybe not"), other) <= 0.4


@pytest.mark.parametrize(("question", "one", "other"), rows(BORNE_OUT))
def test_a_verdict_that_is_borne_out(question: str, one: str, other: str) -> None:
    """What is said behind a verdict, and does not deny it, changes nothing."""
    assert Comparison(question).agreement(one, other) >= 0.5
