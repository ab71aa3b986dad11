"""What a row is sealed with: keys made of the installation's key for case rows, which lies in no database."""

import hmac
import os
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from samsyn.core.refused import Refused

_NONCE = 12  # bytes
OFF = "Ärenderader är inte påslagna i den här installationen."
WRONG_KEY = "Raden går inte att öppna med installationens nyckel. Hör av dig till den som sköter driften."


def switched_on() -> bool:
    """Whether this installation has a key for case rows at all."""
    return bool(settings.CASES_KEY)


def lookup(association: int, intervention: int, pseudonym: str) -> bytes:
    """What a row is found by: a keyed hash that cannot be turned back. Raises Refused without a key."""
    return hmac.digest(_key(b"lookup"), f"{association}:{intervention}:{pseudonym}".encode(), sha256)


def seal(content: bytes, *, place: bytes) -> bytes:
    """The content encrypted and bound to its row: it opens nowhere else. Raises Refused without a key."""
    nonce = os.urandom(_NONCE)
    return nonce + _cipher().encrypt(nonce, content, place)


def unseal(sealed: bytes, *, place: bytes) -> bytes:
    """What was sealed. Raises Refused when key or place is another."""
    try:
        return _cipher().decrypt(sealed[:_NONCE], sealed[_NONCE:], place)
    except InvalidTag:
        raise Refused(WRONG_KEY) from None


def _cipher() -> AESGCM:
    return _made_cipher(_key(b"seal"))


def _key(purpose: bytes) -> bytes:
    if not switched_on():
        raise Refused(OFF)
    return _derived(settings.CASES_KEY, purpose)


@lru_cache(maxsize=8)
def _derived(secret: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"samsyn case rows: " + purpose).derive(secret.encode())


@lru_cache(maxsize=4)
def _made_cipher(key: bytes) -> AESGCM:
    return AESGCM(key)
