"""jarida.toml and the environment: typed, and refused with one clear line."""

from pathlib import Path

import pytest

from jarida.config.options import Options, load
from jarida.core.errors import OptionError


def write(folder: Path, text: str) -> Path:
    path = folder / "jarida.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_everything_has_a_default():
    options = load(None, {})
    assert options == Options()
    assert options.site_url == "http://127.0.0.1:8000"
    assert options.moderation.threshold == 3
    assert options.folder.is_absolute()


def test_the_file_is_read(tmp_path):
    path = write(tmp_path, '[site]\nport = 9000\nname = "Presse"\n[fetch]\nallow_networks = ["127.0.0.0/8"]\n')
    options = load(path, {})
    assert (options.site.port, options.site.name) == (9000, "Presse")
    assert options.fetch.allow_networks == ("127.0.0.0/8",)


def test_the_environment_is_over_the_file(tmp_path):
    path = write(tmp_path, "[site]\nport = 9000\n")
    environ = {
        "JARIDA_SITE_PORT": "9001",
        "JARIDA_FETCH_ALLOW_NETWORKS": "10.0.0.0/8, 127.0.0.0/8",
        "JARIDA_PIPELINE_RECHECK": "60,3600",
        "JARIDA_SITE_DEBUG": "true",
        "HOME": "/nowhere",
    }
    options = load(path, environ)
    assert options.site.port == 9001
    assert options.site.debug is True
    assert options.fetch.allow_networks == ("10.0.0.0/8", "127.0.0.0/8")
    assert options.pipeline.recheck == (60.0, 3600.0)


def test_the_environment_names_the_file(tmp_path):
    path = write(tmp_path, "[site]\nport = 9000\n")
    assert load(None, {"JARIDA_CONFIG": str(path)}).site.port == 9000


def test_a_file_in_the_current_folder_is_found(tmp_path, monkeypatch):
    write(tmp_path, "[site]\nport = 9002\n")
    monkeypatch.chdir(tmp_path)
    assert load(None, {}).site.port == 9002


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[site]\nport = "80"\n', ["[site] port", "'80'", "int"]),
        ("[site]\nport = 0\n", ["[site] port", "0", ">= 1"]),
        ("[site]\nprot = 80\n", ["[site]", "'prot'", "did you mean 'port'"]),
        ("[sight]\nport = 80\n", ["[sight]", "did you mean 'site'"]),
        ("site = 3\n", ["[site] must be a table"]),
        ("[site\n", ["not valid TOML", "line 1"]),
        ('[fetch]\nallow_networks = ["home"]\n', ["fetch allow_networks", "'home'", "10.0.0.0/8"]),
        ('[database]\nurl = "mysql://x"\n', ["database url", "postgresql://"]),
        ('[site]\nurl = "jarida.ma"\n', ["site url", "http://"]),
        ("[pipeline]\npoll_min = 900.0\npoll_max = 60.0\n", ["poll_min", "poll_max"]),
        ('[moderation]\nidentify = "name"\n', ["identify", "'name'"]),
    ],
)
def test_a_wrong_file_is_refused_in_one_line(tmp_path, text, words):
    path = write(tmp_path, text)
    with pytest.raises(OptionError) as caught:
        load(path, {})
    message = str(caught.value)
    assert "\n" not in message
    for word in words:
        assert word in message


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("JARIDA_SITE_PORT", "abc", ["JARIDA_SITE_PORT", "'abc'", "int"]),
        ("JARIDA_SITE_PROT", "80", ["JARIDA_SITE_PROT", "did you mean 'JARIDA_SITE_PORT'"]),
        ("JARIDA_PIPELINE_RECHECK", "soon", ["JARIDA_PIPELINE_RECHECK", "float"]),
        ("JARIDA_FETCH_TIMEOUT", "-1", ["JARIDA_FETCH_TIMEOUT", "> 0"]),
    ],
)
def test_a_wrong_variable_is_refused_in_one_line(variable, value, words):
    with pytest.raises(OptionError) as caught:
        load(None, {variable: value})
    message = str(caught.value)
    assert "\n" not in message
    for word in words:
        assert word in message


def test_a_missing_file_that_was_named_is_an_error(tmp_path):
    with pytest.raises(OptionError, match="no such settings file"):
        load(tmp_path / "none.toml", {})


def test_a_file_of_bytes_is_an_error(tmp_path):
    path = tmp_path / "jarida.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(OptionError, match="cannot be read"):
        load(path, {})
