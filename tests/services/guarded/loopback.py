"""Refuses every connection of this process that would leave the machine.

An audit hook sees each connection, lookup and datagram that Python's sockets make, whichever library
asks. PostgreSQL's C library makes its own; its address is a Unix socket given by the tests.
"""

import ipaddress
import sys
from collections.abc import Callable

# The event's name and the place of the host or address among its arguments.
EVENTS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}
_reporters: list[Callable[[str], None]] = []


class BeyondThisMachineError(PermissionError):
    """The connection was not made."""


def stays_here(address: object) -> bool:
    """Whether a socket address, or its host alone, is this machine: loopback or a Unix socket."""
    if not isinstance(address, tuple):
        return True  # a Unix socket's path, or no address (the socket is connected already)
    host = address[0]
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str) or host in ("", "localhost"):
        return True  # families without hosts, and "any address of mine"
    try:
        parsed = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return parsed.is_loopback or parsed.is_unspecified


def watch(report: Callable[[str], None]) -> None:
    """Refuse from now on, and tell `report` of each attempt; a later reporter takes over."""
    if not _reporters:
        sys.addaudithook(_hook)
    _reporters[:] = [report]


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if not event.startswith("socket.") or event not in EVENTS:
        return
    address = arguments[EVENTS[event]]
    if event.startswith("socket.get"):
        address = (address,)
    if not stays_here(address):
        attempt = f"{event} {address!r}"
        _reporters[0](attempt)
        raise BeyondThisMachineError(f"tests stay on this machine: {attempt}")
