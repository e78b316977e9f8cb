"""The one row a demo site keeps about itself: which moment it showed when its data were loaded."""

from django.db import models


class DemoDay(models.Model):
    began_at = models.DateTimeField()
    shows = models.DateTimeField()

    def __str__(self):
        return f"{self.shows:%Y-%m-%d %H:%M}"

    @property
    def shift(self):
        return self.shows - self.began_at
