"""The table of moments: the same for all threads and processes, bounded, and fair when it is full."""

import multiprocessing
import os
import threading
from pathlib import Path

import pytest

from jarida.api.rates import Rate, take
from jarida.api.ratetable import SETS, SIZE, WAYS, RateTable, table

NOW = 1_800_000_000.0


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def made(tmp_path: Path, clock: Clock):
    found = RateTable(tmp_path / "rates", clock)
    yield found
    found.close()


def allowed(found: RateTable, who: str, times: int, rate: int = 60) -> int:
    return sum(found.take(who, Rate(rate)).allowed for _ in range(times))


def test_one_is_held_and_the_others_are_not_touched(made):
    assert allowed(made, "one", 500) == 60
    assert all(allowed(made, f"other {number}", 1) == 1 for number in range(200))
    assert allowed(made, "two", 60) == 60


def test_it_comes_back_with_time(made, clock):
    allowed(made, "one", 100)
    clock.now += 10
    assert allowed(made, "one", 100) == 10
    clock.now += 3600
    assert allowed(made, "one", 100) == 60


def test_it_answers_as_the_rule_does(made, clock):
    until, rate = 0.0, Rate(7)
    for step in range(100):
        clock.now += step % 11
        until, expected = take(until, clock.now, rate)
        assert made.take("one", rate) == expected


def test_it_is_the_same_after_a_restart(tmp_path, clock):
    first = RateTable(tmp_path / "rates", clock)
    allowed(first, "one", 60)
    first.close()
    second = RateTable(tmp_path / "rates", clock)
    assert allowed(second, "one", 1) == 0
    second.close()


def test_a_clock_that_was_set_back_locks_nobody_out(made, clock):
    allowed(made, "one", 60)
    clock.now -= 3 * 3600
    assert allowed(made, "one", 1) == 1


def test_a_loop_of_many_addresses_does_not_exhaust_the_table(made, clock):
    allowed(made, "patient", 30)
    for number in range(3 * SETS * WAYS // 10):
        made.take(f"address {number}", Rate(60))
        clock.now += 0.001
    assert made.path.stat().st_size == SIZE
    # it was there before, it has taken more than they: it is not the one that is forgotten
    assert made.take("patient", Rate(60)).remaining < 59


def test_a_full_set_forgets_who_has_taken_least(made, monkeypatch):
    monkeypatch.setattr("jarida.api.ratetable.SETS", 1)
    allowed(made, "greedy", 60)
    for number in range(WAYS * 4):
        assert allowed(made, f"other {number}", 1) == 1
    assert allowed(made, "greedy", 1) == 0


def test_threads_together_get_what_one_gets(made):
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(allowed(made, "one", 300, 1000))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(found) == 1000


def _in_another_process(path: str, answers: "multiprocessing.Queue[int]") -> None:
    found = RateTable(Path(path), lambda: NOW)
    answers.put(allowed(found, "one", 400, 1000))


def test_processes_together_get_what_one_gets(tmp_path):
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    workers = [context.Process(target=_in_another_process, args=(str(tmp_path / "r"), answers)) for _ in range(4)]
    for worker in workers:
        worker.start()
    total = sum(answers.get(timeout=60) for _ in workers)
    for worker in workers:
        worker.join()
    answers.close()
    answers.join_thread()
    assert total == 1000


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_without_a_folder_to_write_in_each_process_counts_for_itself(tmp_path):
    tmp_path.chmod(0o500)
    found = RateTable(tmp_path / "rates")
    assert not found.shared
    assert allowed(found, "one", 100) >= 60
    found.close()


def test_a_path_that_cannot_be_a_file(tmp_path):
    (tmp_path / "rates").mkdir()
    found = RateTable(tmp_path / "rates", lambda: NOW)
    assert not found.shared
    assert allowed(found, "one", 100) == 60
    found.close()


def test_a_folder_has_one_table(tmp_path):
    assert table(tmp_path) is table(tmp_path)
    assert table(tmp_path).shared


def test_no_address_is_in_the_file(made):
    made.take("address:192.0.2.1", Rate(60))
    assert b"192.0.2.1" not in made.path.read_bytes()
