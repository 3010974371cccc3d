"""The port that the dashboard listens on: taken before anything else is begun, and kept."""

from __future__ import annotations

import errno
import os
import socket

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8501
TRIES = 20  # ports looked at when none was asked for


class PortTakenError(OSError):
    """Another program listens where the dashboard should."""


def listen(host: str = DEFAULT_HOST, port: int | None = None) -> socket.socket:
    """Take a port; what asks for a page before the dashboard serves waits.

    Args:
        host: address to listen on; the default is this machine alone.
        port: exact port; None takes the first free one from `DEFAULT_PORT` up, 0 any free one.

    Raises:
        PortTakenError: the port is in use.
        OSError: the host is no address of this machine; the message names it.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    wanted = range(DEFAULT_PORT, DEFAULT_PORT + TRIES) if port is None else (port,)
    for number in wanted:
        listener = socket.socket(family, socket.SOCK_STREAM)
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
            listener.listen()
        except OSError as error:
            listener.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise OSError(error.errno, f"cannot listen on {host}: {error.strerror or error}") from error
            continue
        listener.setblocking(False)
        return listener
    raise PortTakenError(errno.EADDRINUSE, f"port {wanted[0]} of {host} is in use: choose another one with --port")
