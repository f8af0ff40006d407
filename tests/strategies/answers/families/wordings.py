"""Pairs of rates, ranges, judged options, conclusions, expressions in sentences, and names abroad."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

_ORGAN = "Which organ makes bile?\n(A) Liver\n(B) Spleen\n(C) Kidney\n(D) Lung"
_GASES = "Which of these are gases? Select all that apply.\nA. Neon\nB. Iron\nC. Argon\nD. Gold"
_CLAIM = "Does the source back the claim? Answer backed, denied or not enough evidence."

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    # how often something is taken or paid is a part of how much it is
    "What dose is usual?": (("250 mg twice daily", "0.25 g two times a day"), ("250 mg every 12 hours", "250 mg twice a day"), ("1 tablet every day", "one tablet once a day"),
        ("10 ml three times a day", "10 mL every 8 hours"), ("500 mg every other day", "500 mg every 2 days")),
    "What does the subscription cost?": (("USD 7.50 monthly", "7.50 US dollars per month"), ("€90 annually", "90 euros a year"), ("$4.99/month", "$4.99 per month"), ("$2bn", "2 billion dollars")),
    "What is the melting point?": (("25 °C", "25 degrees centigrade"), ("It melts at 300 K.", "300 degrees Kelvin")),
    # both ends of a range have its scale and its unit
    "How many visitors are expected?": (("3-5 million", "between 3 million and 5 million visitors"), ("Between 200 and 300 thousand", "200,000 to 300,000")),
    "How much will the bridge cost?": (("$1-2 billion", "$1 billion to $2 billion"), ("€20 to 30 million", "between €20 million and €30 million")),
    # each option is called right or wrong, or all but one are
    _ORGAN: (("- A: yes\n- B: no\n- C: no\n- D: no", "A"), ("A) Liver ✅\nB) Spleen ❌\nC) Kidney ❌\nD) Lung ❌", "Liver"), ("All of these are wrong except A.", "A"), ("None of the options but (A) fits.", "Liver"),
        ("Everything except A is incorrect.", "(A)")),
    _GASES: (("AC", "A and C"), ("A. yes\nB. no\nC. yes\nD. no", "A, C"), ("all but B and D", "A, C")),
    # what is offered to be answered is no refusal
    _CLAIM: (("Not enough evidence", "There is not enough evidence to decide."), ("BACKED", "The claim is backed.")),
    # what follows from what is said
    "Is 51 a prime number?": (("51 is divisible by 3 and 17, so it's not a prime number.", "No"), ("Since 51 = 3 × 17, it is not prime.", "no"), ("51 is 3 times 17. Therefore it isn't prime.", "False")),
    # an expression at the end of a sentence, all of whose signs are news
    "Differentiate f(x) = x^4 + 3x.": (("The derivative is 4x^3 + 3", "f'(x) = 4x³ + 3"), ("The derivative of f is **3 + 4x^3**.", "4x^3+3")),
    "Factor x^2 - 9.": (("It factors as (x-3)(x+3).", "(x + 3)(x - 3)"), ("x^2 - 9 factors to (x-3)(x+3)", "(x+3)(x-3)")),
    "Solve 3x + 1 = 10 for x.": (("x equals 3", "3"), ("3x = 9, so x = 3", "x is 3")),
    # names in other languages and scripts, and with the family name in front
    "Who wrote the novel?": (("Lev Tolstoy", "Leo Tolstoy"), ("Иван Тургенев", "Ivan Turgenev"), ("Пушкин", "Alexander Pushkin"), ("Tolstoy, Lev Nikolayevich", "Leo Tolstoy"), ("Austen, Jane", "Jane Austen")),
    "Which king was it?": (("Ludwig XV", "Louis XV"), ("Karl V", "Charles V"), ("Friedrich II", "Frederick II")),
    # the word of the question that each thing begins with
    "Which vitamins are meant?": (("- Vitamin A\n- Vitamin D\n- Vitamin K", "K, D and A"), ("vitamin C, vitamin E", "C and E")),
    # JSON between sentences, commands behind a prompt
    "Give the order as JSON.": (('Here it is:\n\n{"item": "ink", "count": 4}\n\nTell me if anything is missing.', '{"count": 4, "item": "ink"}'), ('Sure. {"item": "ink"}\n', '{"item":"ink"}')),
    "Which command shows the current directory?": (("$ pwd -P", "pwd -P"),),
    "Who won the final?": (("Spain won 2-1 against Italy.", "Italy lost 1-2 to Spain."),),
}  # fmt: skip

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "What dose is usual?": (("250 mg twice daily", "250 mg once daily"), ("250 mg every 12 hours", "250 mg every 6 hours"), ("2 puffs twice a day", "2 puffs four times a day")),
    "What does the subscription cost?": (("$90 yearly", "$90 monthly"), ("$5 weekly", "$5 daily")),
    "How many visitors are expected?": (("3-5 million", "3-5 thousand"), ("3-5 million", "3 to 6 million")),
    "By how much did the rate change?": (("It rose by 2 percentage points to 6%.", "It rose by 2% to 6%."), ("It fell by 3 points to 10 points.", "It fell by 4 points to 10 points.")),
    _ORGAN: (("- A: no\n- B: yes\n- C: no\n- D: no", "A"), ("All of these are wrong except B.", "A"), ("Everything but A is wrong.", "B")),
    _GASES: (("AC", "A, B, C"), ("all but B", "A, C")),
    _CLAIM: (("Denied", "NOT ENOUGH EVIDENCE"), ("Backed", "Not backed")),
    "Is 51 a prime number?": (("51 is divisible by 3 and 17, so it's not a prime number.", "Yes"), ("Since it has no divisors, 51 is prime.", "No")),
    "Differentiate f(x) = x^4 + 3x.": (("The derivative is 4x^3 + 3", "The derivative is 4x^3 - 3"), ("The derivative of f is 4x^3 + 3x", "The derivative of f is 4x^3 + 3")),
    "Which king was it?": (("Ludwig XV", "Ludwig XVI"), ("Karl V", "Philip V")),
    "Who wrote the novel?": (("Иван Тургенев", "Ivan Bunin"), ("Lev Tolstoy", "Alexei Tolstoy")),
    "Which vitamins are meant?": (("Vitamin A, vitamin D", "A and K"),),
    "Which firm makes it?": (("Acme", "Initech, a rival of Acme"),),
    "Give the order as JSON.": (('Here it is:\n\n{"item": "ink", "count": 4}\n\nTell me if anything is missing.', '{"count": 5, "item": "ink"}'),),
}  # fmt: skip
