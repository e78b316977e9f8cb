"""The cellar and the roof: what every floor of the house stands on, and where they are joined."""

from weishishi.celery import app as celery_app

__all__ = ["celery_app"]
