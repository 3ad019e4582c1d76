"""`jarida run` as a person starts it: real processes, a data folder, a port."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_processes import alive, eventually, listener_port

pytestmark = [pytest.mark.slow, pytest.mark.database]
START = 60.0

EDITION = """
[edition]
code = "test"
name = "Pays d'essai"
time_zone = "Africa/Casablanca"
policy = "full"

[[outlets]]
name = "Le Courrier d'essai"
homepage = "http://127.0.0.1:9/"
languages = ["fr"]
feeds = ["http://127.0.0.1:9/feed.xml"]
"""


class Running:
    """A `jarida run` on a folder of its own."""

    def __init__(self, folder: Path, port: int, *arguments: str) -> None:
        self.port = port
        self.output = folder / f"output-{time.monotonic_ns()}.txt"
        environ = {name: text for name, text in os.environ.items() if not name.startswith("JARIDA_")}
        environ |= {"JARIDA_DATA_FOLDER": str(folder / "data"), "JARIDA_SITE_PORT": str(port)}
        environ |= {"JARIDA_STORIES_ENCODER": "off"}
        command = [sys.executable, "-m", "jarida", "run", *arguments]
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                command, env=environ, stdout=output, stderr=output, cwd=folder, start_new_session=True
            )

    @property
    def text(self) -> str:
        return self.output.read_text()

    def ready(self) -> bool:
        return eventually(lambda: "the site is at" in self.text or self.process.poll() is not None, START)

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def children(self) -> list[int]:
        listed = subprocess.run(["ps", "-s", str(self.process.pid), "-o", "pid="], capture_output=True, text=True)
        return [int(pid) for pid in listed.stdout.split() if int(pid) != self.process.pid]

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)


@pytest.fixture
def running(tmp_path) -> Iterator[Running]:
    (tmp_path / "edition.toml").write_text(EDITION, encoding="utf-8")
    instance = Running(tmp_path, listener_port(), "--edition", "./edition.toml")
    yield instance
    if instance.process.poll() is None:
        os.killpg(instance.process.pid, signal.SIGKILL)
        instance.process.wait()


def test_it_serves_and_ends_cleanly(running, tmp_path):
    assert running.ready()
    assert f"the site is at http://127.0.0.1:{running.port}/" in running.text
    status, page = running.get("/fr/outlets/")
    assert status == 200
    assert "Le Courrier d&#39;essai" in page or "Le Courrier d’essai" in page or "Le Courrier d'essai" in page
    assert running.get("/static/admin/css/base.css")[0] == 200

    second = Running(tmp_path, listener_port())
    assert second.process.wait(START) == 1
    assert f"another Jarida (process {running.process.pid}) is running on this data folder" in second.text
    assert "Traceback" not in second.text

    children = running.children()
    assert len(children) >= 2
    assert running.end() == 0
    assert running.text.rstrip().endswith("jarida: ended.")
    assert eventually(lambda: not any(alive(pid) for pid in children))
    assert "Traceback" not in running.text


def test_interrupted_it_ends_cleanly_too(running):
    assert running.ready()
    os.killpg(running.process.pid, signal.SIGINT)  # what Ctrl-C does: to the whole group
    assert running.process.wait(30) == 0
    assert "Traceback" not in running.text


def test_killed_it_leaves_nothing_running_and_starts_again(running, tmp_path):
    assert running.ready()
    children = running.children()
    running.end(signal.SIGKILL)
    assert eventually(lambda: not any(alive(pid) for pid in children), 20)
    again = Running(tmp_path, running.port)
    try:
        assert again.ready()
        assert again.get("/fr/outlets/")[0] == 200
    finally:
        assert again.end() == 0


def test_the_pipeline_beats_and_starts_again_when_it_falls(running, tmp_path):
    assert running.ready()
    heartbeat = tmp_path / "data" / "pipeline.json"
    assert eventually(heartbeat.exists, 30)
    assert running.get("/healthz")[0] == 200
    assert json.loads(heartbeat.read_text())
    listed = subprocess.run(["ps", "-s", str(running.process.pid), "-o", "pid=,args="], capture_output=True, text=True)
    pipeline = next(int(row.split()[0]) for row in listed.stdout.splitlines() if row.endswith("-m jarida.pipeline"))
    os.kill(pipeline, signal.SIGKILL)
    assert eventually(lambda: "the pipeline ended with status -9; it starts again" in running.text)
    assert running.get("/fr/")[0] == 200


def test_a_port_in_use_is_said_in_one_line(running, tmp_path):
    assert running.ready()
    (tmp_path / "other").mkdir()
    start = time.monotonic()
    other = Running(tmp_path / "other", running.port)
    assert other.process.wait(START) == 2
    assert f"jarida: 127.0.0.1:{running.port}: the port is in use; give another with --port" in other.text
    assert time.monotonic() - start < START


def test_an_unknown_edition_is_said_in_one_line(tmp_path):
    other = Running(tmp_path, listener_port(), "--edition", "atlantis")
    assert other.process.wait(START) == 2
    assert "atlantis" in other.text
    assert "Traceback" not in other.text
