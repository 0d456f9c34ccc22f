"""Connections that lead nowhere but where they may.

Belongs here: which network addresses may be asked, and connections that ask the address that was checked.
Does not belong here: what is asked and how often (fetch.py).

A name is resolved once, each of its addresses is checked, and the connection goes to the checked address: a name that
answers with a public address first and a private one afterwards gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

NAT64 = ipaddress.ip_network("64:ff9b::/96")


class ForbiddenAddressError(Exception):
    """The host is at a private, loopback or otherwise special address, and the source does not allow that."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; also where it wraps one of another version."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if wrapped is None and ip in NAT64:
            wrapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def connect(connection: HTTPConnection) -> socket.socket:
    """A socket to the first checked address of the connection's host that answers; any address where it is allowed."""
    host = connection.host.strip("[]")
    timeout = connection.timeout if isinstance(connection.timeout, int | float) else None
    try:
        found = socket.getaddrinfo(host, connection.port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise NameResolutionError(host, connection, socket.gaierror(str(error))) from error
    allowed = [info for info in found if getattr(connection, "allow_private", False) or is_public(str(info[4][0]))]
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


class PublicHTTPConnection(HTTPConnection):
    """HTTP to public addresses."""

    def _new_conn(self) -> socket.socket:
        return connect(self)


class PublicHTTPSConnection(HTTPSConnection):
    """HTTPS to public addresses; the certificate is checked against the name."""

    def _new_conn(self) -> socket.socket:
        return connect(self)


class AnyHTTPConnection(PublicHTTPConnection):
    """HTTP to any address."""

    allow_private = True


class AnyHTTPSConnection(PublicHTTPSConnection):
    """HTTPS to any address."""

    allow_private = True


def guarded_pool(*, allow_private: bool) -> PoolManager:
    """A pool of such connections.  Proxies of the environment are not used: they would resolve names themselves."""

    class Plain(HTTPConnectionPool):
        ConnectionCls = AnyHTTPConnection if allow_private else PublicHTTPConnection

    class Secure(HTTPSConnectionPool):
        ConnectionCls = AnyHTTPSConnection if allow_private else PublicHTTPSConnection

    pool = PoolManager(num_pools=20, maxsize=2)
    pool.pool_classes_by_scheme = {"http": Plain, "https": Secure}
    return pool
