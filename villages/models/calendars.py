"""Which days are off, and which week-end days make up for them? As the State Council announced."""

from django.db import models


class CalendarDay(models.Model):
    """A day that is not what its weekday says. A year without any row is not loaded: no week-end
    and no Monday of it is counted."""

    day = models.DateField("日期", primary_key=True)
    is_working = models.BooleanField("上班")
    name = models.CharField("名称", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "放假调休日历"
        ordering = ["day"]

    def __str__(self):
        return f"{self.day:%Y-%m-%d} {'上班' if self.is_working else '放假'}"
