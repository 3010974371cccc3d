"""Makes the pictures of docs/screenshots from the demo, with Debian's Chromium: `python docs/make_screenshots.py`."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).with_name("screenshots")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
SEED_TITLE = "برلمان"  # finds the seed's event


class Shot(NamedTuple):
    """A picture: its name, the page and its parameters, how wide, in which colours."""

    name: str
    path: str
    width: int = 1400
    scheme: str = "light"
    full: bool = True


SHOTS = (
    Shot("overview-ar-1400", "/"),
    Shot("overview-ar-390", "/", 390),
    Shot("overview-fr-1400", "/?lang=fr"),
    Shot("overview-fr-390", "/?lang=fr", 390),
    Shot("overview-ar-dark-1400", "/", 1400, "dark"),
    Shot("overview-en-period-1400", "/?lang=en&from=2024-07-01&to=2025-06-30"),
    Shot("overview-ar-top", "/", full=False),
    Shot("events-ar-1400", "/events"),
    Shot("events-fr-390", "/events?lang=fr", 390),
    Shot("event-ar-1400", "seed"),
    Shot("event-ar-390", "seed", 390),
    Shot("event-fr-dark-1400", "seed?lang=fr", 1400, "dark"),
    Shot("about-ar-1400", "/about"),
)


@contextmanager
def serve_demo() -> Iterator[str]:
    """The address of a demo in a folder of its own."""
    command = [sys.executable, "-c", "from dashboard.cli import main; main()", "demo", "--no-browser", "--port", "0"]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8") as process,
    ):
        assert process.stdout is not None
        try:
            lines = (re.search(r"Marsad: (http://\S+)", line) for line in process.stdout)
            yield next(found.group(1) for found in lines if found)
        finally:
            process.terminate()


def take(browser: Browser, address: str, shot: Shot) -> None:
    """Open a page, wait until it stands still, and take its picture."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": 900}, color_scheme=shot.scheme, locale="ar-MA", device_scale_factor=1
    )
    page = context.new_page()
    page.goto(address + (_seed_path(page, address, shot.path) if shot.path.startswith("seed") else shot.path))
    page.locator(".page-title").first.wait_for()
    page.wait_for_timeout(2500)
    if shot.full:
        height = page.locator('[data-testid="stMain"]').evaluate("box => box.scrollHeight")
        page.set_viewport_size({"width": shot.width, "height": max(int(height), 700)})
        page.wait_for_timeout(1200)
    page.screenshot(path=FOLDER / f"{shot.name}.png")
    context.close()
    print(shot.name)


def _seed_path(page: Page, address: str, path: str) -> str:
    """The path of the seed's event, which only the register knows."""
    page.goto(f"{address}/events?dated=no&q={SEED_TITLE}")
    link = page.locator(".st-key-card-events a.link").first
    found = re.search(r"id=([^&]+)", link.get_attribute("href") or "")
    assert found is not None
    return f"/event?id={found.group(1)}&{path.partition('?')[2]}"


def main() -> None:
    """Make all pictures, or those whose names begin with an argument."""
    program = shutil.which("chromium")
    if program is None:
        sys.exit("no chromium on this machine: apt-get install chromium")
    FOLDER.mkdir(exist_ok=True)
    wanted = tuple(sys.argv[1:]) or ("",)
    with serve_demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for shot in SHOTS:
            if shot.name.startswith(wanted):
                take(browser, address, shot)
        browser.close()


if __name__ == "__main__":
    main()
