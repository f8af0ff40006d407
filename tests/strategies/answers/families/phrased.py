"""Pairs in the words in which models give short answers: results, ranges, short claims, names."""

# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

from collections.abc import Mapping, Sequence

SAME: Mapping[str, Sequence[tuple[str, str]]] = {
    "What is the mean of 4, 8 and 6?": (
        ("(4 + 8 + 6) / 3 = 18 / 3 = 6", "6"),
        ("4 + 8 + 6 = 18, and 18 / 3 = 6", "The mean is 6."),
    ),
    "Find the gradient of the line through (0, 5) and (2, 9).": (
        ("m = (9 - 5)/(2 - 0) = 4/2 = 2\n\nSo the gradient is **2**.", "The gradient is 2."),
    ),
    "How many chairs are there?": (("That makes 48.", "48"), ("Il y en a 48.", "forty-eight")),
    "What is a normal fasting glucose?": (
        ("70–99 mg/dL", "It lies between 70 and 99 mg/dL."),
        ("70-99 mg/dL", "It ranges from 70 to 99 mg/dL."),
    ),
    "Hoeveel gasten komen er?": (("tussen de 20 en 30 gasten", "20-30 gasten"),),
    "¿Cuántos alumnos vienen?": (("entre 20 y 30 alumnos", "20-30 alumnos"),),
    "When was the treaty signed?": (
        ("24.10.1648", "24 October 1648"),
        ("It was signed on 24.10.1648 in Münster.", "October 24, 1648"),
        ("It was signed on the 24th of October, 1648, after five years of talks.", "24 Oct 1648"),
    ),
    "In which decade was the song a hit?": (
        ("The seventies: it was on the charts twice.", "1970s"),
        ("It was one in the late 1970s.", "late 1970s"),
    ),
    "What do I need for the dough?": (
        ("- 3 eggs\n- 500 g flour\n- 20 g salt", "500 g flour, 3 eggs and 20 g salt"),
        ("**Ingredients**\n- flour\n- yeast\n- salt", "flour, salt, yeast"),
    ),
    "日本の三名園はどこですか。": (("兼六園、後楽園、偕楽園", "偕楽園・兼六園・後楽園"),),
    "Which countries border Switzerland to the north and west?": (
        ("🇩🇪 Germany\n🇫🇷 France", "France and Germany"),
    ),
    "Welke landen liggen aan de Noordzee?": (
        ("Dat zijn Nederland, België en Denemarken.", "België, Denemarken, Nederland"),
    ),
    "Can ostriches fly?": (
        ("They can't: their wings are far too small for their weight.", "No"),
        ("They can't — their wings are too small.", "No."),
    ),
    "Did Norway sign the agreement?": (
        ("It did, in May 1994.", "Yes"),
        ("Unfortunately it did not.", "No"),
        ("I'm afraid it didn't: the vote was lost.", "No"),
    ),
    "Is it all right to bring a guest?": (("Yes, no problem at all.", "Yes"),),
    "Which of these are gases?\nA. Neon\nB. Iron\nC. Argon\nD. Zinc": (
        ("A, C", "Argon (C) and neon (A) are gases."),
    ),
    "Which hold?\nA. One\nB. Two\nC. Three\nD. Only A and B": (("D", "Only A and B"),),
    "Write a JavaScript arrow function that squares a number.": (
        ("const square = n => n * n;", "const square = (n) => n * n"),
        ("const square = n => n * n;", "const square = (n) => {\n  return n * n;\n};"),
    ),
    "Write a SQL query that lists all towns by name.": (
        ("SELECT name FROM towns ORDER BY name;", "select name from towns order by name asc"),
    ),
    "Write a CSS rule that makes headings blue.": (("h1 { color: blue; }", "h1{color:blue}"),),
    "Write a Python function for the volume of a cube.": (
        (
            "def volume(a):\n    # V = a^3\n    return a ** 3",
            "def volume(a):\n    return a**3",
        ),
    ),
    "On which days is the market?": (
        ("Tuesday to Thursday", "Tue, Wed, Thu"),
        ("Tue and Sat", "Tuesdays and Saturdays"),
        ("Fri-Sun", "Friday, Saturday and Sunday"),
    ),
    "Who founded the party?": (("Mao Zedong", "Chairman Mao Tse-tung"),),
    "Who wrote the study?": (("Gottfried Müller", "Gottfried Mueller"),),
    "Is it safe to wash the filter?": (
        ("Yes", "Not only is it safe, it should be washed every month."),
    ),
    "Which is a metal?\nA. Neon\nB. Iron\nC. None of the above": (
        ("B", "A is a gas, which leaves B."),
    ),
    "Which is a metal?\nA. Neon\nB. Xenon\nC. None of the above": (
        ("C", "None of the above, since both are gases."),
    ),
    "Write a line of Java code that increases count by one.": (
        ("count += 1;", "count = count + 1;"),
        ("count++;", "count += 1;"),
    ),
    "What did she pack?": (("milk, eggs and flour", "flour, eggs and milk"),),
    "Extract name and age.": (
        ('{"name": "Ann", "age": 34}', "name: Ann\nage: 34"),
        ('{"name": "Ann", "age": 34}', "- Age: 34\n- Name: Ann"),
    ),
    "Which gas makes up most of the air of Venus?": (
        ("CO2", "The air of Venus is mostly carbon dioxide, with some nitrogen."),
    ),
    "Which country has the most time zones in North America?": (
        ("USA", "By this count the United States has the most, six of them on the mainland."),
    ),
    "Who wrote the speech?": (("John F. Kennedy", "JFK"), ("Dr. Ruth B. Ginsburg", "RBG")),
    "Who is the band's lead singer?": (
        ("The band's lead singer is David Moore.", "The band's lead singer is Dave Moore."),
    ),
}
"""Pairs of which the two say the same, by the question that they answer."""

DIFFERENT: Mapping[str, Sequence[tuple[str, str]]] = {
    "What is the mean of 4, 8 and 6?": (("(4 + 8 + 6) / 3 = 18 / 3 = 6", "3"),),
    "How many chairs are there?": (("That makes 48.", "84"), ("There are not 48.", "48")),
    "How strong was the wind?": (
        ("The wind reached 90 km/h at noon.", "90 mph"),
        ("It was 20 m/s at the pier.", "20 km/h"),
    ),
    "How heavy is a dose?": (("5 mg", "5 mg/kg"),),
    "What is a normal fasting glucose?": (("70-99 mg/dL", "It lies between 70 and 89 mg/dL."),),
    "When was the tower built?": (
        ("in the late 1870s", "It dates from the early 1870s."),
        ("in the early 19th century", "It was built in the late 19th century."),
    ),
    "When was the last version released?": (
        ("Version 92.0.4515 came out on August 25, 2021.", "Version 92.0.4515, August 31, 2021."),
    ),
    "What do I need for the dough?": (("- 3 eggs\n- 500 g flour", "5 eggs, 300 g flour"),),
    "Can ostriches fly?": (("They can: they have strong wings.", "No"),),
    "Did Norway sign the agreement?": (("It did, in May 1994.", "No"),),
    "Which of these are gases?\nA. Neon\nB. Iron\nC. Argon\nD. Zinc": (
        ("A, C", "Argon (C) and iron (B) are gases."),
    ),
    "Write a SQL query that lists all towns by name.": (
        ("SELECT name FROM towns ORDER BY name;", "select name from towns order by name desc"),
    ),
    "Which is the largest moon of Uranus?": (
        (
            "Titania is the largest of the moons that orbit Uranus.",
            "Titan is the largest of the moons that orbit Uranus.",
        ),
    ),
    "Who was born in Russia and lost the final?": (
        ("The one who lost it is Elena Makarova.", "The one who lost it is Elena Dementieva."),
    ),
    "Extract name and age.": (('{"name": "Ann", "age": 34}', "name: Ann\nage: 43"),),
    "Which country sold the islands to which?": (
        (
            "Spain sold the islands to Denmark in 1899.",
            "Denmark sold the islands to Spain in 1899.",
        ),
    ),
    "What is left to whom?": (
        (
            "She left the boat to her nephew and the house to her niece.",
            "She left the house to her nephew and the boat to her niece.",
        ),
    ),
    "When does the call begin?": (
        ("It begins at 18:00 CET on Sunday.", "It begins at 18:00 PST on Sunday."),
    ),
    "Who came first and second?": (("First: Ann\nSecond: Ben", "First: Ben\nSecond: Ann"),),
    "On which days is the market?": (("Mon-Fri", "Mon, Fri"), ("Mon-Fri", "Mon-Sat")),
    "List the stops as a JSON array in order.": (('["Lyon", "Dijon"]', '["Dijon", "Lyon"]'),),
    "How much was found?": (
        (
            "Officers found nearly forty kilos of tobacco under the bunk.",
            "Officers found nearly fourteen kilos of tobacco under the bunk.",
        ),
    ),
    "Which gas makes up most of the air of Venus?": (
        ("CO2", "It is not carbon dioxide but nitrogen that makes up most of it."),
    ),
    "Можно ли здесь курить?": (("Здесь можно курить.", "Здесь нельзя курить."),),
}
"""Pairs of which the two say different things, by the question that they answer."""
