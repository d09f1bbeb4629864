"""Bytes of unknown origin → text: encodings, line ends, size, and what is not text at all."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import sys
from pathlib import Path

from stance.errors import BadData

#: Larger files are refused unless their format is read line by line.
LARGEST = 64 * 1024 * 1024
#: Of one line of JSON lines, one record of RIS, one cell of a table.
LARGEST_RECORD = 16 * 1024 * 1024

_MAGIC = {
    b"%PDF": "a PDF", b"PK\x03\x04": "a ZIP archive or an office document", b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image", b"GIF8": "a GIF image", b"\x1f\x8b": "a gzip archive", b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old office document", b"SQLite format 3\x00": "a SQLite database", b"{\\rtf": "an RTF document",
    b"BZh": "a bzip2 archive", b"\xfd7zXZ": "an xz archive", b"Rar!": "a RAR archive", b"7z\xbc\xaf": "a 7z archive",
}  # fmt: skip
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]{2,40})|<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{2,40})""", re.I
)


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a file; BadData when there are more than `largest`, or when it is not a plain file."""
    if not path.is_file():
        raise BadData("Not a file." if path.exists() else "No such file.")
    with path.open("rb") as file:
        data = file.read(largest + 1)
    return bounded(data, largest)


def read_stdin(largest: int = LARGEST) -> bytes:
    """What is piped in; BadData when it is more than `largest`."""
    return bounded(sys.stdin.buffer.read(largest + 1), largest)


def bounded(data: bytes, largest: int = LARGEST) -> bytes:
    if len(data) > largest:
        raise BadData(f"Larger than {largest // 1048576} MB; split it, or pass its records as JSON lines.")
    return data


def unzip(data: bytes, largest: int = LARGEST) -> bytes:
    """What a gzip stream holds; BadData when it is more than `largest` or damaged. Memory stays bounded."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            return bounded(stream.read(largest + 1), largest)
    except (OSError, EOFError) as error:
        raise BadData(f"Damaged gzip data ({error}).") from error


def name_binary(data: bytes) -> str:
    """What kind of binary file the bytes are, or an empty string for text."""
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            return name
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ""
    head = data[:65536]
    if b"\x00" in head:
        return f"a binary file (a NUL byte at {head.index(0)})"
    if len(_CONTROLS.findall(head)) > max(2, len(head) // 200):
        return "a binary file (full of control characters)"
    return ""


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text of some bytes and a warning about how it was read, empty where nothing had to be guessed.

    Tried in turn: a byte-order mark, UTF-8, the declared charset, Windows-1252. Line ends become `\\n`. BadData for
    binary files.
    """
    if binary := name_binary(data):
        raise BadData(f"This is {binary}, not text.")
    text, warning = _decode(data, declared)
    if "\x00" in text:
        raise BadData(f"NUL characters in the text (the first at {text.index(chr(0))}).")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, warning


def _decode(data: bytes, declared: str) -> tuple[str, str]:
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(codec), ""
            except UnicodeDecodeError as error:
                raise BadData(f"Damaged {codec} text at byte {error.start}.") from error
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        place = error.start
    for codec in (declared, declared_charset(data)):
        if codec and codec.lower().replace("_", "-") not in ("utf-8", "utf8"):
            try:
                return data.decode(codec), ""
            except (LookupError, UnicodeError, ValueError):
                pass
    try:
        return data.decode("cp1252"), f"Not UTF-8 (byte {place}); read as Windows-1252."
    except UnicodeDecodeError:
        raise BadData(f"Not UTF-8 (byte {place}), and no other encoding is declared.") from None


def declared_charset(data: bytes) -> str:
    """The charset that a page or an XML file declares in its first kilobytes."""
    match = _DECLARED.search(data[:4096])
    if not match:
        return ""
    name = (match.group(1) or match.group(2)).decode("ascii", "ignore")
    try:
        # Only real text encodings: Python's codecs also hold rot13, base64 and others.
        return name if codecs.lookup(name)._is_text_encoding else ""
    except LookupError:
        return ""
