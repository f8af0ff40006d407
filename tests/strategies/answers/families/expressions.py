"""Pairs of formulas with both signs, absolute values, indices, vectors, infinities and logic."""


# ruff: noqa: RUF001  (texts as they are written)

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "Simplify the expression.": (
        ("|y|", "\\lvert y \\rvert"),
        ("|y|", "\\left|y\\right|"),
        ("|b|", "abs(b)"),
        ("|y - 2|", "|2 - y|"),
        ("\\ln y + C", "ln|y| + C"),
        ("\\sqrt[n]{y}", "y^{1/n}"),
        ("2\\cdot\\sqrt{3}", "2√3"),
        ("\\sin^{-1} y", "\\arcsin y"),
        ("b_{n+1}", "b_{n + 1}"),
        ("e^{3y} \\cdot 3", "3e^{3y}"),
        ("\\gcd(18, 24)", "6"),
        ("\\max(4, 9)", "9"),
        ("O(n \\lg n)", "O(n log n)"),
        ("2|y|", "|2y|"),
    ),
    "What is the area of the disc?": (
        ("36\\pi", "36π cm^2"),
        ("36π square units", "36π"),
        ("113.1", "36π"),
        ("113.10 cm²", "36π cm²"),
        ("A = πr² = 36π", "36π"),
        ("36\\pi \\text{ m}^2", "36 pi m^2"),
    ),
    "Evaluate the integral.": (("x^3/3 + C", "\\frac{1}{3}x^3 + c"),),
    "What divides by a process like binary fission?": (
        ("Mitochondria.", "It is the mitochondria that divide like binary fission."),
    ),
    "What is 200 in hexadecimal?": (("C8", "0xC8"), ("c8", "C8"), ("C8", "C8_{16}")),
    "What is 10 in binary?": (("1010", "0b1010"), ("1010_2", "1010b"), ("1010_{2}", "0b1010")),
    "Convert binary 11001000 to hexadecimal.": (("0xC8", "C8"), ("C8h", "C8_16")),
    "What is the next number in the sequence 3, 6, 12, 24?": (("48", "The next number is 48."),),
    "How fast is it in km/h?": (("90", "25 m/s"), ("90", "90 km/h")),
    "Solve the inequality.": (("all x greater than 3", "x > 3"), ("no real solutions", "∅")),
    "Find the limit.": (
        ("-\\infty", "negative infinity"),
        ("-∞", "minus infinity"),
        ("+\\infty", "positive infinity"),
    ),
    "Solve for x.": (
        ("x = \\frac{-3 \\pm \\sqrt{7}}{2}", "x = (-3 ± √7)/2"),
        ("\\frac{-3 \\pm \\sqrt{7}}{2}", "(-3+sqrt(7))/2, (-3-sqrt(7))/2"),
        ("x = 5 \\pm \\sqrt{2}", "5 + √2 or 5 - √2"),
        ("\\pm\\sqrt{3}", "±√3"),
        ("±√3", "√3 and -√3"),
        ("2 ± i", "2 + i and 2 - i"),
    ),
    "Solve for a and b.": (("a = 2, b = 7", "b = 7, a = 2"),),
    "What is the vector?": (
        ("\\begin{pmatrix}3\\\\5\\end{pmatrix}", "(3, 5)"),
        ("\\langle 3, 5 \\rangle", "(3, 5)"),
        ("\\begin{bmatrix}3&5\\end{bmatrix}", "(3, 5)"),
    ),
    "Write it in symbols.": (
        ("A \\cap B", "A ∩ B"),
        ("A \\cup B", "A ∪ B"),
        ("A \\subseteq B", "A ⊆ B"),
        ("p \\land q", "p ∧ q"),
        ("\\neg p", "¬p"),
        ("p \\to q", "p → q"),
        ("x \\equiv 2 \\pmod{5}", "x ≡ 2 (mod 5)"),
        ("\\overline{AB}", "AB"),
    ),
    "Give the tolerance.": (("1.5 m ± 0.2 m", "1.5 ± 0.2 m"),),
}

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "Simplify the expression.": (
        ("|y|", "y"),
        ("\\tan y", "-\\tan y"),
        ("e^{3y}", "e^3y"),
        ("|y - 2|", "y - 2"),
        ("|y| + 3", "y + 3"),
        ("2|y|", "2y"),
        ("b_{n+1}", "b_n + 1"),
        ("\\gcd(18, 24)", "12"),
        ("\\sin^{-1} y", "\\sin y"),
        ("\\max(4, 9)", "4"),
    ),
    "What is the area of the disc?": (
        ("36π cm²", "36π m²"),
        ("36π cm²", "36"),
        ("36π", "12π cm²"),
        ("113.1", "35π"),
        ("113.10 m²", "36π cm²"),
    ),
    "What is 200 in hexadecimal?": (("C8", "0xC9"), ("C8", "200")),
    "What is it in binary?": (("0b1010", "0x1010"), ("1010", "1010_16"), ("1010_2", "1010_8")),
    "What is it in octal?": (("0o17", "17h"), ("17_8", "17_10")),
    "What is the next number in the sequence 3, 6, 12, 24?": (
        ("48", "The next number is 84."),
        ("4", "The next number is 48."),
    ),
    "How fast is it in km/h?": (("90", "90 m/s"), ("90", "90 mph")),
    "Find the limit.": (("negative infinity", "infinity"), ("-∞", "positive infinity")),
    "Solve for x.": (
        ("(3 ± √7)/2", "(-3 ± √7)/2"),
        ("5 ± √2", "5 + √2"),
        ("5 ± √2", "5 ± √3"),
        ("±√3", "√3"),
        ("2 ± i", "2 + i"),
    ),
    "Solve for a and b.": (("a = 2, b = 7", "a = 7, b = 2"),),
    "What is the vector?": (
        ("\\begin{pmatrix}3\\\\5\\end{pmatrix}", "(5, 3)"),
        ("\\langle 3,5\\rangle", "\\langle 5,3\\rangle"),
    ),
    "Write it in symbols.": (
        ("A \\cup B", "A \\cap B"),
        ("p \\lor q", "p \\land q"),
        ("p \\to q", "q \\to p"),
        ("x ≡ 2 (mod 5)", "x ≡ 2 (mod 7)"),
        ("A ⊆ B", "A ∈ B"),
    ),
    "Give the tolerance.": (("1.5 m ± 0.2 m", "1.5 ± 0.3 m"),),
}
