"""Pairs of formulas in the notations of LaTeX, of signs and of words."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "Find the domain.": (("(-∞, 3)", "x < 3"), ("[4, ∞)", "[4, \\infty)")),
    "Evaluate.": (("\\log_2 8", "3"), ("\\log_{10} 1000", "3"), ("log_3(81)", "4"), ("0.1\\overline{6}", "1/6"), ("0.\\overline{3}", "1/3"),
        ("0.\\overline{27}", "3/11")),
    "Simplify the expression.": (("x squared", "x^2"), ("the square root of 5", "\\sqrt{5}"), ("pi over two", "\\frac{\\pi}{2}"),
        ("two x plus three", "2x + 3"), ("x cubed minus one", "x^3 - 1"), ("one over x", "1/x"), ("n!/(n-1)!", "n"), ("(n+1)!/n!", "n+1"), ("x", "X"),
        ("$x$", "x"), ("\\alpha + \\beta", "α + β"), ("2\\theta", "2θ")),
    "What is the solution set?": (("\\emptyset", "the empty set"), ("∅", "\\varnothing"), ("no solution", "∅")),
    "Compute.": (("a^2 + b^2", "b^2 + a^2"), ("\\binom{5}{2}", "10"), ("5 \\choose 2", "10"), ("\\frac{x+1}{2}", "(x+1)/2"),
        ("\\frac{\\sqrt{3}}{2}", "sqrt(3)/2"), ("3\\sqrt[3]{2}", "3*2^(1/3)"), ("\\sqrt[3]{8}", "2"), ("\\lfloor 3.7 \\rfloor", "3"),
        ("\\mathbb{R}", "all real numbers"), ("\\vec{v} = (1, 2)", "(1, 2)"), ("e^{i\\pi}", "-1"), ("\\tan 45^\\circ", "1"), ("6!/(3!3!)", "20"),
        ("12\\text{ cm}", "12 cm"), ("\\approx 3.14", "3.14"), ("x \\approx 3.14", "3.14"), ("5.0 \\times 10^{-3}", "0.005"),
        ("2\\frac{3}{4}", "11/4"), ("\\{x \\mid x > 2\\}", "x > 2"), ("(x-2)^2 + (y+1)^2 = 9", "(x - 2)² + (y + 1)² = 9"),
        ("y = -\\frac{1}{2}x + 3", "y = -0.5x + 3"), ("4x^3 - 6x + C", "4x³ − 6x + C"), ("\\sin^2 x + \\cos^2 x", "1"),
        ("\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}", "[[1, 2], [3, 4]]")),
}  # fmt: skip

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "Evaluate the expression.": (("(-\\infty, 2]", "(-\\infty, 2)"),),
    "Find the domain.": (("[4, ∞)", "(4, ∞)"), ("(-\\infty, 0)", "(0, \\infty)")),
    "Evaluate.": (("\\log_2 8", "4"), ("\\log_2 5", "\\log_5 2"), ("0.\\overline{3}", "0.3"), ("0.\\overline{3}", "2/3")),
    "Simplify the expression.": (("one over x", "x"), ("x squared", "x cubed"), ("n!", "n"), ("-x", "x"), ("\\sqrt{x}", "x"), ("2x", "x"),
        ("1/x", "x"), ("a", "-a"), ("\\bar{x}", "x"), ("\\alpha + \\beta", "α + γ")),
    "What is the solution set?": (("\\emptyset", "{0}"),),
    "Compute.": (("\\binom{5}{2}", "20"), ("\\sqrt[3]{8}", "\\sqrt{8}"), ("2\\frac{3}{4}", "\\frac{6}{4}"),
        ("(x-2)^2 + (y+1)^2 = 9", "(x + 2)² + (y - 1)² = 9"), ("4x^3 - 6x", "4x^3 + 6x"),
        ("\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}", "[[1, 3], [2, 4]]")),
}  # fmt: skip
