"""`allegedly serve`: what it refuses before it listens."""

import socket

import pytest

from allegedly.cli import main
from allegedly.cli.serve import read_password
from allegedly.errors import SetupError


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nothing.db"], "there is no such database"),
        (["--host", "0.0.0.0"], "--allow-remote"),
        (["--host", "0.0.0.0", "--allow-remote"], "ALLEGEDLY_PASSWORD"),
        (["--password-file", "nothing.txt"], "the password cannot be read"),
    ],
)
def test_what_cannot_be_served_is_refused_in_one_line(arguments, says, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ALLEGEDLY_PASSWORD", raising=False)
    with pytest.raises(SystemExit) as stopped:
        main(["serve", *arguments])
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert says in said
    assert said.count("\n") == 1


def test_a_port_that_is_taken_is_refused(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SystemExit) as stopped:
            main(["serve", "--port", str(taken.getsockname()[1])])
    assert stopped.value.code == 2
    assert "choose another with --port" in capsys.readouterr().err


def test_the_password_is_the_first_line_of_its_file_or_of_the_environment(tmp_path, monkeypatch):
    file = tmp_path / "password"
    file.write_text("a long one\nand a note\n")
    assert read_password(str(file)) == "a long one"
    monkeypatch.setenv("ALLEGEDLY_PASSWORD", "another one")
    assert read_password(None) == "another one"
    with pytest.raises(SetupError):
        read_password(str(tmp_path))
