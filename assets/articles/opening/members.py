"""Members of zip and tar archives, read in place: nothing is ever written where a member's name says.

Belongs here: which members are files to read, and the caps of an archive.
Does not belong here: what a member holds.
"""

from __future__ import annotations

import io
import lzma
import stat
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO

from assets.articles.opening.files import SKIPPED_FOLDERS
from assets.articles.opening.sidecars import SIDECAR_BYTES, claimed, names_beside, sidecar_in
from assets.articles.record import MEMBER, Reject

if TYPE_CHECKING:
    from assets.articles.settings import ReadSettings

MEMBER_ERRORS = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
SPOOLED_BYTES = 32 << 20


@dataclass(frozen=True)
class Member:
    """A file in an archive; `open` gives its bytes from the start, as often as it is called while it is current."""

    name: str
    open: Callable[[], BinaryIO]
    sidecar: dict[str, str] = field(default_factory=dict)


def unsafe_reason(name: str) -> str | None:
    """Why a member of that name is refused: a path that leads out of the archive, or none that names a file."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        return "its path leads out of the archive"
    return None if path.name else "it has no name"


def is_ignored(name: str) -> bool:
    """Whether a member is what systems leave behind and no input: hidden files, resource forks."""
    parts = PurePosixPath(name).parts
    return any((part.startswith(".") and part not in (".", "..")) or part in SKIPPED_FOLDERS for part in parts)


# ---------------------------------------------------------------- zip
def zip_members(open_stream: Callable[[], BinaryIO], path: str, settings: ReadSettings) -> Iterator[Member | Reject]:
    """Files of a zip archive in its own order."""
    stream = _seekable(open_stream())
    try:
        archive = zipfile.ZipFile(stream)
    except MEMBER_ERRORS as error:
        yield Reject(path, 0, "damaged", f"the zip archive cannot be opened: {error}")
        return
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir() and not is_ignored(info.filename)]
        total, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
        refusal = _over_caps(len(infos), total, packed, settings)
        if refusal:
            yield Reject(path, 0, "decompression_bomb", refusal)
            return
        sidecars = _zip_sidecars(archive, infos)
        for info in infos:
            if info.filename in sidecars:
                continue
            reason = _zip_refusal(info)
            if reason:
                yield Reject(f"{path}{MEMBER}{info.filename}", 0, *reason)
                continue
            yield Member(info.filename, _zip_opener(archive, info), _beside(info.filename, sidecars))


def _zip_opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: archive.open(info)  # type: ignore[return-value]


def _over_caps(count: int, total: int, packed: int, settings: ReadSettings) -> str | None:
    if count > settings.archive_members:
        return f"{count:,} members; {settings.archive_members:,} are allowed"
    if total > settings.unpacked_bytes:
        return f"it would unpack to {total:,} bytes"
    if total > settings.ratio_floor_bytes and total > packed * settings.unpack_ratio:
        return f"{packed:,} compressed bytes claim to unpack to {total:,}"
    return None


def _zip_refusal(info: zipfile.ZipInfo) -> tuple[str, str] | None:
    if stat.S_ISLNK(info.external_attr >> 16):
        return "unsafe_path", "the member is a link, and links are not followed"
    unsafe = unsafe_reason(info.filename)
    if unsafe:
        return "unsafe_path", unsafe
    return ("unreadable", "the member is encrypted; unpack it by hand") if info.flag_bits & 1 else None


def _beside(page: str, sidecars: dict[str, dict[str, str]]) -> dict[str, str]:
    return next((sidecars[name] for name in names_beside(page) if name in sidecars), {})


def _zip_sidecars(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    beside = claimed([info.filename for info in infos])
    for info in infos:
        if info.filename not in beside or info.file_size > SIDECAR_BYTES:
            continue
        try:
            content = sidecar_in(archive.read(info))
        except MEMBER_ERRORS:
            continue
        if content is not None:
            found[info.filename] = content
    return found


# ---------------------------------------------------------------- tar
def tar_members(open_stream: Callable[[], BinaryIO], path: str, settings: ReadSettings) -> Iterator[Member | Reject]:
    """Files of a tar archive in its own order, read as a stream."""
    sidecars = _tar_sidecars(open_stream)
    count, given = 0, 0
    try:
        with open_stream() as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
            for info in archive:
                if info.isdir() or is_ignored(info.name) or info.name in sidecars:
                    continue
                count, given = count + 1, given + info.size
                refusal = _over_caps(count, given, given, settings)
                if refusal:
                    yield Reject(path, 0, "decompression_bomb", refusal)
                    return
                unsafe = unsafe_reason(info.name)
                if not info.isfile():
                    unsafe = "the member is a link or a device, and is not followed"
                if unsafe:
                    yield Reject(f"{path}{MEMBER}{info.name}", 0, "unsafe_path", unsafe)
                    continue
                opened = archive.extractfile(info)
                if opened is not None:
                    yield Member(info.name, _kept(opened), _beside(info.name, sidecars))
    except MEMBER_ERRORS as error:
        yield Reject(path, 0, "damaged", f"the tar archive breaks off after {count} members: {error}")


def _kept(stream: IO[bytes]) -> Callable[[], BinaryIO]:
    """A member of a stream can be read once; what is read again is kept aside."""
    copy: list[IO[bytes]] = []

    def reopened() -> BinaryIO:
        if not copy:
            kept = tempfile.SpooledTemporaryFile(SPOOLED_BYTES)  # noqa: SIM115  (lives as long as the member)
            while piece := stream.read(1 << 18):
                kept.write(piece)
            copy.append(kept)
        copy[0].seek(0)
        return _Unclosed(copy[0])  # type: ignore[return-value]

    return reopened


class _Unclosed(io.BufferedIOBase):
    """A view of a kept member that may be closed without losing it."""

    def __init__(self, kept: IO[bytes]) -> None:
        self._kept = kept

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        return self._kept.read(-1 if size is None else size)

    def read1(self, size: int = -1, /) -> bytes:
        return self._kept.read(size)

    def readline(self, size: int | None = -1, /) -> bytes:
        return self._kept.readline(-1 if size is None else size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._kept.seek(offset, whence)
        return self._kept.tell()

    def tell(self) -> int:
        return self._kept.tell()


def _tar_sidecars(open_stream: Callable[[], BinaryIO]) -> dict[str, dict[str, str]]:
    """Sidecars of an archive's pages, by name; read ahead, since they may lie behind their page."""
    found: dict[str, dict[str, str]] = {}
    present: set[str] = set()
    try:
        with open_stream() as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
            for info in archive:
                present.add(info.name)
                if info.isfile() and info.name.endswith(".json") and info.size <= SIDECAR_BYTES:
                    opened = archive.extractfile(info)
                    content = sidecar_in(opened.read()) if opened else None
                    if content is not None:
                        found[info.name] = content
    except MEMBER_ERRORS:
        pass
    return {name: found[name] for name in claimed(present) if name in found}


def _seekable(stream: BinaryIO) -> BinaryIO:
    if stream.seekable():
        return stream
    copy = tempfile.SpooledTemporaryFile(SPOOLED_BYTES)  # noqa: SIM115  (closed with the archive)
    while piece := stream.read(1 << 18):
        copy.write(piece)
    copy.seek(0)
    return copy  # type: ignore[return-value]
