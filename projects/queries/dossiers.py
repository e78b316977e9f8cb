"""What stands on the cover of a matter's file, and which files lie in it?"""

import csv
import io

from django.utils.timezone import localtime
from django.utils.translation import override

from projects import filing
from projects.lifecycle import ProjectLife
from projects.models import Photo
from projects.queries import photos, result_notice
from projects.queries.evidence_files import folders_of
from weishishi.kernel import clock
from weishishi.kernel.dates import in_chinese
from weishishi.kernel.numbers import spaced

HEADERS = (
    "发生时间", "记录时间", "办了什么", "原环节", "新环节", "单位", "理由、说明", "补录原因",
    "步骤代码", "原环节代码", "新环节代码",
)  # fmt: skip


def cover_of(project, title):
    """The cover: what it is, whose, how far it came, what lies elsewhere and what is missing."""
    lines = filing.lines_of(project, clock.today())
    return {
        "title": title, "town": project.village.town.name, "village": project.village.full_name,
        "lines": [
            ("查询号", spaced(project.query_no)), ("受理编号", project.acceptance_no or "—"),
            ("类别", project.get_project_class_display() or "—"),
            ("环节", project.get_state_display()), ("整理日期", in_chinese(clock.today())),
        ],
        "elsewhere": [
            (one.paper.name, one.note.get_kind_display(), one.note.words)
            for one in lines
            if one.note and not one.is_here
        ],
        "missing": [one.paper.name for one in lines if one.is_missing],
    }  # fmt: skip


def about(project, cover):
    """The head of the manifest."""
    return {
        "format": "weishishi-dossier/1", "query_no": project.query_no,
        "acceptance_no": project.acceptance_no, "title": cover["title"],
        "village": cover["village"], "state": project.state,
        "packed_on": clock.today().isoformat(),
    }  # fmt: skip


def pictures_of(project, *, with_pages, with_papers):
    """[(name in the file, photo)] of every clean photo: its own, those of the boards its notices hung
    on and, for who may read them, the photographed pages of its closed meetings and the papers that
    were photographed at the desk."""
    rows = [*photos.all_of(project), *_of_boards(project)]
    named = [(f"photos/{n:02}-{one.phase}.webp", one) for n, one in enumerate(rows, start=1)]
    if with_pages:
        pages = Photo.objects.filter(
            meeting__items__project=project, meeting__status="closed"
        ).distinct()
        rows = pages.order_by("meeting", "pk")
        named += [(f"meetings/{n:02}.webp", one) for n, one in enumerate(rows, start=1)]
    if with_papers:
        rows = project.filed_papers.order_by("pk")
        named += [(f"papers/{n:02}-{one.paper}.webp", one) for n, one in enumerate(rows, start=1)]
    return [(name, one) for name, one in named if one.state == Photo.State.READY]


def _of_boards(project):
    notices = project.notice_items.values("notice")
    return Photo.objects.filter(notice__in=notices).order_by("notice", "pk")


def files_of(project, pictures):
    """{name: bytes}: those photos, the files behind money, contract and acceptance as they came in, in folders by
    what they are and named by the eight digits that stand on paper, and the journal as a table."""
    files = {"journal.csv": _journal(project)}
    for name, photo in pictures:
        files |= _read(name, lambda photo=photo: photos.copy(photo.key, photos.WIDTHS[-1]))
    rows = project.budget.documents.all() if project.budget_id else ()
    folders = folders_of(project) if rows else {}
    for number, document in enumerate(rows, start=1):
        ending = document.name.rpartition(".")[2].lower()
        ending = ending if ending.isalnum() and ending.isascii() and len(ending) < 6 else "bin"
        name = f"{folders[document.pk]}/{number:02}-{document.sha256[:8]}.{ending}"
        files |= _read(name, lambda document=document: document.file.open("rb"))
    return files


def _read(name, opened):
    try:
        with opened() as file:
            return {name: file.read()}
    except FileNotFoundError:
        return {}


def _journal(project):
    """Times of this place, steps, offices and words in Chinese, codes in the last columns; never a
    person's name."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(HEADERS)
    with override("zh-hans"):
        for one in project.journal.order_by("pk"):
            table.writerow(
                [
                    _local(one.happened_at), _local(one.recorded_at),
                    ProjectLife.step(one.verb).sentence, one.get_source_display(),
                    one.get_target_display(), one.actor_name, _safe(one.note),
                    _safe(one.late_reason), one.verb, one.source, one.target,
                ]
            )  # fmt: skip
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _local(moment):
    return localtime(moment).isoformat(timespec="seconds")


def _safe(words):
    """What begins like a formula is text in a spreadsheet, too."""
    return f"'{words}" if words.startswith(("=", "+", "-", "@")) else words


result_of = result_notice.of
