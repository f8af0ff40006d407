"""Sets, sequences, rankings, tuples, intervals and ratios: pairs of answers that say the same, and pairs that do not."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "Which countries border Switzerland?": (
        ("France, Germany, Italy, Austria, Liechtenstein", "Germany, France, Austria, Italy and Liechtenstein"),
        ("- Italy\n- France\n- Austria", "Austria, France, Italy"), ("1. Italy\n2. France", "France and Italy"), ("Italy and France", "France & Italy"),
        ("Italy; France; Austria", "Italy, France, and Austria"), ("Frankreich und Italien", "Italien, Frankreich"), ("Both France and Italy.", "France, Italy"),
        ("France\nItaly", "Italy\nFrance"), ('["France", "Italy"]', "Italy, France"), ("* France\n* Italy\n", "France, Italy"), ("法国、意大利", "意大利和法国"),
        ("They are France, Italy and Austria.", "Austria, Italy, France"),
    ),
    "List the planets in order from the sun (first three).": (
        ("Mercury, Venus, Earth", "1. Mercury\n2. Venus\n3. Earth"), ("Mercury → Venus → Earth", "Mercury, Venus, Earth"),
        ("Mercury, then Venus, then Earth", "Mercury, Venus and Earth"), ("First Mercury, second Venus, third Earth.", "Mercury, Venus, Earth"),
        ("Mercury > Venus > Earth", "Mercury, Venus, Earth"), ("a) Mercury\nb) Venus\nc) Earth", "Mercury; Venus; Earth"),
    ),
    "Sort the cities by population, largest first: Lima, Oslo, Delhi": (
        ("Delhi, Lima, Oslo", "Delhi > Lima > Oslo"), ("Delhi, Lima, Oslo", "1) Delhi 2) Lima 3) Oslo"), ("Oslo < Lima < Delhi", "Delhi > Lima > Oslo"),
        ("Delhi, followed by Lima and then Oslo.", "Delhi, Lima, Oslo"),
    ),
    "At which point do the lines meet?": (
        ("(3, -2)", "x = 3, y = -2"), ("(3,-2)", "(3, -2)"), ("(3.0, -2.0)", "(3, -2)"), ("\\left(3, -2\\right)", "(3,-2)"), ("x=3 and y=-2", "(3, −2)"),
        ("y = -2, x = 3", "(3, -2)"), ("They meet at (1/2, 4).", "(0.5, 4)"),
    ),
    "For which x is the function defined?": (
        ("[0, 5)", "0 ≤ x < 5"), ("x > 2", "(2, ∞)"), ("(-∞, 3]", "x ≤ 3"), ("x ∈ [1, 4]", "1 <= x <= 4"), ("x >= 0", "[0, \\infty)"), ("[0,5]", "[0, 5]"),
        ("all real numbers", "(-∞, ∞)"), ("all reals", "ℝ"), ("x \\neq 0", "x ≠ 0"),
    ),
    "What is the ratio of boys to girls?": (
        ("3:4", "3 to 4"), ("3 : 4", "3:4"), ("6:8", "3:4"), ("3/4", "3:4"), ("3 boys for every 4 girls", "3:4"), ("three to four", "3:4"), ("The ratio is 3:4.", "3∶4"),
    ),
    "Which gases make up most of the air?": (
        ("Nitrogen and oxygen", "oxygen and nitrogen"), ("- Nitrogen\n- Oxygen", "Nitrogen, oxygen"), ("1. Nitrogen\n2. Oxygen", "oxygen, nitrogen"),
        ("N2 and O2", "O₂ and N₂"), ("['nitrogen', 'oxygen']", "nitrogen and oxygen"), ("* Oxygen\n* Nitrogen", "Nitrogen, Oxygen"),
        ("They are nitrogen and oxygen.", "nitrogen & oxygen"), ("Stickstoff und Sauerstoff", "Sauerstoff, Stickstoff"), ("氮气和氧气", "氧气、氮气"),
        ("Both nitrogen and oxygen", "oxygen and nitrogen"), ("1) nitrogen 2) oxygen", "oxygen; nitrogen"),
    ),
    "In which order should the steps be done: rinse, soak, dry?": (
        ("soak, rinse, dry", "1. Soak\n2. Rinse\n3. Dry"), ("soak → rinse → dry", "soak, rinse, dry"), ("Soak -> Rinse -> Dry", "soak, then rinse, then dry"),
        ("First soak, then rinse, finally dry.", "soak, rinse, dry"), ("soak, rinse and dry", "1) soak 2) rinse 3) dry"),
        ("Soak first, rinse second, dry third", "soak, rinse, dry"),
    ),
    "Rank by height, shortest first: Ana, Bo, Cy": (
        ("Ana, Cy, Bo", "Ana < Cy < Bo"), ("Ana, Cy, Bo", "1. Ana, 2. Cy, 3. Bo"), ("Bo > Cy > Ana", "Ana, Cy, Bo"), ("Ana, followed by Cy, then Bo", "Ana, Cy, Bo"),
    ),
    "Solve the system for x and y.": (
        ("x = -1, y = 4", "(-1, 4)"), ("(x, y) = (-1, 4)", "(-1,4)"), ("y = 4 and x = -1", "x = -1, y = 4"), ("x=-1\ny=4", "(-1, 4)"), ("$x = -1$, $y = 4$", "(-1, 4)"),
        ("(-1; 4)", "(-1, 4)"),
    ),
    "Find the domain of f.": (
        ("[2, ∞)", "x ≥ 2"), ("x>=2", "[2, \\infty)"), ("(−3, 3)", "-3 < x < 3"), ("all real numbers", "ℝ"), ("(-\\infty, \\infty)", "all reals"), ("x ≠ 5", "x \\ne 5"),
        ("(-∞, 5) ∪ (5, ∞)", "(-∞,5)U(5,∞)"),
    ),
    "What is the ratio of sand to cement?": (
        ("3:1", "3 to 1"), ("9:3", "3:1"), ("three to one", "3:1"), ("3 parts sand to 1 part cement", "3:1"), ("3/1", "3:1"), ("3 : 1", "3:1"),
        ("The ratio is 3:1.", "3:1"), ("3∶1", "3:1"),
    ),
    "Which colours are on the flag of Italy?": (
        ("green, white, red", "red, white and green"), ("- Green\n- White\n- Red", "green, white and red"), ("1. Red\n2. White\n3. Green", "green, white, red"),
    ),
    "Order these by length, longest first: Rhine, Nile, Thames": (
        ("Nile, Rhine, Thames", "Nile > Rhine > Thames"), ("1. Nile 2. Rhine 3. Thames", "Nile, Rhine, Thames"),
        ("Nile, then Rhine, then Thames", "Nile → Rhine → Thames"), ("Thames < Rhine < Nile", "Nile, Rhine, Thames"),
    ),
    "What is the ratio of flour to sugar?": (
        ("2:1", "4:2"), ("2 to 1", "two to one"), ("2 cups flour to 1 cup sugar", "2:1"),
    ),
}  # fmt: skip

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "Which countries border Switzerland?": (
        ("France, Italy", "France"), ("France, Italy, Austria", "France, Italy, Germany"), ("France and Italy", "France or Italy"),
        ("France, Italy", "France, Italy, Spain"), ("Italy", "France"), ("All of them", "None of them"), ("France, but not Italy", "France, Italy"), ("法国、意大利", "法国、德国"),
        ("France, Germany", "Italy, Austria"),
    ),
    "List the planets in order from the sun (first three).": (
        ("Mercury, Venus, Earth", "Venus, Mercury, Earth"), ("Mercury → Venus → Earth", "Earth → Venus → Mercury"), ("Mercury, Venus, Earth", "Mercury, Venus, Mars"),
        ("1. Mercury\n2. Venus\n3. Earth", "1. Earth\n2. Venus\n3. Mercury"), ("Mercury, Venus", "Mercury, Venus, Earth"),
    ),
    "Sort the cities by population, largest first: Lima, Oslo, Delhi": (
        ("Delhi, Lima, Oslo", "Lima, Delhi, Oslo"), ("Delhi > Lima > Oslo", "Delhi > Oslo > Lima"), ("Delhi, Lima, Oslo", "Oslo, Lima, Delhi"),
    ),
    "At which point do the lines meet?": (
        ("(3, -2)", "(-2, 3)"), ("(3, -2)", "(3, 2)"), ("x = 3, y = -2", "x = -2, y = 3"), ("(3, -2)", "(3, -2, 0)"), ("(3, -2)", "3"),
    ),
    "For which x is the function defined?": (
        ("[0, 5)", "[0, 5]"), ("(0, 5)", "[0, 5]"), ("x > 2", "x ≥ 2"), ("x > 2", "x < 2"), ("(-∞, 3]", "[3, ∞)"), ("[0, 5]", "{0, 5}"), ("x ≠ 0", "x = 0"),
        ("[1, 4]", "[1, 5]"),
    ),
    "What is the ratio of boys to girls?": (
        ("3:4", "4:3"), ("3:4", "3:5"), ("3:4", "34"), ("3 to 4", "4 to 3"), ("1:2", "2:1"), ("3:4", "3-4"),
    ),
    "Which gases make up most of the air?": (
        ("Nitrogen and oxygen", "Nitrogen"), ("Nitrogen and oxygen", "Nitrogen and argon"), ("Nitrogen, oxygen", "Nitrogen, oxygen, argon"),
        ("nitrogen and oxygen", "nitrogen or oxygen"), ("氮气和氧气", "氮气和氩气"), ("Oxygen but not nitrogen", "Oxygen and nitrogen"), ("Argon", "Neon"),
    ),
    "In which order should the steps be done: rinse, soak, dry?": (
        ("soak, rinse, dry", "rinse, soak, dry"), ("soak → rinse → dry", "dry → rinse → soak"), ("1. Soak\n2. Rinse\n3. Dry", "1. Soak\n2. Dry\n3. Rinse"),
        ("soak, rinse", "soak, rinse, dry"),
    ),
    "Rank by height, shortest first: Ana, Bo, Cy": (
        ("Ana, Cy, Bo", "Bo, Cy, Ana"), ("Ana < Cy < Bo", "Ana < Bo < Cy"), ("Ana, Cy, Bo", "Cy, Ana, Bo"),
    ),
    "Solve the system for x and y.": (
        ("x = -1, y = 4", "x = 4, y = -1"), ("(-1, 4)", "(1, 4)"), ("(-1, 4)", "(4, -1)"), ("x = -1", "x = -1, y = 4"),
    ),
    "Find the domain of f.": (
        ("[2, ∞)", "(2, ∞)"), ("x ≥ 2", "x ≤ 2"), ("(−3, 3)", "[−3, 3]"), ("x ≠ 5", "x = 5"), ("[2, 4]", "[2, 5]"), ("all real numbers", "x > 0"),
    ),
    "What is the ratio of sand to cement?": (
        ("3:1", "1:3"), ("3:1", "2:1"), ("9:3", "9:1"), ("three to one", "one to three"), ("3:1", "31"),
    ),
    "Which colours are on the flag of Italy?": (
        ("green, white, red", "green, white, blue"), ("green and white", "green, white, red"), ("green", "green, white, red"),
    ),
    "Order these by length, longest first: Rhine, Nile, Thames": (
        ("Nile, Rhine, Thames", "Rhine, Nile, Thames"), ("Nile > Rhine > Thames", "Thames > Rhine > Nile"),
    ),
    "What is the ratio of flour to sugar?": (
        ("2:1", "1:2"), ("2:1", "3:1"),
    ),
}  # fmt: skip
