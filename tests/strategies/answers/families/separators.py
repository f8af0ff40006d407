"""Pairs of lists whose things are parted by strokes, plus signs, lines or both signs of one."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (signs of many scripts)

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "Name the gases of the mixture.": (("argon | neon | xenon", "neon, argon, xenon"), ("| argon | neon |", "argon and neon"), ("argon|neon|xenon", "argon, neon, xenon"),
        ("argon + neon + xenon", "xenon, neon, argon"), ("argon+neon", "neon and argon"), ("Argon (Ar), Neon (Ne), Xenon (Xe)", "argon, neon, xenon"),
        ("neon, argon, neon", "argon, neon"), ("(a) argon, (b) neon, (c) xenon", "argon, neon, xenon"), ("(i) argon (ii) neon", "argon, neon"), ("1- argon\n2- neon", "argon, neon"),
        ("argon, neon, xenon (in any order)", "argon, neon, xenon"), ("argon and neon only", "argon, neon"), ("argon, neon, and also xenon", "argon, neon, xenon"), ("<ul><li>argon</li><li>neon</li></ul>", "argon, neon")),
    "Find all roots of the polynomial.": (("-4,7", "7 and -4"), ("1,5,9", "1, 5, 9"), ("x=4,7", "x = 4 or x = 7"), ("4 | 7", "7, 4"), ("4\n7", "7, 4"), ("±√3", "√3, -√3"),
        ("2 ± √5", "2 - √5 and 2 + √5"), ("0, ±√7", "√7, 0, -√7"), ("i, -i", "±i"), ("4, 4, 7", "4, 7"), ("{}", "no solutions"), ("None", "no solutions"), ("x=4 ∨ x=7", "4, 7"), ("x = 4 | x = 7", "4, 7"), ("There are no real solutions.", "no real solution"),
        ("2,5", "2.5"), ("4 and 1/2", "1/2, 4"), ("-2 and 3/5", "x = -2, x = 3/5")),
    "What are the coordinates of the vertex?": (("y = 8, x = 3", "(3, 8)"), ("y = -1 and x = 4", "x = 4, y = -1"), ("(√9, 2)", "(3, 2)")),
    "Rank the runners by time.": (("1st Ada, 2nd Bea, 3rd Cleo", "Ada, Bea, Cleo"), ("#1 Ada, #2 Bea, #3 Cleo", "Ada, Bea, Cleo"), ("1: Ada, 2: Bea", "Ada, Bea"), ("Ada | Bea | Cleo", "1. Ada\n2. Bea\n3. Cleo")),
    "Between which integers does it lie?": (("between 4 and 5", "4 to 5"), ("4 < x < 5", "between 4 and 5")),
}  # fmt: skip

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "Name the gases of the mixture.": (("argon | neon | xenon", "argon | neon | krypton"), ("argon + neon", "argon + neon + xenon"), ("argon|neon", "argon"),
        ("Argon (Ar), Neon (Ne)", "argon, krypton"), ("iron (II), iron (III)", "iron (II), iron (IV)"), ("(a) argon, (b) neon", "(a) argon, (b) xenon"), ("neon, argon, neon", "neon"), ("<ul><li>argon</li><li>neon</li></ul>", "argon, xenon")),
    "Find all roots of the polynomial.": (("4,7", "4, 8"), ("4,7", "47"), ("4\n7", "4"), ("±√3", "√3"), ("2 ± √5", "2 ± √6"), ("2 ± √5", "5 ± √2"), ("4 and 7", "4 to 7"),
        ("4, 7", "4 < x < 7"), ("{}", "0"), ("{}", "{0}"), ("4, 4, 7", "4, 7, 7, 9"), ("1 | 2", "12"), ("4 and 1/2", "4 and 1/3")),
    "What are the coordinates of the vertex?": (("y = 8, x = 3", "(8, 3)"), ("(√9, 2)", "(9, 2)")),
    "Rank the runners by time.": (("1st Ada, 2nd Bea, 3rd Cleo", "Bea, Ada, Cleo"), ("#1 Ada, #2 Bea", "#1 Bea, #2 Ada"), ("Ada | Bea | Cleo", "Cleo | Bea | Ada")),
    "List the outputs in order.": (("1, 1, 2", "1, 2"),),
}  # fmt: skip
