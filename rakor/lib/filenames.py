"""Names for files that are handed out together: safe on Windows, macOS and Linux, whatever people wrote in them."""

import unicodedata

LONGEST = 120  # bytes with the extension, so that a folder name still fits before it
FORBIDDEN = set('<>:"/\\|?*')
RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³"
}


def safe_name(stem: str, extension: str, *, mark: str = "") -> str:
    """One line without signs that a system forbids or that turn the reading direction; `mark` ends it uncut."""
    words = "".join(map(safe_char, unicodedata.normalize("NFC", stem)))
    kept = " ".join(words.split()).lstrip(" .-~").rstrip(" .") or "berkas"
    if kept.partition(".")[0].strip().upper() in RESERVED:
        kept = f"_{kept}"
    end = f"{mark}.{extension}"
    return kept.encode()[: LONGEST - len(end.encode())].decode(errors="ignore").rstrip(" .") + end


def safe_char(char: str) -> str:
    if char in FORBIDDEN:
        return "-"
    if char.isspace():
        return " "
    return "" if unicodedata.category(char)[0] == "C" else char


class Names:
    """The names of one folder; two that a system would take for the same get a number."""

    def __init__(self, *taken: str) -> None:
        self.taken = {alike(name) for name in taken}
        self.counts: dict[str, int] = {}

    def take(self, stem: str, extension: str, *, mark: str = "") -> str:
        name = safe_name(stem, extension, mark=mark)
        first = alike(name)
        while alike(name) in self.taken:
            self.counts[first] = self.counts.get(first, 1) + 1
            name = safe_name(stem, extension, mark=f"{mark} ({self.counts[first]})")
        self.taken.add(alike(name))
        return name


def alike(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
