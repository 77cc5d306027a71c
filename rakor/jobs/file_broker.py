"""Kombu's file-system transport, with messages that appear whole and leave nothing behind.

Kombu's own opens the file under its final name before writing it: a worker that reads it in between ends with an
"unrecoverable error". It also moves a message through the system's temporary folder, where kill -9 leaves it.
"""

import os
from contextlib import suppress
from pathlib import Path
from queue import Empty
from time import time_ns
from typing import Any
from uuid import uuid4

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:  # type: ignore[override] # as its parent
        path = Path(self.data_folder_out, f"{time_ns()}_{uuid4()}.{queue}.msg")
        part = path.with_suffix(".part")
        part.write_text(dumps(payload))
        os.replace(part, path)

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        for name in sorted(name for name in os.listdir(self.data_folder_in) if name.endswith(f".{queue}.msg")):
            path = Path(self.data_folder_in, name)
            with suppress(FileNotFoundError), path.open() as file:
                path.unlink()  # only one can: that one has the message
                return loads(file.read())
        raise Empty


class Transport(filesystem.Transport):
    Channel = Channel
