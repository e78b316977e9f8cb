"""Everything that is public of one matter in one ZIP, with fingerprints anybody can check.

Made from the queries of the public pages only; what those do not tell is not in it.
"""

import csv
import hashlib
import io
import re

import segno
from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import override
from django.views.decorators.http import require_safe

from projects.actions import packing
from projects.actions.packing import NoPdf, Sheet
from projects.dashboards import export
from projects.models import NoticeItem
from projects.pages.resident import TEN_MINUTES
from projects.queries import photos, public_notices, stories
from projects.queries.public_project import detail
from weishishi.kernel import clock
from weishishi.kernel.dates import in_chinese
from weishishi.kernel.tries import Tries, address_of

PER_ADDRESS = Tries("package-address", most=60, seconds=TEN_MINUTES)
KEPT, LARGEST = 3600, 2**21  # seconds and bytes of a PDF that is not made anew
_ARTICLE = re.compile(r'<article class="paper.*?</article>', re.DOTALL)
_KEY = re.compile(r"/photos/([0-9a-f-]{36})/")
README = """本压缩包是“{title}”（查询号 {number}）在网站上公开的全部内容，{day}打包。
没有电话、门牌和居民的姓名、原话。
hashes.txt 是每个文件的指纹（SHA-256）；运行 python3 verify_dossier.py 就知道有没有被改过，
也可以用 sha256sum -c hashes.txt 核对。

Everything public about this matter. hashes.txt lists the SHA-256 of every file; run
python3 verify_dossier.py to see whether anything was changed.
"""


@require_safe
def package(request, number):
    """The ZIP; 404 until the public version is released, 429 for who asks too often."""
    if not PER_ADDRESS.spend(address_of(request)):
        refused = HttpResponse("下载得太多次了，请过 10 分钟再来。", status=429)
        refused["Content-Type"] = "text/plain; charset=utf-8"
        refused["Retry-After"] = str(TEN_MINUTES)
        return refused
    with override(settings.LANGUAGE_CODE):
        project = detail(number)
        if project is None or not project.is_released:
            raise Http404
        files = _files(request, project)
    answer = HttpResponse(packing.packed_openly(files), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="project-{number}.zip"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _files(request, project):
    shots = [shot for row in project.photos for shot in row]
    named = [(f"photos/{n:02}.webp", shot) for n, shot in enumerate(shots, start=1)]
    sheets = list(_sheets(request, project, named))
    html = packing.whole(_cover(project), sheets)
    files = {
        "project.html": html.encode(), "timeline.csv": _timeline(project),
        "README.txt": README.format(
            title=project.title, number=project.spaced, day=in_chinese(clock.today())
        ).encode(),
    }  # fmt: skip
    if project.money:
        files["money.csv"] = _payments(project.money)
    if made := _pdf(html):
        files["project.pdf"] = made
    for name, shot in named:
        if found := _KEY.search(shot.src):
            files |= _read(name, found[1])
    return files


def _cover(project):
    return {
        "title": project.title, "town": project.town, "village": project.village,
        "lines": [("查询号", project.spaced), ("现在", project.chip.word)],
        "elsewhere": [], "missing": [],
    }  # fmt: skip


def _sheets(request, project, named):
    def made(template, **context):
        return render_to_string(f"public/package/_{template}.html", context | {"project": project})

    yield Sheet("project", "项目和办理经过", made("project"))
    if project.money:
        yield Sheet("money", "资金", made("money", money=project.money))
    for n, meeting in enumerate(project.decisions, start=1):
        yield Sheet(f"minutes-{n}", f"会议：{meeting.name}", made("minutes", meeting=meeting))
    hung = NoticeItem.objects.filter(project=project.pk).order_by("notice__posted_at")
    for n, pk in enumerate(dict.fromkeys(hung.values_list("notice", flat=True)), start=1):
        yield Sheet(f"notice-{n}", "公示", _notice(request, pk))
    if story := stories.released(project.pk):
        yield Sheet("story", "故事", made("story", story=story))
    if named:
        yield Sheet("photos", "照片", made("photos", photos=named))


def _notice(request, pk):
    """As it is printed for the board."""
    address = request.build_absolute_uri(reverse("public_notice", args=[pk]))
    code = segno.make(address, error="q", micro=False).svg_inline(omitsize=True, border=2)
    context = {"notice": public_notices.notice(pk), "address": address, "qr": mark_safe(code)}
    found = _ARTICLE.search(render_to_string("public/notice_print.html", context, request))
    return found[0] if found else ""


def _pdf(html):
    """Made once for the same words; None where this machine makes none."""
    key = f"package:{hashlib.sha256(html.encode()).hexdigest()}"
    if kept := cache.get(key):
        return kept
    try:
        made = packing.pdf(html)
    except NoPdf:
        return None
    if len(made) <= LARGEST:
        cache.set(key, made, KEPT)
    return made


def _timeline(project):
    rows = [
        [one.iso, one.stage, one.sentence, one.office, one.reason, one.late] for one in project.log
    ]
    return _table(["时间", "步骤", "办了什么", "单位", "理由", "补录"], rows)


def _payments(money):
    rows = [
        [one.iso, one.name, one.what, one.payee, one.amount, one.mark]
        for one in [*money.payments, *money.returned]
    ]
    return _table(["日期", "类别", "用途", "收款方", "金额（元）", "说明"], rows)


def _table(head, rows):
    out = io.StringIO()
    csv.writer(out).writerows([[export.plain(cell) for cell in row] for row in [head, *rows]])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _read(name, key):
    try:
        with photos.copy(key, photos.WIDTHS[-1]) as file:
            return {name: file.read()}
    except FileNotFoundError:
        return {}
