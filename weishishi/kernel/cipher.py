"""Keeps a phone or a name unreadable in the database, and finds it again without reading it.

The only module that touches cryptography, so that another cipher (for instance SM4 and SM3) is one
change. The encryption is Fernet (AES-128-CBC with HMAC-SHA-256); the index is HMAC-SHA-256.
"""

import base64
import hashlib
import hmac
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import models


@cache
def _keys(secret):
    seal = hashlib.scrypt(secret.encode(), salt=b"weishishi.seal", n=2**12, r=8, p=1, dklen=64)
    return Fernet(base64.urlsafe_b64encode(seal[:32])), seal[32:]


def seal(text):
    return _keys(settings.FIELD_KEY)[0].encrypt(text.encode()).decode()


def unseal(token):
    return _keys(settings.FIELD_KEY)[0].decrypt(token.encode()).decode()


def is_ours(token):
    """Whether our key sealed it."""
    try:
        unseal(token)
    except InvalidToken:
        return False
    return True


def index(text):
    """A fingerprint (64 hex digits) for look-ups; only who holds the key can compute it."""
    return hmac.new(_keys(settings.FIELD_KEY)[1], text.encode(), hashlib.sha256).hexdigest()


class SealedField(models.TextField):
    """Text that is encrypted at rest; it cannot be searched, only read."""

    def deconstruct(self):
        """History sees a plain TextField, so that no migration imports our code."""
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.TextField", args, options

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return seal(value) if value else value

    def from_db_value(self, value, expression, connection):
        return unseal(value) if value else value
