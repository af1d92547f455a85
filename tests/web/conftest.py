"""A database of the sample story, a server on it, a browser. The browser is the system's Chromium; without one its tests are skipped."""

from __future__ import annotations

import fcntl
import shutil
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from allegedly.web.server import address_of, bind, make_door
from allegedly.web.site import Site

CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


@pytest.fixture(scope="session")
def scenario_db(root: Path, tmp_path_factory, worker_id) -> Path:
    """The border story as its outlets carried it, analysed and linked; made once for all workers, never written to."""
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if worker_id != "master" else base
    path = folder / "scenario.db"
    with (folder / "scenario.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            _make(root / "examples" / "scenario" / "border" / "reports.jsonl", folder / "part.db")
            (folder / "part.db").rename(path)
    return path


def _make(reports: Path, path: Path) -> None:
    from allegedly.corpus import add_reports
    from allegedly.read import read_documents
    from allegedly.store import open_store

    with open_store(path) as store:
        states = [outcome.state for outcome in add_reports(store, read_documents(str(reports)))]
        store.connection.execute("PRAGMA journal_mode = DELETE")
    assert set(states) == {"added"}


class Running:
    """A server on a thread of its own."""

    def __init__(self, site: Site) -> None:
        import uvicorn

        from allegedly.web.app import create_app
        from allegedly.web.assets import chart_bundle

        # Made once per version; making it while a browser waits would be measured by a test.
        chart_bundle()

        self.site = site
        listening = bind("127.0.0.1", 0)
        self.address = address_of(listening).rstrip("/")
        door = make_door("127.0.0.1", False, None, (), site.max_characters)
        self.server = uvicorn.Server(uvicorn.Config(create_app(site, door), log_level="error"))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [listening]}, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(10)


@pytest.fixture(scope="session")
def server(scenario_db, tmp_path_factory):
    """The pages on a copy of the sample story."""
    folder = tmp_path_factory.mktemp("web")
    shutil.copy(scenario_db, folder / "scenario.db")
    running = Running(Site(folder / "scenario.db", max_characters=200_000))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield running
        running.close()


@pytest.fixture
def open_page(browser, server):
    """Opens pages. When the test is over: no request left for another address, nothing failed in the console, no dialog opened."""
    contexts, seen, wrong = [], [], []

    def opened(path="/", **options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        # Generous: the first report read loads the models, on machines that do much else.
        page.set_default_timeout(90_000)
        page.on("request", lambda request: seen.append(request.url))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(server.address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert {urlsplit(url).netloc for url in seen} <= {urlsplit(server.address).netloc}
    assert wrong == []
