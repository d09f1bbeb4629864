"""`import ADDRESS` against a server that means harm; what the fetcher itself may do is in tests/readers."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from stance.cli.app import app

runner = CliRunner()
ASKED: list[str] = []


class Hostile(BaseHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        pass

    def do_GET(self) -> None:
        ASKED.append(self.path)
        body, status, headers = b"", 200, {"Content-Type": "text/html"}
        if self.path.startswith("/to/"):
            status, headers = 302, {"Location": unquote(self.path[4:]).replace("|", "/")}
        elif self.path == "/loop":
            status, headers = 302, {"Location": "/loop"}
        elif self.path == "/bomb":
            body, headers = (
                gzip.compress(b"\0" * (64 << 20)),
                {"Content-Encoding": "gzip", "Content-Type": "text/plain"},
            )
        elif self.path == "/endless":
            headers = {"Content-Type": "text/plain"}
        elif self.path == "/lies":
            body, headers = b"x" * 10, {"Content-Length": "999999999", "Content-Type": "text/plain"}
        elif self.path == "/steers":
            status = 404
        self.send_response(status, "No\x1b[31m\x9b such" if self.path == "/steers" else None)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            if self.path == "/endless":
                for _ in range(400):
                    self.wfile.write(b"x" * 100_000)
            self.wfile.write(body)
        except OSError:
            pass  # the reader had enough


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "stance.json"
    assert runner.invoke(app, ["init", "--store", str(path)]).exit_code == 0
    return path


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x", "data:text/html,x", "javascript:alert(1)",
        "http://localhost/", "http://127.0.0.1/", "http://[::1]/", "http://0/", "http://2130706433/", "http://0x7f.1/",
        "http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "http://192.168.0.1/", "http://[::ffff:127.0.0.1]/",
        "http://[fe80::1]/", "http://user:word@example.org/", "http://exa mple.org/", "http:///x", "http://[/", "http://127.0.0.1:99999/",
        "http://a\r\nHost:b/",
    ],
)  # fmt: skip
def test_addresses_that_are_not_asked(address: str, store: Path) -> None:
    before = store.read_bytes()
    result = runner.invoke(app, ["import", address, "--store", str(store)])
    assert result.exit_code == 1 and result.stdout == "" and "Nothing could be taken in" in result.stderr
    assert store.read_bytes() == before


def test_a_server_of_the_own_network_is_not_asked(site: str, store: Path) -> None:
    ASKED.clear()
    result = runner.invoke(app, ["import", f"{site}/to/{site}", "--store", str(store)])
    assert result.exit_code == 1 and "own network" in result.stderr and not ASKED


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/to/file:||etc|passwd", "http and https"), ("/to/ftp:||example.org|x", "http and https"), ("/loop", "redirects"),
        ("/to/http:||user:word@127.0.0.1|", "password"), ("/bomb", "Larger"), ("/endless", "Larger"), ("/lies", "breaks off"), ("/steers", "404"),
    ],
)  # fmt: skip
def test_what_a_server_may_not_do(path: str, reason: str, site: str, store: Path) -> None:
    before = store.read_bytes()
    result = runner.invoke(app, ["import", site + path, "--allow-private", "--store", str(store)])
    assert result.exit_code == 1 and reason in result.stderr, result.stderr
    assert not any((ord(char) < 32 and char != "\n") or 127 <= ord(char) < 160 for char in result.stderr)
    assert store.read_bytes() == before


def test_a_redirect_to_the_own_network_is_not_followed(site: str, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public server that sends the reader inside: the first address counts as public here, the second does not."""
    from stance.readers import addresses

    calls: list[str] = []

    def first_only(address: str) -> bool:
        calls.append(address)
        return len(calls) == 1

    monkeypatch.setattr(addresses, "is_public", first_only)
    ASKED.clear()
    result = runner.invoke(app, ["import", f"{site}/to/{site.replace('/', '|')}|inside", "--store", str(store)])
    assert result.exit_code == 1 and "own network" in result.stderr
    assert len(ASKED) == 1 and ASKED[0].startswith("/to/")
