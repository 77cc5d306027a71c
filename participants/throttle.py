"""Ten wrong passwords for one account in five minutes, then a pause; counted before the hasher runs."""

from django.core.cache import cache

GUESSES = 10
PAUSE = 300  # seconds


class TooManyGuesses(Exception):
    pass


def key(username: str) -> str:
    return f"guesses:{username.encode().hex()[:160]}"


def refuse_after_many(username: str) -> None:
    if cache.get(key(username), 0) >= GUESSES:
        raise TooManyGuesses


def count_guess(username: str) -> None:
    cache.add(key(username), 0, PAUSE)
    cache.incr(key(username))


def forget_guesses(username: str) -> None:
    cache.delete(key(username))
