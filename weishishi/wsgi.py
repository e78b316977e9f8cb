"""The web server's entrance: `gunicorn weishishi.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weishishi.settings")
application = get_wsgi_application()
