"""Under which hat does this person act, and how long does she stay signed in?

Hats are asked for anew on every request, so an ended post ends at once.
"""

import time
from functools import cached_property

from django.conf import settings

from villages.adapters import second_factors
from villages.backends import came_by_phone
from villages.roles import DESK_ROLES, DOOR_ROLES
from villages.standing_in import posts_of

SESSION_KEY = "acting_post"


class Hats:
    """The posts a signed-in person holds today, and the one she works under; read when asked for."""

    def __init__(self, request):
        self._request = request

    @cached_property
    def held(self):
        """None before the second factor stands, where staff must have one."""
        return [] if self.lacks_second_factor else self._posts

    @cached_property
    def works_here(self):
        """Somebody with a desk, or who speaks for an organisation, came in by the staff's door, with or
        without a second factor."""
        return any(post.role in DOOR_ROLES for post in self._posts)

    @cached_property
    def lacks_second_factor(self):
        """She has a post and must set one up before anything else."""
        if not settings.SECOND_FACTOR or not self._posts:
            return False
        return not second_factors(self._request.user).exists()

    @cached_property
    def _posts(self):
        user = self._request.user
        if not user.is_authenticated or not user.is_active:
            return []
        if came_by_phone(self._request.session):  # a resident's way in: no desk, whatever she holds
            return []
        return posts_of(user)

    @cached_property
    def acting(self):
        """The post chosen for this session while it is held, otherwise the first, one with a desk
        before one without: an organisation's post locks nobody out; her own before one she stands in
        for. None without any."""
        chosen = self._request.session.get(SESSION_KEY)
        first = sorted(
            self.held, key=lambda post: (post.role not in DESK_ROLES, bool(post.stood_in_by))
        )
        return next((post for post in self.held if post.pk == chosen), next(iter(first), None))


class ActingPost:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.hats = Hats(request)
        return self.get_response(request)


class ResidentsStay:
    """Who came by phone stays signed in as long as she looks in now and then; written once a day."""

    RENEWED, A_DAY = "renewed_at", 24 * 3600

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        session = request.session
        if session.accessed and came_by_phone(session):  # a page that asks nothing costs nothing
            now = time.time()
            if now - session.get(self.RENEWED, 0) > self.A_DAY:
                session[self.RENEWED] = now
        return response
