"""The command line, run within the test's own process."""

from __future__ import annotations

from allegedly.cli import main


def run(capfd, *arguments):
    """Exit code, standard output, standard error."""
    code = 0
    try:
        main(list(arguments))
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capfd.readouterr()
    return code, out, err
