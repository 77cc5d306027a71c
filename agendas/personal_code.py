"""The short code of one delegate, for the desk. Nothing is stored: it is made of the secret key each time."""

from __future__ import annotations

import hashlib

from django.utils.crypto import salted_hmac

from meetings.models import Delegate

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, no 1/I
LENGTH = 8


def code_of(delegate: Delegate) -> str:
    """7KQM-2XHD; the same at each call, until the secret key of the program changes."""
    raw = salted_hmac("agendas.personal_code", str(delegate.pk), algorithm="sha256").digest()
    letters = "".join(ALPHABET[byte % 32] for byte in raw[:LENGTH])
    return f"{letters[:4]}-{letters[4:]}"


def digest_of(code: str, rakor_pk: int) -> str:
    """Lets a desk without a network recognise a typed code while its page names none; twin of digest() in desk.js."""
    letters = code.upper().replace("-", "").replace(" ", "")
    return hashlib.sha256(f"{rakor_pk}:{letters}".encode()).hexdigest()[:12]
