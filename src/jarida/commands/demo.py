"""`jarida demo`: the sample press on loopback, gathered over real HTTP by the ordinary pipeline, and the site."""

import json
import os
import secrets
import shutil
import webbrowser
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from jarida.commands.run import Plan, override, run
from jarida.config.options import load
from jarida.core.errors import UsageError
from jarida.processes import Child, port_answers, port_is_free

BASE_PORTS = range(8801, 9801, 100)
FRESH = timedelta(hours=20)
USER = "demo"

# A press that lives for minutes is polled every few seconds, and everyone who reports is on this machine.
PACE = {
    "JARIDA_FETCH_ALLOW_NETWORKS": "127.0.0.1/32",
    "JARIDA_FETCH_HOST_DELAY": "0.02",
    "JARIDA_PIPELINE_POLL_MIN": "5",
    "JARIDA_PIPELINE_POLL_START": "5",
    "JARIDA_PIPELINE_POLL_MAX": "15",
    "JARIDA_PIPELINE_RECHECK": "100,600",
    "JARIDA_MODERATION_IDENTIFY": "cookie",
}


@dataclass(frozen=True)
class Show:
    """One demonstration: when its press begins, and on which ports it is."""

    epoch: str
    base_port: int
    outlets: int


@click.command()
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), default=Path("demo"), show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port of the site.")
@click.option("--bind", default="127.0.0.1", show_default=True, help="Address of the site.")
@click.option("--fresh", is_flag=True, help="Begin anew instead of going on with a demonstration of today.")
@click.option("--browser/--no-browser", default=True, help="Open the site in a browser.")
def command(data: Path, port: int, bind: str, fresh: bool, browser: bool) -> None:
    """Serve the sample press on loopback, gather it, open the site. Everything in it is fictional."""
    from jarida.editions.sample import sample_edition

    show = stage(data, fresh=fresh)
    # the site's name, a contact and such may still be set; the pace of the show is the show's
    os.environ.update(PACE)
    override(edition=None, data=data, bind=bind, port=port)
    password = secrets.token_urlsafe(6)
    press = Child(
        "the sample press",
        ("-m", "jarida.editions.sample.server", *arguments(show)),
        vital=True,
        ready=lambda: all(port_answers("127.0.0.1", port) for port in ports(show)),
    )
    plan = Plan(
        spec=sample_edition(show.base_port),
        extra=(press,),
        before=lambda: create_user(password),
        greeting=greeting(password),
        opened=webbrowser.open if browser and can_show() else lambda url: None,
    )
    run(load(), plan)


def arguments(show: Show) -> tuple[str, ...]:
    """The command line of the sample press."""
    return ("--base-port", str(show.base_port), "--epoch", show.epoch)


def stage(folder: Path, *, fresh: bool) -> Show:
    """The demonstration of `folder`: one of today goes on, else a new one begins in an empty folder."""
    from jarida.editions.sample import sample_edition

    path = folder / "show.json"
    if folder.exists() and any(folder.iterdir()):
        if not path.exists():
            raise UsageError("is not empty and holds no demonstration; give another folder", subject=str(folder))
        known = Show(**json.loads(path.read_text()))
        if not fresh and _still_fresh(known) and ports_are_free(known):
            return known
        shutil.rmtree(folder)
    outlets = len(sample_edition(BASE_PORTS[0]).outlets)
    show = new_show(outlets, datetime.now(UTC))
    folder.mkdir(parents=True)
    path.write_text(json.dumps(asdict(show)))
    return show


def new_show(outlets: int, now: datetime) -> Show:
    """A demonstration that begins now, on the first ports that are free."""
    for base in BASE_PORTS:
        show = Show(now.isoformat(timespec="seconds"), base, outlets)
        if ports_are_free(show):
            return show
    raise UsageError(f"no {outlets} ports in a row are free from {BASE_PORTS[0]} on for the sample press")


def _still_fresh(show: Show) -> bool:
    return datetime.now(UTC) - datetime.fromisoformat(show.epoch) < FRESH


def ports_are_free(show: Show) -> bool:
    """Whether the press can be served on its ports."""
    return all(port_is_free("127.0.0.1", port) for port in ports(show))


def ports(show: Show) -> range:
    """The ports of the press, one an outlet."""
    return range(show.base_port, show.base_port + show.outlets)


def create_user(password: str) -> None:
    """A moderator for this demonstration; the password is new each time."""
    from django.contrib.auth import get_user_model

    user, _ = get_user_model().objects.get_or_create(username=USER, defaults={"is_staff": True, "is_superuser": True})
    user.set_password(password)
    user.save()


def greeting(password: str) -> str:
    """What is said beside the site's address."""
    return (
        f"\n        The press is fictional; more arrives and some is corrected in the first minutes."
        f"\n        Moderators: /admin/ as {USER}, password {password}. Each private window counts as"
        f"\n        one person who reports, so three of them block an image."
    )


def can_show() -> bool:
    """Whether a browser could be seen here: not over ssh, in CI or on a machine without a screen."""
    if os.environ.get("CI") or os.environ.get("SSH_CONNECTION"):
        return False
    return os.uname().sysname == "Darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
