"""A clamd that speaks as much of its protocol as we ask, on a socket of its own."""

from __future__ import annotations

import socket
import struct
from pathlib import Path
from threading import Thread

VIRUS = b"X5O-CONTOH-VIRUS"


class FakeClamd:
    """Finds VIRUS. `behaves` as "hangs" it never answers, as "fails" it says that it could not look."""

    def __init__(self, folder: Path) -> None:
        self.path, self.behaves, self.seen = str(folder / "clamd"), "", 0
        self.door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.door.bind(self.path)
        self.door.listen()
        self.held: list[socket.socket] = []
        Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            try:
                line, _ = self.door.accept()
            except OSError:
                return
            if self.behaves == "hangs":
                self.held.append(line)
            else:
                with line, line.makefile("rb") as said:
                    assert said.read(10) == b"zINSTREAM\0"
                    content = b""
                    while size := struct.unpack("!L", said.read(4))[0]:
                        content += said.read(size)
                    self.seen += 1
                    line.sendall(self.verdict(content) + b"\0")

    def verdict(self, content: bytes) -> bytes:
        if self.behaves == "fails":
            return b"INSTREAM size limit exceeded. ERROR"
        return b"stream: Contoh-Virus FOUND" if VIRUS in content else b"stream: OK"

    def close(self) -> None:
        self.door.shutdown(socket.SHUT_RDWR)
        self.door.close()
        for line in self.held:
            line.close()
