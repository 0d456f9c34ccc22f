"""Why an address gave nothing, told to the person who wrote it into sources.yaml.

Belongs here: the words for what a connection can fail of.
Does not belong here: deciding what is tried again (fetch.py).
"""

from __future__ import annotations

import os
import ssl
from urllib.parse import urlsplit

from urllib3.exceptions import (
    ConnectTimeoutError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)

LONGEST = 120
CHECK = "check its address, and whether the server and the network are up"


def in_words(error: BaseException, url: str) -> str:
    """What went wrong with the address, and what to look at where it is not the server's own affair."""
    host = urlsplit(url).netloc.rpartition("@")[2]
    if isinstance(error, NameResolutionError):
        return f"the name {host} is not known; check its spelling, and whether this machine has a network"
    if isinstance(error, NewConnectionError):
        return f"{host} cannot be reached ({_cause(error)}); {CHECK}"
    if isinstance(error, ConnectTimeoutError):
        return f"{host} cannot be reached (no answer); {CHECK}"
    if isinstance(error, ReadTimeoutError):
        return f"{host} took the connection and then sent nothing for the source's timeout_seconds"
    if isinstance(error, SSLError):
        return _of_encryption(error, host)
    if isinstance(error, ProtocolError):
        return f"{host} broke off, or does not speak HTTP ({_cause(error)})"
    return in_short(error)


def in_short(error: BaseException) -> str:
    """What went wrong, without the library's object names and addresses."""
    text = " ".join(str(error).split())
    return text.rsplit(": ", 1)[-1][:LONGEST] or type(error).__name__


def _of_encryption(error: SSLError, host: str) -> str:
    cause = error.args[0] if error.args else error
    if isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLCertVerificationError):
        return f"{host} does not speak https; its address may begin with http"
    return "the server's certificate is not valid"


def _cause(error: BaseException) -> str:
    """The system's own word for it, else the library's."""
    inner = error.__cause__ or (error.args[-1] if error.args else None)
    if isinstance(inner, OSError) and inner.errno:
        return os.strerror(inner.errno).lower()
    if isinstance(inner, BaseException):
        return in_short(inner).strip("'\"") or type(inner).__name__
    return in_short(error)
