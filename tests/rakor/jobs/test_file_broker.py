"""Messages in files: whole or not there, read once, nothing left behind."""

from pathlib import Path
from queue import Empty
from threading import Thread

import pytest
from kombu import Connection

from rakor.jobs.file_broker import Channel


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def channel(folder: Path) -> Channel:
    options = {"data_folder_in": str(folder), "data_folder_out": str(folder), "control_folder": str(folder)}
    return Connection(
        "filesystem://", transport="rakor.jobs.file_broker:Transport", transport_options=options
    ).channel()


def test_messages_come_out_in_the_order_in_which_they_went_in(folder: Path) -> None:
    broker = channel(folder)
    for number in range(3):
        broker._put("general", {"number": number})

    assert [broker._get("general")["number"] for _ in range(3)] == [0, 1, 2]
    assert list(folder.iterdir()) == []


def test_a_message_of_another_queue_is_left_alone(folder: Path) -> None:
    broker = channel(folder)
    broker._put("papers", {"number": 1})

    with pytest.raises(Empty):
        broker._get("general")

    assert broker._size("papers") == 1


def test_a_message_that_is_being_written_is_not_seen(folder: Path) -> None:
    broker = channel(folder)
    (folder / "1_x.general.part").write_text("")

    with pytest.raises(Empty):
        broker._get("general")


def test_many_readers_get_each_message_once(folder: Path) -> None:
    for number in range(200):
        channel(folder)._put("general", {"number": number})
    read: list[int] = []

    def drain() -> None:
        broker = channel(folder)
        try:
            while True:
                read.append(broker._get("general")["number"])
        except Empty:
            return

    readers = [Thread(target=drain) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert sorted(read) == list(range(200))
