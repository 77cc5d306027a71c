"""Letter models are text of the office with named gaps such as {nama_rakor}. Nothing in them is ever evaluated."""

import re
from collections.abc import Iterable, Mapping

GAP = re.compile(r"\{([a-z][a-z0-9_]*)\}")
ANY_BRACES = re.compile(r"\{([^{}]*)\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its known gaps filled in one pass: an unknown gap stays to be seen, a value is not read again."""
    return GAP.sub(lambda gap: values.get(gap[1], gap[0]), text)


def unknown_fields(text: str, known: Iterable[str]) -> list[str]:
    """What stands between braces and is no known name, in order and once each."""
    names = set(known)
    return list(dict.fromkeys(name for name in ANY_BRACES.findall(text) if name not in names))
