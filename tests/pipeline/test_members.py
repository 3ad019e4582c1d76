from datetime import UTC, datetime, timedelta

from jarida.pipeline.members import AGAIN_AFTER, MemberMemory, ReadMember

NOW = datetime(2024, 4, 22, tzinfo=UTC)


def test_a_member_is_remembered_for_some_hours():
    memory = MemberMemory()
    memory.remember("a", ReadMember(NOW, NOW))
    memory.remember("b", ReadMember(NOW + timedelta(hours=1)))
    assert set(memory.fresh(NOW + timedelta(hours=1))) == {"a", "b"}
    assert set(memory.fresh(NOW + AGAIN_AFTER)) == {"b"}
    assert not memory.fresh(NOW + AGAIN_AFTER + timedelta(hours=1))


def test_what_is_read_again_is_remembered_anew():
    memory = MemberMemory()
    memory.remember("a", ReadMember(NOW))
    memory.remember("a", ReadMember(NOW + timedelta(hours=5), NOW))
    assert memory.fresh(NOW + AGAIN_AFTER)["a"].changed == NOW


def test_the_memory_is_bounded():
    memory = MemberMemory(most=3)
    for number in range(10):
        memory.remember(str(number), ReadMember(NOW))
    assert list(memory.fresh(NOW)) == ["7", "8", "9"]
