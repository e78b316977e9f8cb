"""Signing the end of the chain once a day, and saying why a published end is missing."""

import json
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.transaction import atomic
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from weishishi.kernel import clock, signatures
from weishishi.kernel.verdict import Refused
from weishishi.record.models import Checkpoint, Comparison, Entry, Gap
from weishishi.record.queries import changed, published, said, standing


def seal_day(on=None):
    """Sign where the chain ends and publish it; the day that is over, once. None while what was
    published before does not fit: nothing is sealed again in silence.

    What is signed stands before anybody is told; what a full disk or a mail server refused is done by
    the next call, for every day it is missing for.
    """
    point = _sealed(on or clock.today() - timedelta(days=1))
    if point:
        publish_what_is_missing()
    return point


@atomic
def _sealed(on):
    if found := Checkpoint.objects.filter(on=on).first():
        return found
    found = standing()
    # After a restore the day's own checkpoint may be gone from the database and still be published:
    # its file is the evidence and is never written over.
    if not found.is_whole or str(on) in {point["date"] for point in found.points}:
        return None
    last = Entry.objects.order_by("-seq").first()
    point = Checkpoint(
        on=on, seq=last.seq if last else 0, hash=last.hash if last else "0" * 64,
        sums={name: import_string(path)() for name, path in settings.RECORD_SUMS.items()},
        key=signatures.public_key(settings.RECORD_KEY), made_at=clock.now(),
    )  # fmt: skip
    point.signature = signatures.sign(settings.RECORD_KEY, said(point))
    point.save(force_insert=True)
    return point


def publish_what_is_missing():
    """A copy of each checkpoint outside the database, which a restored backup does not take back, and
    one to the witnesses: `<day>.json`, and `<day>.mailed` once they were written to. A witness's mail
    that is refused raises; it is tried again by the next call, at least once each."""
    folder = Path(settings.RECORD_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    points = list(Checkpoint.objects.order_by("on"))
    for point in points:
        if not (folder / f"{point.on}.json").exists():
            (folder / f"{point.on}.json").write_text(_text(point))
    for point in points if settings.RECORD_WITNESSES else ():
        told = folder / f"{point.on}.mailed"
        if not told.exists():
            _tell_the_witnesses(point)
            told.touch()


def _text(point):
    return json.dumps(published(point), ensure_ascii=False, indent=1, sort_keys=True)


def _tell_the_witnesses(point):
    words = _("{on}存证到第 {seq} 条。请把附件留着：以后有人改了记录，用它就能看出来。").format(
        on=point.on, seq=point.seq
    )
    letter = EmailMessage(
        _("存证 {on} {short}").format(on=point.on, short=point.short), words,
        to=settings.RECORD_WITNESSES,
    )  # fmt: skip
    letter.attach(f"{point.on}.json", _text(point), "application/json")
    letter.send()


def compare():
    """Digest every fact anew, compare it with its link and what was published with the chain, and
    keep the answer. Returns the Comparison."""
    found, lost = changed(), standing().lost
    return Comparison.objects.create(
        ran_at=clock.now(), lost_on=lost and lost["date"],
        found=[[one.fact, one.row, one.what] for one in found],
    )  # fmt: skip


@atomic
def explain_gap(why):
    """Say why what was published is newer than the chain, signed, for everybody to read.

    Raises Refused when nothing is missing, or without a reason of ten characters.
    """
    found, why = standing(), why.strip()
    if found.lost is None:
        raise Refused(_("公布过的存证点都对得上，没有缺口要说明。"))
    if len(why) < 10:
        raise Refused(_("请用至少 10 个字说明原因，例如“硬盘损坏，从 6 月 10 日的备份恢复”。"))
    lost = found.lost
    gap = Gap(
        lost_on=lost["date"], lost_seq=lost["seq"], lost_hash=lost["hash"], found_seq=found.seq,
        why=why, key=signatures.public_key(settings.RECORD_KEY), recorded_at=clock.now(),
    )  # fmt: skip
    gap.signature = signatures.sign(
        settings.RECORD_KEY,
        f"{gap.lost_on}|{gap.lost_seq}|{gap.lost_hash}|{gap.found_seq}|{gap.why}",
    )
    gap.save(force_insert=True)
    return gap
