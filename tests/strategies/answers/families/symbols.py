"""Formulas, JSON and code: pairs of answers that say the same, and pairs that do not."""

# ruff: noqa: E501  (tables are read by the line)
# ruff: noqa: RUF001  (texts of many scripts)

from __future__ import annotations

SAME: dict[str, tuple[tuple[str, str], ...]] = {
    "Simplify or solve.": (
        ("x^2 + 2x + 1", "(x+1)^2"), ("2(x+3)", "2x + 6"), ("x**2", "x^2"), ("x = 4", "4"), ("$x=4$", "x = 4"), ("\\sqrt{2}", "√2"),
        ("sqrt(2)/2", "\\frac{\\sqrt{2}}{2}"), ("a/b", "\\frac{a}{b}"), ("2*x", "2x"), ("3 + 4 = 7", "7"), ("y = 2x + 1", "2x + 1 = y"), ("\\pi/2", "π/2"),
        ("e^{x}", "e^x"), ("\\frac{1}{2}", "0.5"), ("6!", "720"), ("\\boxed{12}", "12"), ("x^{2}y", "x²y"), ("-(a-b)", "b - a"), ("log(x)", "\\log x"),
        ("\\dfrac{3}{5}", "3/5"), ("2^{10}", "1024"), ("H2O", "H₂O"), ("x = 1 or x = -1", "x = ±1"), ("\\pm 3", "3 and -3"), ("C6H12O6", "C₆H₁₂O₆"), ("f'(x) = 2x", "2x"),
        ("4\\sqrt{3}", "4√3"), ("\\infty", "∞"),
    ),
    "Extract the product and its price as JSON.": (
        ('{"product": "lamp", "price": 20}', '{"price": 20, "product": "lamp"}'),
        ('```json\n{"product": "lamp", "price": 20}\n```', '{"product":"lamp","price":20}'),
        ('Here it is:\n{"product": "lamp", "price": 20.0}', '{"product": "lamp", "price": 20}'), ("[1, 2, 3]", "[1,2,3]"),
        ('{"a": {"b": 1}}', '{"a":{"b":1}}'), ('{"product": "Lamp", "price": 20}', '{"product": "lamp", "price": 20}'),
        ("{'product': 'lamp', 'price': 20}", '{"product": "lamp", "price": 20}'),
    ),
    "Write Python code for the task.": (
        ("print(sum(xs))", "```python\nprint(sum(xs))\n```"), ("def f(x):\n    return x*2", "def f(x):\n  return x * 2"), ("x = [1,2,3]", "x = [1, 2, 3]"),
        ("def f(a):\n    return a + 1", "def f(a):\n    # add one\n    return a + 1"), ("sorted(xs, reverse=True)", "Use `sorted(xs, reverse=True)`."),
        ("SELECT * FROM t", "select * from t;"), ("'abc'.upper()", '"abc".upper()'),
    ),
    "Simplify the expression.": (
        ("3(x - 2)", "3x - 6"), ("x(x+1)", "x^2 + x"), ("\\frac{x}{2}", "x/2"), ("\\frac{x}{2}", "0.5x"), ("2\\pi r", "2πr"), ("x^{-1}", "1/x"), ("sqrt(x)", "x^{1/2}"),
        ("\\sqrt{12}", "2\\sqrt{3}"), ("e^{2x}", "\\exp(2x)"), ("f(x) = x^2", "x^2"), ("y = x^2", "x^2"), ("sin^2(x) + cos^2(x)", "1"), ("\\ln(e)", "1"), ("5!", "120"),
        ("(a+b)(a-b)", "a^2 - b^2"), ("2^{-3}", "1/8"), ("x = 2 or x = 5", "x = 5 or x = 2"), ("x = ±2", "x = 2, x = -2"), ("\\text{NaCl}", "NaCl"),
        ("10 \\text{ cm}", "10 cm"), ("$\\frac{3}{4}$", "0.75"), ("\\boxed{x+1}", "x + 1"), ("x+1", "1+x"), ("a = b + c", "b + c = a"), ("3x10^8", "3 × 10^8"),
        ("\\theta", "θ"),
    ),
    "Return the city and the population as JSON.": (
        ('{"city": "Oslo", "population": 700000}', '{"population":700000,"city":"Oslo"}'),
        ('Sure! Here is the JSON:\n```json\n{"city": "Oslo", "population": 700000}\n```', '{"city": "Oslo", "population": 700000}'),
        ('The JSON is:\n{"city": "Oslo", "population": 7e5}', '{"city": "Oslo", "population": 700000}'),
        ('{\n  "city": "Oslo",\n  "tags": ["a", "b"]\n}', '{"city":"Oslo","tags":["a","b"]}'),
    ),
    "Write a JavaScript function for the task.": (
        ("const f = x => x + 1;", "const f = x => x + 1"), ("function f(x) { return x * 2; }", "function f(x) {\n  return x * 2;\n}"),
        ("arr.filter(x => x > 0)", "`arr.filter(x => x > 0)`"), ("```js\nlet a = 1;\n```", "let a = 1;"), ("arr.length", "You can use `arr.length`."),
    ),
    "Expand or simplify.": (
        ("4(y + 1)", "4y + 4"), ("\\frac{y}{4}", "y/4"), ("y^2 - 9", "(y-3)(y+3)"), ("y = 3", "3"), ("\\sqrt{9}", "3"), ("2^3", "8"),
    ),
}  # fmt: skip

DIFFERENT: dict[str, tuple[tuple[str, str], ...]] = {
    "Simplify or solve.": (
        ("x^2 + 1", "x^2 - 1"), ("(x+1)^2", "(x-1)^2"), ("2x + 6", "2x + 3"), ("x^2", "x^3"), ("x = 4", "x = -4"), ("√2", "2"), ("\\sin x", "\\cos x"), ("a/b", "b/a"),
        ("a - b", "b - a"), ("x_1", "x_2"), ("2^10", "10^2"), ("π/2", "π/3"), ("H2O", "H2O2"), ("e^x", "e^{-x}"), ("x + y", "x - y"), ("ln x", "log_2 x"),
        ("x < 4", "x > 4"), ("4√3", "3√4"), ("x^2y", "xy^2"), ("±3", "3"),
    ),
    "Extract the product and its price as JSON.": (
        ('{"product": "lamp", "price": 20}', '{"product": "lamp", "price": 25}'),
        ('{"product": "lamp", "price": 20}', '{"product": "sofa", "price": 20}'), ('{"product": "lamp"}', '{"product": "lamp", "price": 20}'),
        ("[1, 2, 3]", "[3, 2, 1]"), ('{"a": true}', '{"a": false}'), ('{"a": null}', '{"a": 0}'), ('{"a": {"b": 1}}', '{"b": {"a": 1}}'),
    ),
    "Write Python code for the task.": (
        ("print(max(xs))", "print(min(xs))"), ("x > 0", "x >= 0"), ("a and b", "a or b"), ("xs[0]", "xs[1]"), ("xs[1:]", "xs[:1]"), ("i += 1", "i -= 1"),
        ("if not ok:", "if ok:"), ("sorted(xs)", "sorted(xs, reverse=True)"), ("SELECT a FROM t WHERE b = 1", "SELECT a FROM t WHERE b != 1"),
        ("range(10)", "range(1, 10)"), ("def f(x):\n    return x*2", "def f(x):\n    return x**2"), ("True", "False"),
    ),
    "Simplify the expression.": (
        ("3x - 6", "3x + 6"), ("x^2 + x", "x^2 - x"), ("x/2", "2/x"), ("x^{-1}", "-x"), ("\\sqrt{12}", "\\sqrt{6}"), ("e^{2x}", "e^{x^2}"), ("a^2 - b^2", "a^2 + b^2"),
        ("(a+b)^2", "a^2 + b^2"), ("sin(2x)", "2 sin(x)"), ("x = ±2", "x = 2"), ("2^{-3}", "-8"), ("log(x)", "ln(x)"), ("2\\pi r", "\\pi r^2"), ("NaCl", "NaOH"),
        ("x ≥ 1", "x ≤ 1"), ("ab", "a+b"), ("5!", "5"), ("x_1 + x_2", "x_1 - x_2"),
    ),
    "Return the city and the population as JSON.": (
        ('{"city": "Oslo", "population": 700000}', '{"city": "Bergen", "population": 700000}'),
        ('{"city": "Oslo", "population": 700000}', '{"city": "Oslo", "population": 70000}'), ('{"x": {"y": 1}}', '{"y": {"x": 1}}'),
        ('{"ok": true}', '{"ok": false}'), ('{"city": "Oslo"}', '{"town": "Oslo"}'),
    ),
    "Write a JavaScript function for the task.": (
        ("x > 0", "x < 0"), ("arr.map(f)", "arr.filter(f)"), ("a && b", "a || b"), ("i++", "i--"), ("x === y", "x !== y"), ("return true;", "return false;"),
        ("arr[0]", "arr[arr.length]"), ("a or b", "a and b"), ("x => x + 1", "x => x - 1"), ("!done", "done"),
    ),
    "Expand or simplify.": (
        ("4y + 4", "4y - 4"), ("y/4", "4/y"), ("y^2 - 9", "y^2 + 9"), ("(y-3)^2", "y^2 - 9"), ("y > 3", "y < 3"),
    ),
}  # fmt: skip
