"""The command line's frame: what it lists, one line for an error, the exit status of the contract."""

import subprocess
import sys

import click
import pytest

from jarida import cli
from jarida.core.errors import JaridaError, UsageError


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "jarida", *arguments], capture_output=True, text=True, timeout=60)


@pytest.fixture
def failing(monkeypatch):
    """Make every command raise what the test wants."""

    def fail_with(error: BaseException) -> None:
        @click.command()
        def command() -> None:
            raise error

        monkeypatch.setattr(cli.LazyGroup, "get_command", lambda self, ctx, name: command)

    return fail_with


def status_of(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert isinstance(caught.value.code, int)
    return caught.value.code


def test_help_lists_every_command_without_importing_django():
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "jarida", "--help"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0
    for name in cli.COMMANDS:
        assert name in done.stdout
    assert "django" not in done.stderr


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_explains_itself(name, capsys):
    if name == "manage":
        pytest.skip("Django's own help")
    assert status_of([name, "--help"]) == 0
    assert "Usage: jarida" in capsys.readouterr().out


def test_an_unknown_command_is_bad_usage(capsys):
    assert status_of(["gather"]) == 2
    assert "No such command 'gather'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (JaridaError("it broke", subject="thing"), 1),
        (UsageError("not like this", subject="thing"), 2),
        (click.BadParameter("no"), 2),
        (click.ClickException("no"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_errors_become_one_line_and_a_status(failing, capsys, error, status):
    failing(error)
    assert status_of(["outlets"]) == status
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    assert captured.out == ""
    if isinstance(error, JaridaError):
        assert captured.err == f"jarida: {error}\n"
        assert captured.err.startswith("jarida: thing: ")


def test_the_subject_is_not_said_twice():
    assert str(JaridaError("file.toml: no", subject="file.toml")) == "file.toml: no"
    assert str(JaridaError("no", subject="file.toml")) == "file.toml: no"
    assert str(JaridaError("no")) == "no"


def test_a_wrong_setting_stops_the_start(monkeypatch, tmp_path):
    monkeypatch.setenv("JARIDA_SITE_PORT", "eighty")
    monkeypatch.setenv("JARIDA_DATA_FOLDER", str(tmp_path))
    monkeypatch.delenv("JARIDA_CONFIG", raising=False)
    done = run("run")
    assert done.returncode == 2
    assert done.stderr == "jarida: JARIDA_SITE_PORT: 'eighty' is not allowed: Expected int, got str\n"


def test_a_reader_that_leaves_early_is_no_failure(monkeypatch, tmp_path):
    monkeypatch.setenv("JARIDA_DATA_FOLDER", str(tmp_path))
    done = subprocess.run(
        f"{sys.executable} -m jarida --help | head -1", shell=True, capture_output=True, text=True, timeout=60
    )
    assert "Traceback" not in done.stderr


def test_version():
    from jarida import __version__

    assert run("--version").stdout.split()[-1] == __version__
