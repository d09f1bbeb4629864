"""Fetching pages and feeds: http and https only, within limits of time, size and redirects, politely."""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import time
import zlib
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from stance.errors import BadData

#: Bytes of a page after unpacking.
LARGEST_PAGE = 20 * 1024 * 1024
_PATIENCE = 20.0  # seconds without a byte
_LONGEST = 60.0  # seconds for one address, redirects included
_REDIRECTS = 5
_PAUSE = 0.5  # seconds between two requests to one host
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)


@dataclass(frozen=True)
class Page:
    """What an address answered: the address at the end of the redirects, the unpacked bytes, and what they are said to be."""

    url: str
    data: bytes
    type: str = ""
    charset: str = ""


def is_address(place: str) -> bool:
    """Whether a place is an address rather than a file; any scheme counts, so that wrong ones are refused as such."""
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", place)) or place.lower().startswith(
        ("file:", "data:", "javascript:")
    )


@dataclass
class Fetcher:
    """Fetches addresses; remembers when it last asked a host, so that it does not press it."""

    allow_private: bool = False
    largest: int = LARGEST_PAGE
    pause: float = _PAUSE
    _asked: dict[str, float] = field(default_factory=dict)

    def fetch(self, url: str) -> Page:
        """What stands at an address; BadData says why it cannot be had."""
        latest = time.monotonic() + _LONGEST
        for _ in range(_REDIRECTS + 1):
            parts = check_address(url)
            try:
                answer, connection = self._ask(parts, latest)
                try:
                    if answer.status in (301, 302, 303, 307, 308):
                        target = answer.getheader("Location")
                        if not target:
                            raise BadData("The redirect leads nowhere.")
                        url = urljoin(url, target)
                        continue
                    if answer.status != 200:
                        raise BadData(f"The server answers {answer.status} {answer.reason[:60]}.")
                    return self._page(url, answer, latest)
                finally:
                    connection.close()
            except TimeoutError:
                raise BadData("The server does not answer in time.") from None
            except ssl.SSLError as error:
                raise BadData(f"The server's certificate or encryption fails ({error.reason or error}).") from error
            except socket.gaierror:
                raise BadData(f"The host {parts.hostname} is not known.") from None
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise BadData(
                    f"The server cannot be read ({getattr(error, 'strerror', None) or type(error).__name__})."
                ) from error
        raise BadData(f"More than {_REDIRECTS} redirects.")

    def _ask(self, parts: SplitResult, latest: float) -> tuple[http.client.HTTPResponse, http.client.HTTPConnection]:
        from stance import __version__

        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        wait = self._asked.get(host, 0.0) + self.pause - time.monotonic()
        if wait > 0:
            time.sleep(min(wait, self.pause))
        self._asked[host] = time.monotonic()
        patience = max(0.1, min(_PATIENCE, latest - time.monotonic()))
        # Connected to the very address that was checked, so that a second look-up cannot lead elsewhere.
        stream = self._connect(host, port, patience)
        if parts.scheme == "https":
            try:
                stream = ssl.create_default_context().wrap_socket(stream, server_hostname=host)
            except BaseException:
                stream.close()
                raise
        connection = http.client.HTTPConnection(host, port, timeout=patience)
        connection.sock = stream
        target = urlunsplit(("", "", quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._"), quote(parts.query, safe="/?%:@!$&'()*+,;=~-._"), ""))  # fmt: skip
        name = f"[{host}]" if ":" in host else host
        headers = {
            "Host": name if parts.port is None else f"{name}:{port}",
            "User-Agent": f"stance/{__version__}",
            "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        connection.request("GET", target, headers=headers)
        return connection.getresponse(), connection

    def _connect(self, host: str, port: int, patience: float) -> socket.socket:
        failed: OSError | None = None
        for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            if not self.allow_private and not is_public(str(address[0])):
                raise BadData(f"{host} is an address of the own network.", "--allow-private lets it in.")
            stream = socket.socket(family, kind, protocol)
            stream.settimeout(patience)
            try:
                stream.connect(address)
                return stream
            except OSError as error:
                stream.close()
                failed = error
        raise failed or BadData(f"The host {host} is not known.")

    def _page(self, url: str, answer: http.client.HTTPResponse, latest: float) -> Page:
        unpack = None
        coding = (answer.getheader("Content-Encoding") or "identity").strip().lower()
        if coding in ("gzip", "x-gzip", "deflate"):
            unpack = zlib.decompressobj(47)
        elif coding not in ("identity", ""):
            raise BadData(f"The answer is packed as {coding[:40]!r}, which was not asked for.")
        parts: list[bytes] = []
        size = 0
        while True:
            if time.monotonic() > latest:
                raise BadData("The server takes too long.")
            block = answer.read1(65536)
            if not block:
                break
            if unpack:
                try:
                    block = unpack.decompress(block, self.largest + 1 - size)
                except zlib.error as error:
                    raise BadData("The answer is damaged.") from error
            size += len(block)
            if size > self.largest:
                raise BadData(f"Larger than {self.largest // 1048576} MB.")
            parts.append(block)
        if answer.length or (unpack and size and not unpack.eof):
            raise BadData("The answer breaks off before its end.")
        kind = answer.getheader("Content-Type") or ""
        charset = _CHARSET.search(kind)
        return Page(url, b"".join(parts), kind.partition(";")[0].strip().lower(), charset.group(1) if charset else "")


def check_address(url: str) -> SplitResult:
    """The parts of an address that may be fetched; BadData for other schemes, and for names and passwords in it."""
    if re.search(r"[\x00-\x20\x7f]", url):
        raise BadData("An address has no spaces or control characters.")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise BadData(f"Not an address: {error}.") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise BadData(f"Only http and https are fetched, not {parts.scheme[:20]}:.")
    if not host:
        raise BadData("The address names no host.")
    if parts.username is not None or parts.password is not None:
        raise BadData("The address holds a user name or a password.")
    try:
        host.encode("idna") if not host.isascii() else None
    except UnicodeError as error:
        raise BadData("The host's name is not valid.") from error
    return parts


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open net, not of the own machine, network or a special range."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    if inner is not None:
        found = inner
    return found.is_global and not found.is_multicast
