"""A worker whose Redis did not answer at the end of a job takes the next job all the same."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from kombu.transport import redis, virtual
from redis.exceptions import TimeoutError as RedisTimeout

from rakor.jobs.redis_broker import QoS, Transport


def hang(*args: Any, **kwargs: Any) -> None:
    raise RedisTimeout


def one_slot_taken(kind: type[redis.QoS]) -> redis.QoS:
    """The one slot holds one message, and Redis hangs."""
    slots = kind(channel=SimpleNamespace(), prefetch_count=1)
    slots.restore_at_shutdown = False
    slots.pipe_or_acquire = slots.restore_by_tag = hang
    virtual.QoS.append(slots, object(), "tag")
    assert not slots.can_consume()
    return slots


@pytest.mark.parametrize(
    "end",
    [
        lambda slots: slots.ack("tag"),
        lambda slots: slots.reject("tag"),
        lambda slots: slots.reject("tag", requeue=True),
    ],
    ids=["ack", "reject", "requeue"],
)
def test_slot_is_free_again_when_redis_does_not_answer(end: Callable[[redis.QoS], None]) -> None:
    slots = one_slot_taken(QoS)

    with pytest.raises(RedisTimeout):
        end(slots)

    assert slots.can_consume()


def test_slot_stays_taken_in_kombus_own_transport() -> None:
    """Twin: when this fails, Kombu has been mended and ours can go."""
    slots = one_slot_taken(redis.QoS)

    with pytest.raises(RedisTimeout):
        slots.ack("tag")

    assert not slots.can_consume()


def test_transport_uses_these_slots() -> None:
    assert Transport.Channel.QoS is QoS
