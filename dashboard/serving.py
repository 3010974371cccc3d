"""Serving the dashboard on a port: prints the address, opens a browser where there is one, and blocks."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import threading
import webbrowser

import uvicorn
from streamlit.web import bootstrap

OWN_MACHINE = ("localhost", "127.0.0.1", "::1")


def serve(
    listener: socket.socket, host: str, database_url: str | None = None, open_browser: bool = True, demo: bool = False
) -> None:
    """Serve the dashboard until it is stopped (Ctrl+C or SIGTERM).

    Args:
        listener: the port that was taken; it is closed in the end.
        host: the address that it listens on.
        database_url: SQLAlchemy URL of the store; None leaves `MARSAD_DATABASE` as it is.
        open_browser: open the page where there is a screen and a browser.
        demo: the store is the demo's; the pages say so.
    """
    if database_url:
        os.environ["MARSAD_DATABASE"] = database_url
    os.environ["MARSAD_DEMO"] = "1" if demo else ""
    port = int(listener.getsockname()[1])
    shown = f"http://{_named(host)}:{port}"
    with contextlib.closing(listener):
        _run(listener, host, port, shown, open_browser)


def _run(listener: socket.socket, host: str, port: int, shown: str, open_browser: bool) -> None:
    from dashboard.web import app  # noqa: PLC0415 (building it takes a second that other commands need not wait)

    bootstrap.load_config_options(_options(host, port))
    config = uvicorn.Config(app, host=host, port=port, log_level="warning", access_log=False, ws_max_size=200 * 2**20)

    class Announcing(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            if self.started:
                print(f"Marsad: {shown}", flush=True)  # noqa: T201 (the address is what the command is for)
                if open_browser:
                    _open_browser(shown)

    with contextlib.suppress(KeyboardInterrupt):
        Announcing(config).run(sockets=[listener])


def _options(host: str, port: int) -> dict[str, object]:
    """What Streamlit must know of this run; the rest lies in its configuration file."""
    options: dict[str, object] = {"server.port": port, "server.address": host}
    if host in OWN_MACHINE:
        options["server.allowedHosts"] = list(OWN_MACHINE)
    return options


def _named(host: str) -> str:
    """How a browser on this machine reaches a host."""
    if host in ("", "0.0.0.0"):  # noqa: S104 (compared, not bound)
        return "127.0.0.1"
    host = "::1" if host == "::" else host
    return f"[{host}]" if ":" in host else host


def _open_browser(url: str) -> None:
    """Open the page; without a screen nothing is opened, so that no text browser takes the terminal."""
    screen = sys.platform in ("win32", "darwin") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if screen:
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
