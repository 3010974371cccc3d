"""The demo as a person starts it, and a real browser to look at it with."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ADDRESS = re.compile(r"Marsad: (http://\S+)")
# A page below the first one asks for these beside itself before it finds them at the root.
EXPECTED = re.compile(r"/(events|event|about)/_stcore/(health|host-config)")
WAIT = 60_000  # milliseconds; a machine may have other work
# The page stands still: no script runs, nothing of an older run is left, and nothing has changed for a while.
SETTLED = """() => {
  if (!window.marsadWatch) {
    window.marsadWatch = new MutationObserver(() => { window.marsadChanged = performance.now(); });
    const all = { subtree: true, childList: true, characterData: true, attributes: true };
    window.marsadWatch.observe(document.body, all);
    window.marsadChanged = performance.now();
  }
  const idle = document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning';
  const stale = document.querySelector('[data-stale=true]');
  return idle && !stale && performance.now() - window.marsadChanged > 600;
}"""


@contextmanager
def serve_demo(folder: Path, *options: str) -> Iterator[str]:
    """The address of a demo that runs in a folder of its own."""
    command = [
        sys.executable,
        "-c",
        "from dashboard.cli import main; main()",
        "demo",
        "--no-browser",
        "--port",
        "0",
        *options,
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MARSAD_")}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        said = []
        try:
            for line in process.stdout:
                said.append(line)
                if found := ADDRESS.search(line):
                    yield found.group(1)
                    return
            pytest.fail("the demo ended before it served:\n" + "".join(said))
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo with its samples."""
    with serve_demo(tmp_path_factory.mktemp("demo")) as address:
        yield address


@pytest.fixture(scope="session")
def seed_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo with the seed release alone."""
    with serve_demo(tmp_path_factory.mktemp("seed"), "--no-samples") as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without it the tests are skipped, or fail where everything is required."""
    program = shutil.which("chromium")
    if program is None:
        said = "no chromium on this machine: apt-get install chromium"
        (pytest.fail if os.environ.get("MARSAD_REQUIRE_ALL") == "1" else pytest.skip)(said)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


class Watched:
    """A page, and all that went wrong in it or left the machine."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        self.outside: list[str] = []
        page.set_default_timeout(WAIT)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._see)

    def open(self, address: str) -> Page:
        """The page at an address, once it stands still."""
        self.page.goto(address)
        self.page.locator(".page-title, .empty").first.wait_for()
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until no script runs and nothing is being drawn."""
        self.page.wait_for_timeout(200)  # what was just done reaches the server
        self.page.wait_for_function(SETTLED)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not EXPECTED.search(message.location.get("url", "")):
            self.errors.append(message.text)

    def _see(self, request: Request) -> None:
        if not re.match(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:", request.url):
            self.outside.append(request.url)


@pytest.fixture
def look(chromium: Browser) -> Iterator[Callable[..., Watched]]:
    """Opens a browser of its own for each call: width, colours and language of the visitor can be chosen."""
    contexts = []

    def open_browser(width: int = 1400, scheme: str = "light", locale: str = "ar-MA") -> Watched:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale=locale, accept_downloads=True
        )
        contexts.append(context)
        return Watched(context.new_page())

    yield open_browser
    for context in contexts:
        context.close()
