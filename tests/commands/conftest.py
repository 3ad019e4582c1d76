"""A small press on loopback, for commands that ask the network."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.conf import settings

PORTS = range(9050, 9070)


class Press:
    """A host whose pages are set by the test: path → (content type, body)."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.pages: dict[str, tuple[str, str]] = {}
        self.asked: list[str] = []

    def add(self, path: str, body: str, content_type: str = "application/rss+xml; charset=utf-8") -> str:
        """Set a page; its address."""
        self.pages[path] = (content_type, body.replace("ORIGIN", self.origin))
        return self.origin + path

    def rss(self, path: str = "/feed", *, title: str = "Le Journal", language: str = "fr", items: int = 2) -> str:
        """Set a feed; its address."""
        entries = "".join(
            f"<item><title>Titre {number}</title><link>ORIGIN/{number}</link><guid>{number}</guid></item>"
            for number in range(items)
        )
        return self.add(
            path,
            f'<rss version="2.0"><channel><title>{title}</title><link>ORIGIN/</link>'
            f"<language>{language}</language>{entries}</channel></rss>",
        )


def _handler(press: Press) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            press.asked.append(self.path)
            content_type, body = press.pages.get(self.path, ("text/plain", ""))
            known = self.path in press.pages
            data = body.encode() if known else b"not here"
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Iterator[Press]:
    """A press on loopback that the address guard lets through."""
    monkeypatch.setenv("JARIDA_FETCH_ALLOW_NETWORKS", "127.0.0.0/8")
    monkeypatch.setenv("JARIDA_FETCH_HOST_DELAY", "0")
    monkeypatch.setenv("JARIDA_DATA_FOLDER", str(settings.FOLDER))
    server = None
    for port in PORTS:
        site = Press(port)
        try:
            server = ThreadingHTTPServer(("127.0.0.1", port), _handler(site))
        except OSError:
            continue
        break
    assert server is not None, "no port is free"
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()
