"""`python -I press`: HTML comes in by standard input, its PDF goes out by standard output.

Run by its path and without Django. It gets everything ready first, then waits for the document; when
whoever wanted one has gone, it goes too.
"""

import gc
import resource
import sys

from ends import MISSING

MOST_ADDRESSES = 2 * 1024**3
SECONDS = 60
# Neither screen nor print: what paper.css says of pages between menus costs time with every element.
MEDIA = "file"


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    gc.disable()  # nothing lives longer than the document: a sixth of the time
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError):
        sys.exit(MISSING)
    closed = URLFetcher(allowed_protocols=("data",), allow_redirects=False)

    def made(html):
        return HTML(string=html, url_fetcher=closed, media_type=MEDIA).write_pdf()

    made("<p>档")  # the fonts
    if html := sys.stdin.buffer.read():
        sys.stdout.buffer.write(made(html.decode()))


if __name__ == "__main__":
    main()
