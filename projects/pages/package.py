"""Everything that is public of one matter in one ZIP, with fingerprints anybody can check.

Made from the queries of the public pages only; what those do not tell is not in it.
"""

import csv
import io
import re

import segno
from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import override
from django.views.decorators.http import require_safe

from projects.actions import packing
from projects.actions.kept_pdfs import Busy, kept_pdf
from projects.actions.packing import Sheet
from projects.dashboards import export
from projects.models import NoticeItem
from projects.pages.resident import TEN_MINUTES
from projects.queries import photos, public_notices, stories
from projects.queries.public_project import detail
from weishishi.kernel import clock
from weishishi.kernel.dates import in_chinese
from weishishi.kernel.tries import Tries, address_of, later, too_often

PER_ADDRESS = Tries("package-address", most=60, seconds=TEN_MINUTES)
HALF_A_MINUTE = 30
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
    """The ZIP; 404 until the public version is released, 429 for who asks too often, 503 while the PDF of
    another matter is made. Who asks for the head alone makes nothing."""
    with override(settings.LANGUAGE_CODE):
        if not PER_ADDRESS.spend(address_of(request)):
            return too_often(TEN_MINUTES)
        project = detail(number)
        if project is None or not project.is_released:
            raise Http404
        if request.method == "HEAD":
            return _named(StreamingHttpResponse((), content_type="application/zip"), number)
        try:
            files = _files(request, project)
        except Busy:
            return later("正在为另一件事生成文件，请过半分钟再下载。", 503, HALF_A_MINUTE)
    zipped = packing.packed_openly(files)
    return _named(HttpResponse(zipped, content_type="application/zip"), number)


def _named(answer, number):
    answer["Content-Disposition"] = f'attachment; filename="project-{number}.zip"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _files(request, project):
    shots = [shot for row in project.photos for shot in row]
    named = [(f"photos/{n:02}.webp", shot) for n, shot in enumerate(shots, start=1)]
    sheets = list(_sheets(request, project, named))
    html = packing.whole(_cover(project), sheets)
    names = {found[1]: name for name, shot in named if (found := _KEY.search(shot.src))}
    files = {
        "project.html": packing.linked(html, names).encode(), "timeline.csv": _timeline(project),
        "README.txt": README.format(
            title=project.title, number=project.spaced, day=in_chinese(clock.today())
        ).encode(),
    }  # fmt: skip
    if project.money:
        files["money.csv"] = _payments(project.money)
    if made := kept_pdf(project.number, html):
        files["project.pdf"] = made
    for key, name in names.items():
        files |= _read(name, key)
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
    if project.works and not project.works.is_empty:
        yield Sheet("works", "做到哪里了", made("works", works=project.works))
    if project.service:
        yield Sheet("service", "活动和服务", made("service", service=project.service))
    if project.money:
        yield Sheet("money", "资金", made("money", money=project.money))
    for n, meeting in enumerate(project.decisions, start=1):
        yield Sheet(f"minutes-{n}", f"会议：{meeting.name}", made("minutes", meeting=meeting))
    hung = NoticeItem.objects.filter(project=project.pk).order_by("notice__posted_at")
    for n, pk in enumerate(dict.fromkeys(hung.values_list("notice", flat=True)), start=1):
        yield Sheet(f"notice-{n}", "公示", _notice(request, pk))
    if (hanging := public_notices.of_project(project.pk)) and hanging.said:
        yield Sheet("said", "公示期的意见和答复", made("said", hanging=hanging))
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
