"""For whom a wish was and who promised it is forgotten; number, kind and what happened stay."""

from django.db.transaction import atomic

from projects.actions import sheet_photos
from projects.models import Wish
from villages.actions import closing
from weishishi.kernel import clock


@atomic
def forget_wish(wish):
    """Names and phones go, and the photos nobody released."""
    Wish.objects.filter(pk=wish.pk).update(whom="", forgotten_at=clock.now())
    for claim in wish.claims.select_related("contact"):
        closing.forget(claim.contact)
    wish.claims.update(phone_index="")
    sheet_photos.drop(wish.photos.filter(is_public=False))
