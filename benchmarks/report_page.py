"""The page of a report on many rows, in headless Chromium: how long it takes, by keyboard alone.

python benchmarks/report_page.py --rows 100000 --shots FOLDER

It needs Playwright, which nothing else here does, and a Chromium. Times are of the wall clock, of
filter and sort the best of ten.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import shutil
import tempfile
import time
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from trustcore.batch import write_report

SCREENS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1100, "height": 1300}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True},
    "dark": {"viewport": {"width": 1100, "height": 1300}, "color_scheme": "dark"},
}
HOSTILE = '</script><script>document.title="HACKED"</script><img src=x onerror=alert(1)>'
TIMES = 5
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"


def write_output(path: Path, rows: int) -> None:
    """Write an output with labels, the first row hostile."""
    chance = random.Random(1)  # noqa: S311  (scores)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("question", "response", "trustworthiness_score", "error", "correct"))
        writer.writerow((HOSTILE, HOSTILE, 0.0001, "", "no"))
        for row in range(1, rows):
            score = round(chance.betavariate(5, 1.5), 4)
            asked = f"What is {row} + {chance.randrange(1000)}, and what follows from it? " * 2
            label = "yes" if chance.random() < score**0.4 else "no"
            writer.writerow((asked, f"It is {row + 17}.", score, "", label))


def timed(page: Any, act: Any) -> float:  # noqa: ANN401  (of Playwright)
    """Milliseconds until what was done is drawn."""
    start = time.perf_counter()
    act()
    page.evaluate(SETTLED)
    return round(1000 * (time.perf_counter() - start))


def look(browser: Any, address: str, screen: str, shots: Path | None) -> dict[str, Any]:  # noqa: ANN401  (of Playwright)
    """Open the page on one screen and use it by keyboard."""
    with browser.new_context(**SCREENS[screen]) as context:
        page, problems = context.new_page(), list[str]()
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        facts: dict[str, Any] = {
            "screen": screen,
            "open_ms": timed(page, lambda: page.goto(address)),
            "title": page.title(),
        }
        if shots is not None:
            page.screenshot(path=shots / f"report-{screen}.png")
        facts |= used_by_keyboard(page)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        return {**facts, "wider_than_screen": wide, "problems": problems}


def used_by_keyboard(page: Any) -> dict[str, Any]:  # noqa: ANN401  (of Playwright)
    """Reach slider, promise, search, sort and a row's details by Tab; what came of each."""
    seen, facts = list[str](), dict[str, Any]()
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.id || document.activeElement.textContent")
        seen.append(name[:30])
        if name == "threshold":
            page.keyboard.press("End")
            facts["at_the_end"] = page.inner_text("#verdict")
        elif name == "search":
            keys = ("7", "Backspace") * TIMES
            facts["filter_ms"] = min(timed(page, partial(page.keyboard.press, key)) for key in keys)
            page.keyboard.press("7")
            facts["found"] = page.inner_text("#found")
            page.keyboard.press("Backspace")
        elif name == "answer":
            pressed = (timed(page, lambda: page.keyboard.press("Enter")) for _ in range(2 * TIMES))
            facts["sort_ms"] = min(pressed)
            facts["sorted"] = page.get_attribute("th:nth-child(4)", "aria-sort")
        elif page.evaluate("document.activeElement.tagName") == "SUMMARY":
            page.keyboard.press("Enter")
            facts["details_open"] = page.evaluate("document.querySelector('details').open")
            break
    return {**facts, "reached": seen}


def main() -> None:
    """Measure on each screen, a line of JSON each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--shots", type=Path, help="a folder for pictures")
    given = parser.parse_args()
    browsers = import_module("playwright.sync_api")
    with tempfile.TemporaryDirectory() as name, browsers.sync_playwright() as playwright:
        output, page = Path(name, "out.csv"), Path(name, "report.html")
        write_output(output, given.rows)
        start = time.process_time()
        write_report(output, page, label_column="correct")
        size = round(page.stat().st_size / 1e6, 1)
        print(json.dumps({"write_cpu_s": round(time.process_time() - start, 1), "page_mb": size}))
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for screen in SCREENS:
            print(json.dumps(look(browser, page.as_uri(), screen, given.shots)))
        browser.close()


if __name__ == "__main__":
    main()
