"""Pages for who is signed in; others are led to the door and back to where they wanted to go."""

from functools import wraps
from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse


def signed_in(view):
    @wraps(view)
    def asked(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return redirect(door(request.path))

    return asked


def door(wanted):
    """The address where one signs in and comes back to `wanted`, an address of this site."""
    return f"{reverse('sign_in')}?{urlencode({'next': wanted})}"
