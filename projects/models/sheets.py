"""What somebody is filling in on the way to a proposal, and how well the form does its work."""

import json
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from weishishi.kernel.cipher import SealedField

KIND, WHERE, WORDS, CHECK = SCREENS = ("kind", "where", "words", "check")
# What each screen must know before the next one is asked; the agreement is never kept.
NEEDED = {KIND: ("kind",), WHERE: ("village", "spot"), WORDS: ("words",)}


class Sheet(models.Model):
    """One form on its way: what was typed so far, as it was typed, right or wrong.

    Its key becomes the project's `form_token`. A phone or a name is never written here. It belongs
    to the browser it was begun in (the fingerprint of a cookie) and to the person signed in.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    browser = models.CharField(max_length=64, blank=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="sheets",
        verbose_name="填表人",
    )
    answers = SealedField("填了什么", blank=True, editable=False)
    started_at = models.DateTimeField("开始时间")
    touched_at = models.DateTimeField("最后填写时间")
    submitted_at = models.DateTimeField("提交时间", null=True, editable=False)
    is_rated = models.BooleanField("评过这张表", default=False, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "没提完的表"
        ordering = ["-touched_at", "-pk"]
        indexes = [
            models.Index(fields=["browser"], name="sheets_of_a_browser", condition=~Q(browser="")),
            models.Index(fields=["touched_at"], name="sheets_to_sweep"),
        ]

    def __str__(self):
        return f"表 {self.key}"

    @property
    def told(self):
        """{field: what was typed}"""
        return json.loads(self.answers) if self.answers else {}

    @told.setter
    def told(self, answers):
        self.answers = json.dumps(answers, ensure_ascii=False) if answers else ""

    @property
    def screen_to_go_on(self):
        """The first screen that still misses what it must know."""
        told = self.told
        for screen, names in NEEDED.items():
            if not all(told.get(name) for name in names):
                return screen
        return CHECK


class SheetDay(models.Model):
    """How many sheets were begun and submitted on one day, and how people found the form.

    Counts only: nobody can tell from them who said what.
    """

    day = models.DateField("日期", unique=True)
    started = models.PositiveIntegerField("开始填的", default=0)
    submitted = models.PositiveIntegerField("提交的", default=0)
    easy = models.PositiveIntegerField("好填", default=0)
    fair = models.PositiveIntegerField("一般", default=0)
    hard = models.PositiveIntegerField("难填", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "填表情况"
        ordering = ["-day"]

    def __str__(self):
        return f"{self.day:%Y年%-m月%-d日}"
