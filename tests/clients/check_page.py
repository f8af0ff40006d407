"""The page in a browser: with the keyboard alone, on a phone, in the dark, with hostile texts.

`make test-clients` makes the environment that has it, and runs this file; pytest alone does not. It
is skipped where there is no Chromium.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serving.helpers import client, script
from tests.serving.running import TOKEN, running
from trustcore.serving import ServeSettings
from trustcore.testing import ScriptedProvider, Streamed

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

OWN = "document.title='owned'"
HOSTILE = f"<img src=x onerror={OWN}><script>{OWN}</script>\u202e</p>"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PICTURES = os.environ.get("PAGE_PICTURES")
DEVICES: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1200, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
    "dark": {"viewport": {"width": 1200, "height": 900}, "color_scheme": "dark"},
}
Page = Any  # of a package that is not always there


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_api.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    said = {
        (lambda request: "hostile" in request.messages[-1].text): HOSTILE,
        **script(Streamed(["It is ", "Paris."]), "It is Paris."),
    }
    with running(client(model=ScriptedProvider(said))) as found:
        yield found


@pytest.fixture(params=DEVICES)
def page(request: pytest.FixtureRequest, browser: Any, address: str) -> Iterator[Page]:  # noqa: ANN401  (as `Page`)
    context = browser.new_context(**DEVICES[request.param])
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address)
    yield page
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{request.node.name}.png", full_page=True)
    context.close()
    assert [] == wrong


def ask(page: Page, question: str) -> str:
    """Type a question, press Enter; the last answer with its trust, once that is there."""
    before = page.locator("#talk > li").count()
    page.focus("#question")
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    place = page.locator(f"#talk > li:nth-child({before + 1})")
    place.locator(".score").wait_for(timeout=60_000)
    return str(place.inner_text())


def test_a_question_gets_its_answer_and_its_score(page: Page) -> None:
    """And a row of the table, without anything to scroll sideways."""
    shown = ask(page, "What is the capital of France?")

    assert "It is Paris." in shown
    assert "trust score" in shown
    page.locator("#rows tr").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("(b => b.scrollWidth <= b.clientWidth)(document.querySelector('.scroll'))")


def test_hostile_texts_are_texts(page: Page) -> None:
    """Of the question and of the answer: nothing of them is run, nothing loaded."""
    shown = ask(page, f"hostile {HOSTILE}")

    assert 2 == shown.count("<img src=x onerror=")
    assert "trustcore" == page.title()
    assert 0 == page.locator("#talk img, #talk script").count()


def test_the_keyboard_is_enough(page: Page) -> None:
    """From the top: each control is reached by Tab, and shows that it has the focus."""
    page.evaluate("document.activeElement.blur()")
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        focused = "document.activeElement"
        reached.append(page.evaluate(f"{focused}.id || {focused}.className"))
        if reached[-1]:
            assert "none" != page.evaluate(f"getComputedStyle({focused}).outlineStyle")
    order = [one for one in ("question", "send", "threshold", "low", "scroll") if one in reached]
    assert ["question", "send", "threshold", "low", "scroll"] == order
    places = [reached.index(one) for one in order]
    assert sorted(places) == places


def test_texts_can_be_read(page: Page) -> None:
    """Each with a contrast of 4.5 or more to what it stands on, in the light and in the dark."""
    ask(page, "What is the capital of France?")
    wrong = page.evaluate(Path(__file__).with_name("contrast.js").read_text("utf-8"))
    assert [] == wrong


def test_a_token_is_asked_for_once(browser: Any) -> None:  # noqa: ANN401  (as `Page`)
    """The page is behind a login, and no address holds the token."""
    model = ScriptedProvider(script("Paris", "Paris"))
    with running(client(model=model), ServeSettings(token=TOKEN)) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(address)
        assert page.url.endswith("/login")
        page.keyboard.type(TOKEN)  # the field has the focus
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}/")
        assert "Paris" in ask(page, "Capital?")
        (cookie,) = context.cookies()
        assert (True, "Strict") == (cookie["httpOnly"], cookie["sameSite"])
        context.close()


@pytest.mark.parametrize("token", [None, TOKEN])
def test_a_page_that_is_open_when_the_server_starts_again_says_so(
    browser: Any,  # noqa: ANN401  (as `Page`)
    token: str | None,
) -> None:
    """It comes back by itself; where its session is gone, it says to log in again."""
    model, settings = ScriptedProvider(script("Paris", "Paris")), ServeSettings(token=token)
    page = browser.new_context().new_page()
    with running(client(model=model), settings) as address:
        page.goto(address)
        if token:
            page.fill("#token", token)
            page.keyboard.press("Enter")
        page.get_by_text("live", exact=True).wait_for()
    page.get_by_text("not connected").wait_for()
    port = int(address.rpartition(":")[2])
    with running(client(model=model), settings, port):
        if token:
            page.get_by_role("link", name="log in again").click(timeout=60_000)
            page.fill("#token", token)
            page.keyboard.press("Enter")
        page.get_by_text("live", exact=True).wait_for(timeout=60_000)
        assert "Paris" in ask(page, "Capital?")
        page.locator("#rows tr").first.wait_for()
    page.context.close()


def test_a_wrong_token_is_said_and_can_be_given_again(browser: Any) -> None:  # noqa: ANN401  (as `Page`)
    """With the keyboard alone."""
    with running(client("Paris", "Paris"), ServeSettings(token=TOKEN)) as address:
        page = browser.new_context().new_page()
        page.goto(address)
        page.keyboard.type("no such token")
        page.keyboard.press("Enter")
        page.get_by_text("this is not the server's token").wait_for()
        page.keyboard.type(TOKEN)
        page.keyboard.press("Enter")
        page.get_by_text("live", exact=True).wait_for()
        page.context.close()
