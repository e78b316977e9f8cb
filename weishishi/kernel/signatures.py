"""Signs a text so that everybody can see it is ours, and nobody else can make one: Ed25519 (RFC 8032).

The key is thirty-two bytes in hexadecimal; it is kept outside the database.
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def public_key(secret):
    """What everybody may know of the key, in hexadecimal."""
    return _key(secret).public_key().public_bytes_raw().hex()


def sign(secret, text):
    return _key(secret).sign(text.encode()).hex()


def is_signed(public, text, signature):
    """Whether the owner of that public key signed that text."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(
            bytes.fromhex(signature), text.encode()
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def _key(secret):
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
