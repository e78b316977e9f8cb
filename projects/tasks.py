"""What the worker does for projects."""

from celery import shared_task

from projects.actions import photos


@shared_task
def process_photo(key):
    photos.process(key)


@shared_task
def process_lost_photos():
    """Find what the doorbell missed: a photo's row is the promise."""
    for key in photos.lost():
        photos.process(key)
