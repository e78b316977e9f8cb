"""Where is this person signed in?"""

from django.contrib.sessions.models import Session
from django.utils import timezone


def sessions_of(person):
    """Her sessions that still hold. They are signed, so each one is opened and looked at."""
    running = Session.objects.filter(expire_date__gte=timezone.now())  # Django's clock, not ours
    key = str(person.pk)
    return [one for one in running.iterator() if one.get_decoded().get("_auth_user_id") == key]
