"""Somebody looks up a name and a phone, or takes the audit package: written down, and then shown."""

from django.utils.translation import gettext as _

from projects.models import PrivateReading
from villages.roles import CONFIDANTS, may
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

NAME_AND_PHONE = "姓名、电话"  # stored, so not translated
Fact = PrivateReading.Fact


def read(fact, row, number, *, by):
    """Who works on it sees name and phone of this one; no reason is asked, ringing up is daily work.
    `Refused` for who only watches. That the row lies in her scope is the page's to know."""
    if by.post is None or by.post.role not in CONFIDANTS:
        raise Refused(_("姓名和电话只给办理的人看。"))
    return _write(fact, row, number, NAME_AND_PHONE, by)


def take_package(town, year, *, by):
    """The audit package of a town and year leaves the house. `Refused` in other hands."""
    if by.post is None or not may(by.post.role, "v", "projects.auditpackage"):
        raise Refused(_("资料包由区、镇经办人和督查、审计下载。"))
    return _write(Fact.PACKAGE, town.pk, f"{town.name} {year}", "全部文件", by)


def _write(fact, row, number, field, by):
    return PrivateReading.objects.create(
        fact=fact, row=row, number=number, field=field, post=by.post, person=by.person,
        office=by.name, at=clock.now(),
    )  # fmt: skip
