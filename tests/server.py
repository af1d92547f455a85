"""A real HTTP server on the loopback interface whose answers the test writes down."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site:
    """Routes (path → status, headers, body, or a function of the request headers giving these) and the log of what was asked."""

    def __init__(self):
        self.routes: dict[str, tuple | Callable] = {"/robots.txt": (404, {}, b"")}
        self.log: list[tuple[str, dict[str, str]]] = []
        self.base = ""

    def add(self, path, body=b"", status=200, content_type="text/html; charset=utf-8", **headers):
        """A fixed answer; `headers` with underscores for dashes."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if isinstance(body, bytes) else body.encode()
        self.routes[path] = (status, {"Content-Type": content_type, **named}, data)
        return self.base + path

    def asked(self, path):
        """How often a path was asked for."""
        return sum(p == path for p, _ in self.log)


@contextmanager
def serve_site(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """The site, served until the end of the block; with TLS where a context is given."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            site.log.append((self.path, dict(self.headers)))
            answer = site.routes.get(self.path, (404, {}, b"not here"))
            status, headers, body = answer(dict(self.headers)) if callable(answer) else answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            site.log.append((self.path, {**dict(self.headers), "body": body.decode()}))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    site.base = f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
