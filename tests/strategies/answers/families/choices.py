"""Options, yes and no, and replies that give no answer: pairs of answers that say the same, and pairs that do not."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "Which organelle makes ATP?\nA) Nucleus\nB) Mitochondrion\nC) Ribosome\nD) Golgi apparatus": (
        ("B", "The correct option is (B)."), ("B", "Mitochondrion"), ("b.", "B) Mitochondrion"), ("I'd go with B, since the nucleus holds DNA.", "B"),
        ("Option B is right; option A stores DNA.", "B"), ("Correct answer: B\n\nA is wrong because the nucleus stores DNA.", "Mitochondrion"), ("**B**", "\\boxed{B}"),
        ("[B]", "choice B"), ("Respuesta: B", "B"), ("Die richtige Antwort ist B.", "(b)"), ("答案：B", "B"), ("Ответ: B", "B"),
        ("B - Mitochondrion", "The mitochondrion makes ATP."), ('{"answer": "B"}', "B"), ("Not A, C or D, so B.", "B"),
        ("We can rule out A and C. Between B and D, B fits better.", "B"), ("Réponse B", "B"), ("A resposta correta é a letra B.", "B"),
        ("ANSWER: B) MITOCHONDRION", "b"),
    ),
    "Which number is a square?\n(1) 12\n(2) 25\n(3) 27\n(4) 50": (
        ("2", "(2)"), ("Option 2", "25"), ("(2) 25", "Option (2)"), ("The second option", "2"),
    ),
    "Which of these are noble gases?\nI. Neon\nII. Oxygen\nIII. Argon": (
        ("I and III", "Neon and argon"), ("I and III only", "III and I"), ("I, III", "Only I and III are."),
    ),
    "Can penguins fly?": (
        ("No", "No, penguins cannot fly."), ("No, they can't.", "Penguins can't fly."), ("Nein", "No"), ("Nein, Pinguine können nicht fliegen.", "Nein"),
        ("Non, pas du tout.", "Non"), ("No", "They cannot."), ("Нет", "Нет, не могут."), ("いいえ", "いいえ、飛べません。"), ("不能", "不，企鹅不能飞。"), ("아니요", "아니요, 날 수 없습니다."),
        ("لا", "لا، لا يمكنها الطيران."), ("नहीं", "नहीं, वे उड़ नहीं सकते।"), ("Não", "Não, os pinguins não voam."), ("Nee", "Nee, dat kunnen ze niet."),
        ("Hayır", "Hayır, uçamazlar."), ("Nie", "Nie, pingwiny nie latają."), ("False", "No"), ("Certainly not.", "No."), ("Incorrect: they can't fly.", "No"),
        ("Nope, they can't", "no"), ("Óchi", "Óchi."),
    ),
    "Is it legal to park here overnight?": (
        ("Yes, that's fine.", "Yes"), ("Yes, it is legal.", "It's legal."), ("No, it's prohibited.", "No"), ("No, you may not.", "It is not legal."),
        ("It is illegal.", "No, that's against the law."), ("Absolutely", "Yes"), ("Yes, it's allowed.", "Yes, it is permitted."), ("Yes - no permit is needed.", "Yes"),
    ),
    "True or false: sound travels faster in water than in air.": (
        ("True", "true."), ("The statement is true.", "True"), ("T", "True"), ("This is a true statement.", "True"), ("That's correct.", "True"),
    ),
    "Which instrument is a woodwind?\nA. Trumpet\nB. Violin\nC. Clarinet\nD. Timpani\nE. Harp": (
        ("C", "I'm confident it's C."), ("C. Clarinet", "the clarinet"), ("Answer: (C) Clarinet", "c"), ("It has to be option C.", "Clarinet"), ("The third option", "C"),
        ("C, because it has a reed, while A is brass.", "C"), ("Lösung: C", "C"), ("Antwort C ist richtig.", "C"), ("正确答案是 C", "C"), ("選択肢C", "C"),
        ("Правильный ответ: C", "C"), ("A risposta C", "C"), ("The answer would be C) Clarinet since B is a string instrument.", "Clarinet"), ("<answer>C</answer>", "C"),
        ("Eliminating A, B, D and E leaves C.", "C"), ("C!", "C"), ("*C*", "(c)"), ("My final answer: C", "C"), ("Option (C)", "Option C: Clarinet"),
        ("A is brass, B is strings, D is percussion. C is correct.", "C"),
    ),
    "Vilka är primtal?\n1) 9\n2) 11\n3) 13\n4) 15": (
        ("2, 3", "(2) and (3)"), ("2) och 3)", "3 and 2"),
    ),
    "Did the Romans know concrete?": (
        ("Yes", "Yes, they did."), ("They did.", "Yes"), ("Sí", "Sí, lo conocían."), ("Oui", "Oui, ils le connaissaient."), ("Да, знали.", "Да"), ("是的", "是的，他们知道。"),
        ("はい", "はい、知っていました。"), ("네", "네, 알고 있었습니다."), ("نعم", "نعم، كانوا يعرفونه"), ("Tak, znali.", "Tak"), ("Evet, biliyorlardı.", "Evet"),
        ("Ja, das taten sie.", "Ja"), ("Ja, dat wisten ze.", "Ja"), ("Sim, conheciam.", "Sim"), ("Sì, lo conoscevano.", "Sì"), ("Correct", "Yes"),
        ("Yes! The Pantheon's dome is concrete.", "Yes"), ("Indeed they did.", "Yes"), ("Without a doubt.", "Yes"), ("Affirmative.", "Yes"),
        ("The Romans knew concrete.", "Yes"), ("Yes.", "The Romans did know concrete."), ("Absolutely, they used it widely.", "Yes, they used it."),
    ),
    "Is it safe to eat raw kidney beans?": (
        ("No", "It isn't safe."), ("No, it's dangerous.", "No"), ("It is unsafe.", "No"), ("Definitely not", "No, they are toxic."),
        ("No, you should never eat them raw.", "No"), ("They are not safe to eat.", "No"),
    ),
    "Are you allowed to film in the museum?": (
        ("Yes, that's okay", "Yes, it is permitted."), ("No, filming is banned.", "No"), ("You may.", "Yes"), ("Filming is prohibited.", "No"),
        ("It is not allowed.", "No, it's forbidden."),
    ),
    "Which layer is closest to the ground?\nA) Stratosphere\nB) Troposphere\nC) Mesosphere": (
        ("B", "Troposphere."), ("Option B", "(b) troposphere"), ("B is correct since weather happens there.", "B"), ("The second one", "B"), ("Antwort: B", "B"),
        ("I pick B", "B) Troposphere"), ("Not A; B.", "B"),
    ),
    "Can dogs eat chocolate?": (
        ("No", "No, it's toxic to them."), ("They can't.", "No"), ("Nein, das ist giftig.", "Nein"), ("不可以", "不可以，巧克力有毒。"), ("Never.", "No"),
        ("No way", "No, they can't"),
    ),
}  # fmt: skip

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "Which organelle makes ATP?\nA) Nucleus\nB) Mitochondrion\nC) Ribosome\nD) Golgi apparatus": (
        ("B", "C"), ("B", "The correct option is (D)."), ("B", "Golgi apparatus"), ("Option B is right; option A stores DNA.", "A"), ("Mitochondrion", "Ribosome"),
        ("A and B", "B"), ("B or C", "B"), ("None of the above", "B"), ("Not B", "B"), ("It cannot be B.", "B"), ("The answer isn't B; it is C.", "B"),
        ("Respuesta: B", "Respuesta: D"), ("答案：C", "B"), ("We can rule out B. So it's C.", "B"),
    ),
    "Which number is a square?\n(1) 12\n(2) 25\n(3) 27\n(4) 50": (
        ("2", "3"), ("25", "27"), ("Option 2", "Option 4"), ("(2)", "50"),
    ),
    "Which of these are noble gases?\nI. Neon\nII. Oxygen\nIII. Argon": (
        ("I and III", "I and II"), ("I only", "I and III"), ("II only", "III only"),
    ),
    "Can penguins fly?": (
        ("No", "Yes"), ("No, penguins cannot fly.", "Yes, penguins can fly."), ("They can fly.", "They can't fly."), ("Ja", "Nein"), ("Oui", "Non"), ("Да", "Нет"),
        ("はい", "いいえ"), ("能", "不能"), ("네", "아니요"), ("نعم", "لا"), ("हाँ", "नहीं"), ("Sim", "Não"), ("Evet", "Hayır"), ("Tak", "Nie"), ("No", "Maybe"),
        ("No", "It depends on the species."), ("Yes", "Unclear"), ("No", "I don't know"), ("Sì", "No, non possono."), ("Penguins can fly.", "No"),
    ),
    "Is it legal to park here overnight?": (
        ("Yes, that's fine.", "No, that's fine."), ("Yes, it is against the law.", "Yes, it is legal."), ("It is legal.", "It is illegal."),
        ("It is allowed.", "It is forbidden."), ("Yes, you can.", "No, you can't."), ("No problem", "No"), ("Not illegal", "Illegal"),
        ("Yes, but only with a permit.", "No"),
    ),
    "True or false: sound travels faster in water than in air.": (
        ("True", "False"), ("T", "F"), ("The statement is true.", "The statement is not true."), ("That's incorrect.", "True"), ("True", "Neither"), ("untrue", "true"),
    ),
    "Who will win the election?": (
        ("I don't know.", "Smith"), ("I can't say.", "Smith will win."), ("Unknown", "Jones"), ("Sorry, I can't help with that.", "Jones"), ("N/A", "Smith"),
        ("I don't know, maybe Smith.", "Jones"), ("我不知道", "张三"),
    ),
    "Which instrument is a woodwind?\nA. Trumpet\nB. Violin\nC. Clarinet\nD. Timpani\nE. Harp": (
        ("C", "E"), ("Clarinet", "Trumpet"), ("The third option", "The fourth option"), ("C is wrong.", "C"), ("Not C", "C"), ("It's not C but A.", "C"), ("C or D", "C"),
        ("All except C", "C"), ("The answer would be C) Clarinet since B is a string instrument.", "B"), ("None of these", "C"), ("C", "Violin"),
        ("Eliminating C leaves A.", "C"), ("B", "D"), ("A and C", "C"),
    ),
    "Vilka är primtal?\n1) 9\n2) 11\n3) 13\n4) 15": (
        ("2 och 3", "2 och 4"), ("2", "3"), ("2 and 3", "2"),
    ),
    "Did the Romans know concrete?": (
        ("Yes", "No"), ("They did.", "They didn't."), ("The Romans knew concrete.", "The Romans did not know concrete."), ("Sí", "No, no lo conocían."), ("是的", "不是"),
        ("네", "아니요"), ("Tak", "Nie"), ("Evet", "Hayır"), ("Yes, they did not.", "Yes"), ("Yes and no", "Yes"), ("Possibly", "Yes"), ("Never", "Yes"),
        ("Yes", "Not at all."), ("No, they knew it well.", "No"), ("It's unknown.", "Yes"), ("Yes", "Only partly"),
    ),
    "Is it safe to eat raw kidney beans?": (
        ("No", "Yes"), ("It is safe.", "It is unsafe."), ("It isn't dangerous.", "It's dangerous."), ("Yes, it's dangerous.", "Yes, it's safe."),
        ("Yes, if they are boiled.", "No"), ("No, it's safe.", "No, it's unsafe."),
    ),
    "Are you allowed to film in the museum?": (
        ("Yes, filming is banned.", "Yes"), ("No, feel free.", "No"), ("You may.", "You may not."), ("Filming is prohibited.", "Filming is permitted."),
        ("It is not allowed.", "It is not forbidden."),
    ),
    "Who stole the painting?": (
        ("I don't know.", "Vincenzo Peruggia"), ("Unknown", "Peruggia"), ("I cannot answer that.", "Peruggia did."), ("It is not known who did.", "Peruggia"),
        ("No comment.", "Peruggia"),
    ),
    "Which layer is closest to the ground?\nA) Stratosphere\nB) Troposphere\nC) Mesosphere": (
        ("A", "B"), ("B", "Mesosphere"), ("B is incorrect", "B"), ("A or B", "B"), ("The first one", "B"), ("Neither A nor C", "A"),
    ),
    "Can dogs eat chocolate?": (
        ("No", "Yes"), ("They can.", "They can't."), ("No, they can.", "No"), ("Sometimes", "No"), ("Yes, but only a little", "No"),
    ),
}  # fmt: skip
