"""The addresses of the pages beside this one."""

from urllib.parse import urlencode


def turned(page, asked):
    """For a template with page_by_page.html: the next page and the first one, with what was asked."""
    kept = {name: value for name, value in asked.items() if value}
    after = page.next_page_number() if page.has_next() else None
    return {
        "page": page,
        "older": f"?{urlencode({**kept, 'page': after})}" if after else "",
        "newest": f"?{urlencode(kept)}" if page.number > 1 else "",
    }
