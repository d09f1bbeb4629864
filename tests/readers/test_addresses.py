"""Fetching within limits, against a server on the loopback."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import stance
from stance.errors import BadData
from stance.model import Article, Problem
from stance.readers import Options, read
from stance.readers.addresses import Fetcher, check_address, is_address, is_public

PAGE = (
    "<html><head><title>Talks</title></head><body><article><h1>Talks</h1><p>The president said on Thursday that the country "
    "expects an invitation at the summit, and that nothing less would do for a nation at war.</p><p>“We have waited long "
    "enough,” she said, and added that the allies knew it as well as anybody else in the room.</p></article></body></html>"
).encode()
FEED = (
    '<rss version="2.0"><channel><title>The Wire</title><item><title>Talks</title><link>{0}/page</link>'
    "<description>Short.</description><pubDate>Thu, 06 Jul 2023 10:00:00 GMT</pubDate></item>"
    "<item><title>Gone</title><link>{0}/gone</link><description>Kept as it is.</description></item></channel></rss>"
)


class Handler(BaseHTTPRequestHandler):
    agents: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.agents.append(self.headers["User-Agent"])
        path = self.path.partition("?")[0]
        if path == "/page":
            self.answer(PAGE)
        elif path == "/zipped":
            self.answer(gzip.compress(PAGE), encoding="gzip")
        elif path == "/latin":
            self.answer("Řeč: “ano”, nothing more.".encode("cp1250"), "text/plain; charset=windows-1250")
        elif path == "/feed":
            self.answer(
                FEED.format(f"http://127.0.0.1:{self.server.server_address[1]}").encode(), "application/rss+xml"
            )
        elif path == "/bomb":
            self.answer(gzip.compress(b"0" * 50_000_000), encoding="gzip")
        elif path == "/brotli":
            self.answer(b"x", encoding="br")
        elif path == "/to-file":
            self.redirect("file:///etc/passwd")
        elif path == "/to-page":
            self.redirect("/page")
        elif path == "/round":
            self.redirect("/round")
        elif path == "/slow":
            time.sleep(1.5)
            self.answer(b"late")
        elif path == "/endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"0" * 65536)
            except OSError:
                pass
        elif path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"cut")
        else:
            self.send_error(404)

    def answer(self, data: bytes, kind: str = "text/html", encoding: str = "") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(allow_private=True, pause=0.0)


def test_a_page(site: str, fetcher: Fetcher) -> None:
    assert fetcher.fetch(f"{site}/page?a=ř b".replace(" ", "%20")).data == PAGE
    assert Handler.agents[-1] == f"stance/{stance.__version__}"


def test_a_packed_page_and_a_redirect(site: str, fetcher: Fetcher) -> None:
    assert fetcher.fetch(f"{site}/zipped").data == PAGE
    page = fetcher.fetch(f"{site}/to-page")
    assert (page.data, page.url) == (PAGE, f"{site}/page")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/nowhere", "answers 404"),
        ("/bomb", "Larger than 20 MB"),
        ("/endless", "Larger than 20 MB"),
        ("/brotli", "packed as 'br'"),
        ("/to-file", "Only http and https"),
        ("/round", "More than 5 redirects"),
    ],
)
def test_what_a_server_may_not_do(site: str, fetcher: Fetcher, path: str, reason: str) -> None:
    with pytest.raises(BadData, match=reason):
        fetcher.fetch(site + path)


def test_a_slow_server(site: str, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stance.readers.addresses._PATIENCE", 0.2)
    with pytest.raises(BadData, match="in time"):
        fetcher.fetch(f"{site}/slow")


def test_the_own_network_is_closed_unless_opened(site: str) -> None:
    (problem,) = read([f"{site}/page"])
    assert isinstance(problem, Problem)
    assert "--allow-private" in problem.reason


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "Only http and https"),
        ("ftp://x.example/", "Only http and https"),
        ("http://user:word@x.example/", "password"),
        ("http://", "no host"),
        ("http://x.example/a b", "spaces"),
        ("http://x.example/\r\nHost: y", "control"),
        ("http://[::1", "Not an address"),
        ("http://x.example:99999/", "Not an address"),
    ],
)
def test_addresses_that_are_not_fetched(url: str, reason: str) -> None:
    with pytest.raises(BadData, match=reason):
        check_address(url)


def test_what_counts_as_an_address() -> None:
    assert is_address("https://x.example")
    assert is_address("file:///etc/passwd")
    assert not is_address("C:\\articles\\a.txt")
    assert not is_address("a.txt")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "172.16.0.1", "0.0.0.0", "::1", "fe80::1%eth0", "fd00::1",
     "::ffff:127.0.0.1", "100.64.0.1", "224.0.0.1", "2002:7f00:1::", "nonsense"],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


def test_public_addresses() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1::1")


def test_an_address_as_an_article(site: str) -> None:
    pytest.importorskip("trafilatura")
    (article,) = read([f"{site}/page"], Options(allow_private=True))
    assert isinstance(article, Article)
    assert article.url == f"{site}/page"
    assert "“We have waited long enough,”" in article.text


def test_the_charset_that_the_server_declares(site: str) -> None:
    (article,) = read([f"{site}/latin"], Options(allow_private=True))
    assert isinstance(article, Article)
    assert article.text == "Řeč: “ano”, nothing more."


def test_a_feed_followed_to_its_pages(site: str) -> None:
    pytest.importorskip("trafilatura")
    pytest.importorskip("feedparser")
    plain = [reading for reading in read([f"{site}/feed"], Options(allow_private=True)) if isinstance(reading, Article)]
    assert [article.text for article in plain] == ["Talks\n\nShort.", "Gone\n\nKept as it is."]
    found = list(read([f"{site}/feed"], Options(allow_private=True, follow=True)))
    articles = [reading for reading in found if isinstance(reading, Article)]
    assert "“We have waited long enough,”" in articles[0].text
    assert (str(articles[0].published), articles[0].outlet) == ("2023-07-06", "The Wire")
    assert articles[1].text == "Gone\n\nKept as it is."
    assert [reading.serious for reading in found if isinstance(reading, Problem)] == [False]
