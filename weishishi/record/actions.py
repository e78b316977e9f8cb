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
from weishishi.record.models import Checkpoint, Entry, Gap
from weishishi.record.queries import published, said, standing


@atomic
def seal_day(on=None):
    """Sign where the chain ends and publish it; the day that is over, once. None while what was
    published before does not fit: nothing is sealed again in silence."""
    on = on or clock.today() - timedelta(days=1)
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
    _publish(point)
    return point


def _publish(point):
    """A copy outside the database, which a restored backup does not take back, and to the witnesses."""
    folder = Path(settings.RECORD_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(published(point), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / f"{point.on}.json").write_text(text)
    if settings.RECORD_WITNESSES:
        words = _("{on}存证到第 {seq} 条。请把附件留着：以后有人改了记录，用它就能看出来。").format(
            on=point.on, seq=point.seq
        )
        letter = EmailMessage(
            _("存证 {on} {short}").format(on=point.on, short=point.short), words,
            to=settings.RECORD_WITNESSES,
        )  # fmt: skip
        letter.attach(f"{point.on}.json", text, "application/json")
        letter.send()


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
