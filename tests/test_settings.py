"""Settings: defaults, then the file, then the environment, then arguments."""

import pytest

from allegedly.errors import SetupError
from allegedly.settings import Settings, load_settings


def test_later_sources_win(tmp_path):
    file = tmp_path / "allegedly.toml"
    file.write_text('db = "file.db"\nport = 1\nmax_characters = 5\n')
    found = load_settings(file, {"ALLEGEDLY_DB": "env.db", "ALLEGEDLY_PORT": "2", "ALLEGEDLY_SHARED": "x"}, port=3, db=None)
    assert found == Settings(db="env.db", port=3, max_characters=5)


def test_without_a_file_the_defaults_hold(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load_settings(environ={}) == Settings()


@pytest.mark.parametrize("text", ["db = ", "dbb = 'x'", "port = 'many'"])
def test_a_file_that_cannot_be_used_is_a_set_up_error(tmp_path, text):
    file = tmp_path / "allegedly.toml"
    file.write_text(text)
    with pytest.raises(SetupError) as caught:
        load_settings(file, {})
    assert "\n" not in str(caught.value)


def test_a_file_named_must_be_there(tmp_path):
    with pytest.raises(SetupError, match="cannot be read"):
        load_settings(tmp_path / "none.toml", {})
