"""Pairs of one expression, pattern or object that is written in two ways."""

# ruff: noqa: E501  (tables are read by the line)

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "Solve for x: 2x = 2x + 1": (("no solution", "There are no solutions."),),
    "Write a regex that matches exactly three digits.": (("^\\d{3}$", "`^[0-9]{3}$`"),),
    "Write a regex for a word character.": (("\\w", "[A-Za-z0-9_]"),),
    "Give the person's name and hobbies as JSON.": (('{"name": "Ida", "hobbies": ["chess", "golf"]}', '{"name": "Ida", "hobbies": ["golf", "chess"]}'),),
    "Extract the persons as JSON.": (('{"persons": [{"name": "A"}, {"name": "B"}]}', '{"persons": [{"name": "B"}, {"name": "A"}]}'),),
    "What is the derivative of sin(2x)?": (("2cos(2x)", "2 \\cos 2x"),),
    "Simplify.": (("\\sin 2x", "2 \\sin x \\cos x"), ("\\ln 3x", "\\ln(3x)"), ("\\sin x \\cos x", "\\sin(x)\\cos(x)"), ("\\log 2 + \\log 5", "1"), ("x \\sin 3x + 1", "x*sin(3*x) + 1"), ("\\sin 2\\pi t", "\\sin(2\\pi t)"), ("ln 2 + ln 3", "ln 6"), ("2 sin x cos x", "sin 2x")),
    "Find the limit.": (("∞", "The limit is infinite."), ("\\infty", "It diverges to infinity."), ("e", "2.71828..."), ("e", "2.718")),
    "Find the value.": (("1.414...", "\\sqrt{2}"), ("3.1415...", "\\pi")),
    "How do you print 'hi' in Python?": (("print('hi')", "Use print('hi')."),),
    "Which shell command lists files?": (("ls", "You can use the command ls."),),
    "Which shell command lists hidden files?": (("ls -a", "Run ls -a"),),
    "What is the time complexity of binary search?": (("O(log2(n))", "O(log n)"),),
    "What is the time complexity?": (("O(2n)", "O(n)"), ("O(log2 n)", "O(lg n)"), ("O(n²/2)", "O(n^2)")),
    "Evaluate.": (("log2(8)", "3"), ("\\log_{10}(1000)", "log10(1000)")),
    "What is the area of a circle with radius 3?": (("9π square units", "28.27"), ("9π sq. units", "9π")),
    "What is the complexity?": (("O(n + m)", "O(m+n)"), ("O(n^2)", "O(3n^2)")),
    "Return the coordinates as JSON with keys lat and lon.": (('{"lat": 52.52, "lon": 13.405}', '{"lon": 13.405, "lat": 52.52}'),),
    "Solve for x: 3x - 7 = 11.": (("3x = 18, x = 6", "x=6"), ("3x - 7 = 11, 3x = 18, so x = 6", "6")),
    "Solve for y: 2y + 1 = 9.": (("2y = 8; y = 4", "4"),),
    "Find the vector sum.": (("(4, -1)", "<4, -1>"), ("4i - j", "(4, -1)")),
    "Find the vector.": (("2i + 3j - k", "(2, 3, -1)"),),
    "How do you create an empty dictionary in Python?": (("{}", "`{}`"),),
    "How do you create an empty list in Python?": (("[]", "```python\n[]\n```"),),
    "Return the weight as JSON.": (('{"kg": 52.52}', '{"kg": "52.52"}'),),
}  # fmt: skip

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "Solve for x: 2x = 2x + 1": (("no solution", "0"), ("There is no solution.", "x = 0"), ("none", "0"), ("no real solutions", "0"), ("x = 0", "No value of x satisfies the equation.")),
    "Write a regex that matches exactly three digits.": (("^\\d{3}$", "`^[0-9]{2}$`"),),
    "Write a regex for a digit.": (("\\d", "\\D"),),
    "Give the steps in order as JSON.": (('{"name": "Ida", "steps": ["open", "close"]}', '{"name": "Ida", "steps": ["close", "open"]}'),),
    "Give the coordinates as JSON.": (('{"point": [1, 2]}', '{"point": [2, 1]}'),),
    "Extract the persons as JSON.": (('{"persons": [{"name": "Al", "age": 3}, {"name": "Bo", "age": 4}]}', '{"persons": [{"name": "Al", "age": 4}, {"name": "Bo", "age": 3}]}'),),
    "Simplify.": (("\\cos 2x", "2\\cos x"), ("sin 2x", "2 sin x"), ("sin 2x + 1", "sin(2x + 1)"), ("cos 3 x^2", "(cos 3x)^2"), ("log 2 x", "log_2 x")),
    "Find the limit.": (("-∞", "The limit is infinite."), ("0", "The limit is infinite."), ("finite", "infinite"), ("e", "2.178"), ("e", "2"), ("+∞", "-∞")),
    "Find the value.": (("1.415...", "\\sqrt{2}"),),
    "How do you print 'hi' in Python?": (("print('ho')", "Use print('hi')."),),
    "What is the time complexity?": (("O(n^2)", "O(n)"), ("O(n log n)", "O(log n)")),
    "Evaluate.": (("log2(8)", "log3(8)"),),
    "What is the area of a circle with radius 3?": (("9π square units", "27.28"),),
    "What is the complexity?": (("O(1)", "O(n)"), ("O(n)", "Ω(n)"), ("O(nm)", "O(n+m)"), ("O(2^n)", "O(3^n)"), ("O(n^2)", "O(n^2 log n)")),
    "What is the limit?": (("infinite", "0"),),
    "Give the JSON.": (('{"tags": ["a", "b"]}', '{"tags": ["a", "c"]}'), ('{"a": ["x", "y"], "b": ["z"]}', '{"a": ["x"], "b": ["y", "z"]}')),
    "Give the ranking as JSON.": (('{"ranking": ["x", "y"]}', '{"ranking": ["y", "x"]}'),),
    "Return the coordinates as JSON with keys lat and lon.": (('{"lat": 52.52, "lon": 13.405}', '{"lat": 13.405, "lon": 52.52}'),),
    "Solve for x: 3x - 7 = 11.": (("3x = 18, x = 6", "18"),),
    "Find the vector sum.": (("4i + j", "(4, -1)"), ("<4, -1>", "(-1, 4)")),
    "How do you create an empty dictionary in Python?": (("{}", "[]"),),
    "How do you create an empty list in Python?": (("()", "[]"),),
    "Return the weight as JSON.": (('{"kg": 52.52}', '{"kg": "52.25"}'),),
}  # fmt: skip
