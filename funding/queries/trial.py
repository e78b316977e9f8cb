"""What a checkpoint of the record says about the money: short, public, and hard to forge later."""

import hashlib

from django.db.models import Count, Q, Sum

from funding.models import Document, Leg


def balance():
    """{legs, debit, credit} of the whole ledger, whole fen; debit and credit are the same."""
    found = Leg.objects.aggregate(
        legs=Count("pk"), debit=Sum("fen", filter=Q(fen__gt=0), default=0),
        credit=Sum("fen", filter=Q(fen__lt=0), default=0),
    )  # fmt: skip
    return {"legs": found["legs"], "debit": int(found["debit"]), "credit": -int(found["credit"])}


def files():
    """{number, root}: one digest over the fingerprints of all files behind money, in their order."""
    root = hashlib.sha256()
    number = 0
    for sha256 in Document.objects.order_by("pk").values_list("sha256", flat=True).iterator():
        root.update(sha256.encode())
        number += 1
    return {"number": number, "root": root.hexdigest()}
