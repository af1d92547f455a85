"""Run the pages: bind, say where, open the browser, warm the models up."""

from __future__ import annotations

import socket
import threading
import webbrowser

from allegedly.errors import SetupError
from allegedly.web.app import create_app
from allegedly.web.security import LOOPBACK, Door
from allegedly.web.site import Site

ANY = frozenset({"0.0.0.0", "::", ""})
SHORTEST_PASSWORD = 8
BACKLOG = 512


def make_door(host: str, allow_remote: bool, password: str | None, names: tuple[str, ...], max_characters: int) -> Door:
    """Who may come in. Raises `SetupError` where the bind reaches beyond this machine without a password and consent."""
    remote = host not in LOOPBACK
    if remote and not allow_remote:
        raise SetupError(f"{host} can be reached from other machines: add --allow-remote and set a password, or leave --host out")
    if remote and not password:
        raise SetupError("--allow-remote needs a password: put it into ALLEGEDLY_PASSWORD or name a file with --password-file")
    if password is not None and len(password) < SHORTEST_PASSWORD:
        raise SetupError(f"the password is too short: take {SHORTEST_PASSWORD} characters or more")
    known = LOOPBACK | {n.lower() for n in names} | ({host.lower()} - ANY)
    # A form is a little larger than the text in it.
    return Door(names=frozenset(known), any_address=remote, password=password, most_bytes=4 * max_characters + 100_000)


def bind(host: str, port: int) -> socket.socket:
    """A listening socket. Raises `SetupError` where the port is taken or the address is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With its protocol named, asyncio turns Nagle's delay off: without, every answer waits 40 ms for the next acknowledgement.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        # From now on callers wait instead of being refused, though nobody answers yet.
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise SetupError(f"{host}:{port}: cannot listen there ({error.strerror}): choose another with --port") from None
    return listening


def run(site: Site, door: Door, listening: socket.socket, open_browser: bool = False) -> None:
    """Serve until interrupted."""
    import uvicorn

    config = uvicorn.Config(create_app(site, door), log_level="warning", server_header=False, proxy_headers=False, timeout_keep_alive=30)
    threading.Thread(target=_warm_up, daemon=True).start()
    if open_browser:
        threading.Timer(0.5, webbrowser.open, [address_of(listening)]).start()
    uvicorn.Server(config).run(sockets=[listening])


def address_of(listening: socket.socket) -> str:
    """Where a browser on this machine finds it."""
    host, port = listening.getsockname()[:2]
    name = "127.0.0.1" if host in ANY else host
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def _warm_up() -> None:
    """Load outlines and models, so that the first map and the first report read in the page take no longer than the next."""
    from allegedly.web.draw.map import land, view_of
    from allegedly.web.draw.shapes import shapes

    sum(1 for _ in land(shapes(), view_of([])))
    from allegedly.pipeline import analyse_document
    from allegedly.read import document_from_text

    analyse_document(document_from_text("The ministry said on Monday that the road had been closed.", "warm-up"))
