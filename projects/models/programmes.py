"""The year's programme, the campaigns a project is part of, and the series of numbers."""

from django.db import models


class Programme(models.Model):
    """民生微实事 of one year, with the document it rests on."""

    year = models.PositiveSmallIntegerField("年度", unique=True)
    name = models.CharField("名称", max_length=80)
    basis = models.CharField("依据文件", max_length=120, blank=True)
    begins_on = models.DateField("开始日期")

    class Meta:
        verbose_name = verbose_name_plural = "年度计划"
        ordering = ["-year"]

    def __str__(self):
        return self.name


class CampaignTag(models.Model):
    """A campaign such as 学党史办实事 that a project may carry."""

    name = models.CharField("名称", max_length=40, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "专项标签"
        ordering = ["name"]

    def __str__(self):
        return self.name


class Series(models.Model):
    """The last number given in a series; see projects.numbering."""

    name = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self):
        return self.name
