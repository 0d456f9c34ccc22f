"""Stable ids: hashes of content or keys, never counters or random numbers."""

from __future__ import annotations

import hashlib

DIGITS = 16


def stable_id(prefix: str, *parts: object) -> str:
    """`prefix` and 16 hexadecimal digits of the SHA-256 of the parts; None and '' are told apart."""
    digest = hashlib.sha256()
    for part in parts:
        piece = b"\x00" if part is None else b"\x01" + str(part).encode("utf-8", "surrogatepass")
        digest.update(len(piece).to_bytes(8, "big") + piece)
    return prefix + digest.hexdigest()[:DIGITS]
