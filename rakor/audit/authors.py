"""Who a row of the ledger names. The gate's actor is an author; so is the program itself, in its tasks."""

from dataclasses import dataclass
from typing import Protocol


class Author(Protocol):
    @property
    def user_id(self) -> int | None: ...

    @property
    def name(self) -> str: ...

    @property
    def position(self) -> str: ...

    @property
    def institution_name(self) -> str: ...


@dataclass(frozen=True)
class SystemAuthor:
    name: str
    user_id: int | None = None
    position: str = ""
    institution_name: str = ""


SYSTEM = SystemAuthor(name="Sistem")
