"""Compressed streams, with caps on what they may expand to and a note where they were cut short.

Belongs here: gzip, bzip2, xz and zstandard as one readable stream.
Does not belong here: archives of several members (members.py, web_archives.py), or what the content is.

The standard library's readers either raise at a clipped end, losing what came before, or end in silence.
This one gives what there is and says `truncated`.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from assets.articles.rejection import Unreadable

if TYPE_CHECKING:
    from assets.articles.settings import ReadSettings

# Input is fed in small steps, because one step's output is checked only after it was made:
# a step of 16 KB of gzip gives 16 MB at most, one of 1 KB of the others about 32 MB.
STEP_BYTES = {"gzip": 16 * 1024, "zstd": 1024, "bzip2": 1024, "xz": 1024}
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
)
SUFFIXES = {"gzip": (".gz", ".gzip"), "zstd": (".zst", ".zstd"), "bzip2": (".bz2",), "xz": (".xz",)}


class Decompressor(Protocol):
    """What the decompressors of zlib, bz2, lzma and zstandard have in common."""

    @property
    def eof(self) -> bool:
        """Whether the end of the member was seen."""

    @property
    def unused_data(self) -> bytes:
        """Input behind the end of the member."""

    def decompress(self, data: bytes, /) -> bytes:
        """Output for more input."""


def compression_of(head: bytes) -> str | None:
    """Name of the compression that the first bytes announce; None for none known."""
    return next((name for magic, name in MAGIC if head.startswith(magic)), None)


def name_inside(name: str, compression: str) -> str:
    """File name without the suffix of the compression."""
    for suffix in SUFFIXES[compression]:
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return f"{name[:-4]}.tar" if name.lower().endswith(".tgz") else name


def _decompressor(compression: str) -> Callable[[], Decompressor]:
    if compression == "gzip":
        return lambda: zlib.decompressobj(wbits=31)
    if compression == "bzip2":
        return bz2.BZ2Decompressor
    if compression == "xz":
        return lambda: lzma.LZMADecompressor(memlimit=256 << 20)
    import zstandard

    # A frame may ask for a window of gigabytes; what honest writers use stays below 128 MB.
    return zstandard.ZstdDecompressor(max_window_size=128 << 20).decompressobj


class UnpackedStream(io.RawIOBase):
    """The decompressed bytes of `source`, member after member.

    `truncated` is set when the input ended inside a member or went bad after some output was given.
    Raises Unreadable('decompression_bomb') above the caps and Unreadable('damaged') where not a byte comes out.
    """

    def __init__(self, source: BinaryIO, compression: str, settings: ReadSettings) -> None:
        self.truncated = False
        self.given = 0
        self._source = source
        self._make = _decompressor(compression)
        self._member: Decompressor | None = None
        self._compression = compression
        self._settings = settings
        self._taken = 0
        self._ready = b""
        self._position = 0
        self._ended = False

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with the next bytes; 0 at the end."""
        while self._position >= len(self._ready) and not self._ended:
            self._ready, self._position = self._next(), 0
        piece = self._ready[self._position : self._position + len(buffer)]
        buffer[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)

    def _next(self) -> bytes:
        data = self._source.read(STEP_BYTES[self._compression])
        if not data:
            self._ended = True
            if self._member is not None and not self._member.eof:
                self._cut("the compressed data is cut short")
            return b""
        self._taken += len(data)
        output: list[bytes] = []
        try:
            while data:
                self._member = self._member or self._make()
                output.append(self._member.decompress(data))
                self._check(sum(map(len, output)))
                if not self._member.eof:
                    break
                # Some writers pad a gzip file with zero bytes to a block boundary.
                data = self._member.unused_data.lstrip(b"\x00")
                self._member = None
        except Unreadable:
            raise
        except Exception as error:  # noqa: BLE001  (each library has its own error for the same damage)
            self._ended = True
            self.given += sum(map(len, output))
            self._cut(f"the compressed data is damaged ({error})")
            return b"".join(output)
        self.given += sum(map(len, output))
        return b"".join(output)

    def _check(self, more: int) -> None:
        total, limits = self.given + more, self._settings
        if total > limits.unpacked_bytes or (
            total > limits.ratio_floor_bytes and total > self._taken * limits.unpack_ratio
        ):
            raise Unreadable(
                "decompression_bomb",
                f"{self._taken:,} compressed bytes expand to more than {total:,}; unpack it by hand if it is meant",
            )

    def _cut(self, detail: str) -> None:
        if not self.given:
            raise Unreadable("damaged", detail)
        self.truncated = True
