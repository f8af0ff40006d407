"""Pairs that borrow each other's values: what others hold, what was denied, what is beside it."""

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "Who invented the telephone?": (
        (
            "It is often credited to Bell, but the real inventor was Antonio Meucci.",
            "Antonio Meucci",
        ),
        ("The invention is credited to Alexander Graham Bell.", "Alexander Graham Bell"),
    ),
    "Which river is the longest of Asia?": (
        (
            "The Yangtze is the longest, but many believe the Mekong is the longest of Asia.",
            "Yangtze",
        ),
    ),
    "What is the capital of Australia?": (
        ("The capital is Canberra, but many think the capital of Australia is Sydney.", "Canberra"),
    ),
    "Who wrote 1984?": (("The author is the British writer George Orwell.", "George Orwell"),),
    "What is the plural of child?": (
        ("Children!", "children"),
        ("children, not childs", "children"),
        ("children (irregular)", "Children"),
    ),
    "What is the past tense of fly?": (("It is flew, of course", "flew"),),
    "How much do I save?": (("You pay $40 (you save $10)", "$10"),),
    "How much do I pay?": (("You pay $40 (you save $10)", "$40"),),
    "How sure are you?": (("Certainty: 90%", "90%"),),
    "When was the treaty ratified?": (
        ("The treaty was signed in 1990 and ratified in 1992.", "1992"),
    ),
    "When did Mozart die?": (("Mozart was born in 1756 and died in 1791.", "1791"),),
    "Is the shop open?": (
        ("The shop is open from 9 to 5", "yes"),
        ("The shop is closed because it is Sunday.", "no"),
    ),
    "日本の首都はどこですか": (("日本の首都は東京です", "東京"),),
    "¿Cuántos jugadores hay?": (("Son once jugadores.", "11"),),
    "Was he born in 1990?": (("He was born in 1990.", "yes"),),
    "Which symbol stands for oxygen?": (("O", "O"),),
    "Reply with JSON.": (
        ('{"a":[{"b":[{"c":["x","y"]}]}]}', '{"a":[{"b":[{"c":["y","x"]}]}]}'),
        ('{"a":[{"n":"x","v":1},{"n":"y","v":2}]}', '{"a":[{"n":"y","v":2},{"n":"x","v":1}]}'),
    ),
    "Are all swans white?": (("Most swans are white.", "no"), ("Not every swan is white", "no")),
    "Does it always rain in May?": (("It usually does.", "no"), ("Yes, always.", "yes")),
    "Has it rained?": (("It rained yesterday", "yes"),),
    "Which function in Python code prints?": (("print", "print()"),),
    "What is the infinitive of went?": (("to go", "go"),),
    "What is the elevation of the shore?": (("12 m below sea level", "-12 m"),),
    "Who painted it?": (
        ("It was painted by Rembrandt, not by Bol", "Rembrandt"),
        ("The portrait has been credited to Frans Hals", "Frans Hals"),
    ),
    "Wer hat es gemalt?": (("Es wurde von Dürer gemalt", "Dürer"),),
    "Did the price rise in 1970?": (("It rose in 1970", "yes"), ("It rose", "yes")),
}

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "Who invented the telephone?": (
        (
            "It is often credited to Bell, but the real inventor was Antonio Meucci.",
            "Alexander Graham Bell",
        ),
    ),
    "Who invented the radio?": (
        ("The invention is not credited to Marconi but to Tesla.", "Marconi"),
        ("The invention isn't credited to Marconi.", "Guglielmo Marconi"),
    ),
    "Which river is the longest of Asia?": (
        (
            "The Yangtze is the longest, but many believe the Mekong is the longest of Asia.",
            "Mekong",
        ),
    ),
    "What is the capital of Australia?": (
        ("The capital is Canberra, but many think the capital of Australia is Sydney.", "Sydney"),
    ),
    "Who wrote 1984?": (("The author is a friend of George Orwell.", "George Orwell"),),
    "Where is the book?": (("on the table", "10"),),
    "Where does the bus stop?": (("once the light is red", "11"),),
    "What was the profit?": (
        ("The company had lost 3 clients but made $5 million", "-$5 million"),
    ),
    "When was the treaty ratified?": (
        ("The treaty was signed in 1990 and ratified in 1992.", "1990"),
    ),
    "When did Mozart die?": (("Mozart was born in 1756 and died in 1791.", "1756"),),
    "Is the bank open at 8 am?": (("The bank is open from 9 am to 5 pm.", "yes"),),
    "Is it safe because it is tested?": (("It is safe because it is cheap.", "yes"),),
    "Was he born in 1990?": (("He was born in 1991.", "yes"),),
    "Did it expire in May?": (("It expired in June.", "yes"),),
    "Which cities does the play name?": (("Paris (Texas) and Rome", "Paris (France) and Rome"),),
    "日本の首都はどこですか": (("日本の首都は東京です", "大阪"),),
    "Which symbol is it?": (("O", "2x + 1"), ("O", "3i + 2k")),
    "Reply with JSON.": (
        ('{"a":[{"b":[{"c":[1,2]}]}]}', '{"a":[{"b":[{"c":[2,1]}]}]}'),
        ('{"a":[{"n":"x","v":1},{"n":"y","v":2}]}', '{"a":[{"n":"x","v":2},{"n":"y","v":1}]}'),
    ),
    "Are all swans white?": (("Most swans are white.", "yes"), ("Some swans are white.", "yes")),
    "Does it always rain in May?": (("It usually does.", "yes"),),
    "Has it rained today?": (("It rained yesterday", "yes"),),
    "Which command lists files?": (("You can use ls -l", "ls"), ("ls -l", "`ls`")),
    "Which code squares x?": (("```python\na ** b ** c\n```", "a b c"), ("x = 5", "x")),
    "What was the return of the fund?": (
        ("no loss of 3%", "-3%"),
        ("a gain, not a loss of 3%", "-3%"),
    ),
    "What is the elevation of the shore?": (
        ("12 m above the lowest point below sea level", "-12 m"),
    ),
    "Who painted it?": (
        ("It was never credited to Hals", "Frans Hals"),
        ("It was painted not by Rembrandt but by Bol", "Rembrandt"),
    ),
    "Wer hat es gemalt?": (("Es wurde nicht von Dürer gemalt", "Dürer"),),
    "Qui l'a peint ?": (("Il n'a pas été peint par Monet", "Monet"),),
    "Did the price rise in 1970?": (("It rose in 1971", "yes"),),
    "Did the Beatles split up in 1970?": (("They split up in 1971", "yes"),),
}
