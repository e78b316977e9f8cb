"""The worker's and the clock's entrance: `celery -A weishishi worker`, `celery -A weishishi beat`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weishishi.settings")

app = Celery("weishishi")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
