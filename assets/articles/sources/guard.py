"""Connections that lead nowhere but where they may.

Belongs here: which network addresses may be asked, and connections that ask the address that was checked.
Does not belong here: what is asked and how often (fetch.py).

A name is resolved once, each of its addresses is checked, and the connection goes to the checked address: a name that
answers with a public address first and a private one afterwards gains nothing.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from weakref import WeakSet

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

NAT64 = ipaddress.ip_network("64:ff9b::/96")
# The translation prefix of local networks (RFC 8215), which some versions of ipaddress take for a public one.
LOCAL_NAT64 = ipaddress.ip_network("64:ff9b:1::/48")


class ForbiddenAddressError(Exception):
    """The host is at a private, loopback or otherwise special address, and the source does not allow that."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; also where it wraps one of another version."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in LOCAL_NAT64:
            return False
        wrapped = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if wrapped is None and ip in NAT64:
            wrapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def connect(connection: HTTPConnection, *, allow_private: bool) -> socket.socket:
    """A socket to the first checked address of the connection's host that answers; any address where it is allowed."""
    host = connection.host.strip("[]")
    timeout = connection.timeout if isinstance(connection.timeout, int | float) else None
    try:
        found = socket.getaddrinfo(host, connection.port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise NameResolutionError(host, connection, socket.gaierror(str(error))) from error
    allowed = [info for info in found if allow_private or is_public(str(info[4][0]))]
    if not allowed:
        raise ForbiddenAddressError(f"{host} is at {found[0][4][0]}, which is no public address")
    failure: OSError | None = None
    for family, kind, protocol, _, address in allowed:
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(timeout)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.connect(address)
        except OSError as error:
            failure = error
            sock.close()
        else:
            return sock
    if isinstance(failure, TimeoutError):
        raise ConnectTimeoutError(connection, f"{host} did not answer within {timeout} s") from failure
    raise NewConnectionError(connection, f"{host} refused the connection: {failure}") from failure


class GuardedPool(PoolManager):
    """Connections to public addresses, or to any where `allow_private`, which can be cut while they are waited for.

    Proxies of the environment are not used: they would resolve names themselves.
    """

    def __init__(self, *, allow_private: bool) -> None:
        super().__init__(num_pools=20, maxsize=2)
        opened: WeakSet[HTTPConnection] = WeakSet()
        self._opened = opened

        class PlainConnection(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                opened.add(self)
                return connect(self, allow_private=allow_private)

        class SecureConnection(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                opened.add(self)
                return connect(self, allow_private=allow_private)

        class Plain(HTTPConnectionPool):
            ConnectionCls = PlainConnection

        class Secure(HTTPSConnectionPool):
            ConnectionCls = SecureConnection

        self.pool_classes_by_scheme = {"http": Plain, "https": Secure}

    def cut(self) -> None:
        """End every connection; who waits for one gets an error."""
        for connection in list(self._opened):
            if connection.sock is not None:
                with contextlib.suppress(OSError):
                    connection.sock.shutdown(socket.SHUT_RDWR)
