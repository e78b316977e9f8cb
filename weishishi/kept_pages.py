"""A page that is the same for everybody is made once and shown until something changes.

Only for visitors about whom nothing is known: no session, no message waiting. The reading size and
the language, which a cookie remembers, are part of the key. A page with a form's token, a cookie or
any answer but 200 is never kept, so a page of the desk cannot be.
"""

import gzip
from functools import wraps
from hashlib import blake2b

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from weishishi import freshness
from weishishi.kernel import clock

LONGEST_QUERY = 100  # characters; free words are not kept, or visitors could fill the memory


def same_for_everybody(view):
    """A view whose answer depends on the address, the size, the language and the public data only."""

    @wraps(view)
    def kept(request, *args, **kwargs):
        if not settings.PAGE_SECONDS or not _is_anybody(request):
            return view(request, *args, **kwargs)
        key = _key(request)
        version, found = freshness.seen(key)
        if version is None:
            return view(request, *args, **kwargs)
        if found is None:
            response = view(request, *args, **kwargs)
            if not _may_be_kept(request, response):
                return response
            # Compressed bytes without any secret in them: nothing for BREACH to guess.
            found = gzip.compress(response.content, 6, mtime=0)
            freshness.keep(key, version, found)
        return _answer(request, found)

    return kept


def _is_anybody(request):
    known = {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()
    query = request.META.get("QUERY_STRING", "")
    is_short = len(query) <= LONGEST_QUERY and not request.GET.get("text")
    return request.method == "GET" and is_short and not known


def _key(request):
    asked = (
        request.scheme, request.get_host(), request.get_full_path(), request.LANGUAGE_CODE,
        request.COOKIES.get("size") == "large", clock.today(),
    )  # fmt: skip
    return f"page:{blake2b(repr(asked).encode(), digest_size=16).hexdigest()}"


def _may_be_kept(request, response):
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and response["Content-Type"] == "text/html; charset=utf-8"
    )


def _answer(request, compressed):
    tag = f'W/"{blake2b(compressed, digest_size=12).hexdigest()}"'
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponseNotModified()
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(compressed, headers={"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(compressed))
    response["ETag"], response["Cache-Control"] = tag, "private, no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    return response
