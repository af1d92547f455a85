"""`allegedly serve`: the web pages."""

from __future__ import annotations

from pathlib import Path

import click

from allegedly.errors import SetupError


@click.command()
@click.argument("db", metavar="[FILE.db]", required=False)
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one. [default: 8000]")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--open", "open_browser", is_flag=True, help="Open the pages in the browser.")
@click.option("--allow-remote", is_flag=True, help="Let --host be reached from other machines; needs a password.")
@click.option("--password-file", type=click.Path(dir_okay=False), help="File whose first line is the password (else ALLEGEDLY_PASSWORD).")
@click.option("--name", "names", multiple=True, metavar="HOST", help="Host name under which the pages may be reached; repeatable.")
def serve(
    db: str | None, port: int | None, host: str, open_browser: bool, allow_remote: bool, password_file: str | None, names: tuple[str, ...]
) -> None:
    """Open the web pages: read the evidence, see the dispute, follow the story.

    FILE.db is the database to show (default: that of the settings). Without one you can still read reports in the page. Only this
    machine can reach the pages unless --allow-remote says otherwise.
    """
    from allegedly.settings import load_settings
    from allegedly.web.server import address_of, bind, make_door, run
    from allegedly.web.site import Site

    if db is not None and not Path(db).is_file():
        raise SetupError(f"{db}: there is no such database: make it with `allegedly add`, or leave the name out to read single reports")
    settings = load_settings(db=db, port=port)
    door = make_door(host, allow_remote, read_password(password_file), names, settings.max_characters)
    site = Site(Path(settings.db), settings.max_characters, local=not door.any_address)
    listening = bind(host, settings.port)
    click.echo(f"allegedly: {site.db if site.has_store else 'no database yet'} at {address_of(listening)} (Ctrl-C stops)", err=True)
    run(site, door, listening, open_browser)


def read_password(file: str | None) -> str | None:
    """The password of a file or of the environment. A command line would show it to every user of the machine."""
    import os

    if file is None:
        return os.environ.get("ALLEGEDLY_PASSWORD") or None
    try:
        return Path(file).read_text(encoding="utf-8").split("\n")[0].strip() or None
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"{file}: the password cannot be read ({error}): check the path") from None
