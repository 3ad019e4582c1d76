"""The lock of a data folder, and children that live and end as they should."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from jarida.core.errors import AlreadyRunning, JaridaError
from jarida.processes import Child, Supervisor, hold, port_answers, port_is_free

WAITS = "import time\nfor _ in range(600): time.sleep(0.1)"


def eventually(condition, seconds: float = 10.0) -> bool:
    """Wait for a condition about another process; there is nothing to be told by."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        threading.Event().wait(0.02)
    return False


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # a zombie is dead: nobody here reaps the grandchildren
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return True


def test_a_second_holder_is_refused_and_told_who_has_it(tmp_path):
    with hold(tmp_path), pytest.raises(AlreadyRunning) as caught, hold(tmp_path):
        pass
    assert str(os.getpid()) in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_the_lock_is_free_again_afterwards(tmp_path):
    for _ in range(2):
        with hold(tmp_path):
            pass


def test_the_folder_is_made(tmp_path):
    with hold(tmp_path / "a" / "b"):
        assert (tmp_path / "a" / "b").is_dir()


def test_a_lock_dies_with_its_process(tmp_path):
    code = textwrap.dedent(f"""
        from pathlib import Path
        from jarida.processes import hold
        with hold(Path({str(tmp_path)!r})):
            print('held', flush=True)
            input()
    """)
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyRunning), hold(tmp_path):
            pass
        other.kill()
        other.wait()
        with hold(tmp_path):
            pass


def test_patience_waits_for_the_predecessor(tmp_path):
    held, release = threading.Event(), threading.Event()

    def holder() -> None:
        with hold(tmp_path):
            held.set()
            release.wait(5)

    thread = threading.Thread(target=holder)
    thread.start()
    held.wait(5)
    threading.Timer(0.2, release.set).start()
    with hold(tmp_path, patience=5):
        assert release.is_set()
    thread.join()


def test_a_port_in_use_is_seen():
    with contextlib.closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        assert not port_is_free("127.0.0.1", listener.getsockname()[1])
    assert port_is_free("127.0.0.1", listener_port())


def listener_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_stopping_ends_all_children():
    children = [Child("one", ("-c", WAITS)), Child("two", ("-c", WAITS), vital=True)]
    supervisor = Supervisor(children, say=print)
    supervisor.run(ready=supervisor.stop)
    assert [child.running for child in children] == [False, False]
    assert [child.process.returncode for child in children if child.process] == [-signal.SIGTERM] * 2


def test_a_vital_child_takes_the_rest_down():
    other = Child("other", ("-c", WAITS))
    supervisor = Supervisor([other, Child("site", ("-c", "raise SystemExit(3)"), vital=True)], say=print)
    with pytest.raises(JaridaError, match="site: ended unexpectedly with status 3"):
        supervisor.run()
    assert not other.running


def test_another_child_is_started_again(tmp_path, monkeypatch):
    monkeypatch.setattr("jarida.processes.RESTART_PAUSES", (0.05,))
    marks = tmp_path / "marks"
    code = f"open({str(marks)!r}, 'a').write('x')\nraise SystemExit(1)"
    said: list[str] = []
    supervisor = Supervisor([Child("pipeline", ("-c", code))], say=said.append)

    def stop_after_three() -> None:
        eventually(lambda: marks.exists() and len(marks.read_text()) >= 3)
        supervisor.stop()

    watcher = threading.Thread(target=stop_after_three)
    supervisor.run(ready=watcher.start)
    watcher.join()
    assert len(marks.read_text()) >= 3
    assert said[0] == "pipeline ended with status 1; it starts again in 0.05 s"


def test_one_that_ran_well_for_long_is_started_again_soon(monkeypatch):
    monkeypatch.setattr("jarida.processes.STEADY", 0.0)
    child = Child("pipeline", ("-c", "raise SystemExit(1)"))
    said: list[str] = []
    supervisor = Supervisor([child], say=said.append)
    child.start()
    assert child.process
    child.process.wait()
    for _ in range(3):
        supervisor._fallen(child, time.monotonic())
    child.wait(time.monotonic())  # closes its pipe
    assert said == ["pipeline ended with status 1; it starts again in 1 s"] * 3


def test_a_child_that_does_not_listen_is_killed(monkeypatch):
    monkeypatch.setattr("jarida.processes.GRACE", 0.3)
    deaf = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('deaf', flush=True)\n" + WAITS
    child = Child("deaf", ("-c", deaf))
    supervisor = Supervisor([child], say=print)
    supervisor.run(ready=lambda: (threading.Event().wait(0.3), supervisor.stop())[1])
    assert child.process
    assert child.process.returncode in (-signal.SIGKILL, -signal.SIGTERM)


def test_children_end_when_the_parent_is_killed(tmp_path):
    pid_file = tmp_path / "pid"
    child = textwrap.dedent(f"""
        import os
        from jarida.processes import end_with_parent
        end_with_parent()
        open({str(pid_file)!r}, 'w').write(str(os.getpid()))
        {WAITS.replace(chr(10), chr(10) + "        ")}
    """)
    parent = textwrap.dedent(f"""
        from jarida.processes import Child, Supervisor
        Supervisor([Child('child', ('-c', {child!r}))], print).run()
    """)
    with subprocess.Popen([sys.executable, "-c", parent]) as process:
        assert eventually(lambda: pid_file.exists() and pid_file.read_text())
        process.kill()
    assert eventually(lambda: not alive(int(pid_file.read_text())))


def test_those_that_come_after_wait_until_it_is_ready(tmp_path):
    mark = tmp_path / "mark"
    first = Child("first", ("-c", f"open({str(mark)!r}, 'w').close()\n{WAITS}"), ready=mark.exists)
    second = Child("second", ("-c", WAITS))
    supervisor = Supervisor([first, second], say=print)
    began: list[bool] = []
    second.start = lambda: began.append(mark.exists())  # type: ignore[method-assign]
    supervisor.run(ready=supervisor.stop)
    assert began == [True]


def test_a_child_that_falls_before_it_is_ready_does_not_hold_up_the_end():
    first = Child("press", ("-c", "raise SystemExit(1)"), vital=True, ready=lambda: False)
    with pytest.raises(JaridaError, match="press: ended unexpectedly with status 1"):
        Supervisor([first], say=print).run()


def test_a_port_that_answers_is_seen():
    with contextlib.closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        assert port_answers("127.0.0.1", listener.getsockname()[1])
    assert not port_answers("127.0.0.1", listener_port())
