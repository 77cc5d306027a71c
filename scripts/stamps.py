"""A stamp is a file that remembers of which sources something was made, so that it is not made twice."""

import hashlib
from pathlib import Path


def digest(*paths: Path, extra: str = "") -> str:
    """One hash over the names and contents of files and whole folders; an absent path counts as absent."""
    whole = hashlib.sha256(extra.encode())
    for path in paths:
        for file in files_of(path):
            whole.update(f"\0{file.relative_to(path.parent)}\0".encode())
            whole.update(file.read_bytes())
    return whole.hexdigest()


def files_of(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)


def is_current(stamp: Path, of: str) -> bool:
    return stamp.is_file() and stamp.read_text() == of


def write(stamp: Path, of: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(of)
