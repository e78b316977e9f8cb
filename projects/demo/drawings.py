"""Which matters of the demo show drawings, marked as such: those of the report, and some that moved
last, so that a front page is no wall of grey."""

from uuid import NAMESPACE_URL, uuid5

from django.core.files.base import File
from django.utils.timezone import localdate

from projects.actions import board_photos, filed_papers, meeting_pages, photos
from projects.demo import papers_drawn, scenes, streets
from projects.demo.papers_drawn import WHOLE_FILES
from projects.models import Filed, Photo, Project
from villages.models import Post
from villages.roles import Role
from weishishi.kernel.actor import Actor

# The plan's key → the scene, and what the two sheets show.
SCENES = {
    "article-lamps": (scenes.lane, "巷子夜里没有灯", "装灯以后的巷子"),
    "article-guard-rail": (scenes.railing, "护栏只到腰高", "护栏加高以后"),
    "article-bus": (scenes.bus_stop, "候车点没有遮雨的地方", "候车点装了雨棚"),
    "article-longtang": (scenes.estate, "墙面脱落，楼下没有门禁", "墙面翻新，装了摄像头和门禁"),
    "article-doors": (scenes.doors, "楼栋口没有门", "楼栋口装了防盗门"),
    "article-gates": (scenes.gates, "出入口没有门闸", "出入口装了门闸"),
    "article-wiring": (scenes.wiring, "线路老旧杂乱", "换了线路和配电箱"),
    "article-meals": (streets.meals, "老人够不到长者饭堂", "饭菜送到老人家门口"),
    "article-parking": (streets.parking, "车乱停，消防通道被堵", "划了车位，消防通道畅通"),
    "article-railings": (streets.crossing, "路口人车挤在一起", "路口装了交通护栏"),
    "article-songs": (streets.songs, "空着的活动室", "一起学唱歌的活动室"),
    "article-clinic": (scenes.idle_rooms, "空着的旧房", "改成了卫生站"),
}


# A word of the public title → the same, for matters beside the report's.
ALIKE = {
    "照明灯": (scenes.lane, "夜里没有灯", "装灯以后"),
    "感应灯": (scenes.lane, "楼道里没有灯", "装灯以后"),
    "图书": (streets.books, "书架空、书也旧了", "换了新书的书架"),
    "义诊": (streets.table, "广场上空着的长桌", "摆起了义诊台"),
    "探访": (streets.meals, "老人独自在家", "有人上门看望"),
    "手工": (streets.songs, "空着的活动室", "热闹起来的活动室"),
    "排水沟": (streets.drain, "水沟没有盖，一下雨就积水", "清了水沟，加了盖板"),
    "路面修补": (streets.paving, "路面坑洼", "路面修平了"),
    "无障碍坡道": (streets.ramp, "只有台阶", "修了坡道和扶手"),
    "雨棚": (scenes.bus_stop, "没有遮雨的地方", "装了雨棚"),
}
MOST_ALIKE = 10


def attach_drawings(projects, *, by=None):
    """Draw the scenes of `projects` ({plan's key: project}), clean and publish them at once: before
    on the day it was proposed, after on the day it was completed. Returns how many."""
    by = by or Actor.importer("历史资料导入")
    for key in WHOLE_FILES:
        if key in projects:
            _keep_the_sign_in_sheet(projects[key], by)
    chosen = [
        (projects[key], SCENES[key])
        for key in SCENES
        if key in projects and not projects[key].photos.filter(phase=Photo.Phase.AFTER).exists()
    ]
    if works := projects.get("article-lamps"):
        _hang_during(works, by)
        _file_the_form(works)
    return sum(_hang_both(project, by, *scene) for project, scene in chosen + _moved_last())


def _moved_last():
    """Released matters of the crowd that moved last, each with the scene its title speaks of."""
    released = Project.objects.filter(released_at__isnull=False, photos=None)
    released = released.exclude(dossier_notes__paper="photos")  # they are said to lie on paper
    found = []
    for project in released.order_by("-state_since", "-pk")[:120]:
        scene = next((scene for word, scene in ALIKE.items() if word in project.public_title), None)
        if scene and len(found) < MOST_ALIKE:
            found.append((project, scene))
    return found


def _hang_both(project, by, scene, before, after):
    """Returns how many were hung: the one after the work only where it was completed."""
    _hang(project, by, scene(False), Photo.Phase.BEFORE, before, project.submitted_at)
    finished = project.journal.filter(verb="complete").order_by("pk").last()
    if finished:
        _hang(project, by, scene(True), Photo.Phase.AFTER, after, finished.happened_at)
    return 2 if finished else 1


def _hang_during(project, by):
    """The report half way shows the poles: lamps are not on them yet."""
    half = project.progress.filter(per_cent=60).first()
    if half:
        caption = "灯杆立好，还没有装灯"
        _hang(
            project, by, scenes.lane_with_poles(), Photo.Phase.DURING, caption, half.at,
            progress=half, scene="第三自然村",
        )  # fmt: skip


def _file_the_form(project):
    """The paper form as the liaison photographed it at the window: only staff see it."""
    liaison = Post.objects.filter(village=project.village_id, role=Role.LIAISON)
    by = Actor.at(liaison.select_related("person", "village__town").latest("pk"))
    file = File(papers_drawn.paper_form().png(), "申报表.png")
    token = uuid5(NAMESPACE_URL, f"form of {project.query_no}")
    photos.process(filed_papers.keep(project, by=by, file=file, paper=Filed.FORM, token=token).key)


def hang_before_the_file_is_closed(plan, project, by):
    """What is archived has its photos by then, so that nobody says they lie elsewhere."""
    if plan.key in SCENES:
        _hang_both(project, by, *SCENES[plan.key])


def hang_the_board(plan, project, at, by):
    """The board with the notice, on the day on which it was posted; only staff see it."""
    if plan.key not in WHOLE_FILES:
        return
    notice = project.notice_items.order_by("pk").last().notice
    rows = board_photos.attach(
        notice, by=by, files=[File(papers_drawn.board().png(), "公示栏.png")],
        phase=Photo.Phase.BOARD_UP, caption="公示贴在公示栏", taken_on=localdate(at),
    )  # fmt: skip
    _draw(rows)


def _keep_the_sign_in_sheet(project, by):
    """Of the meeting that passed it."""
    item = project.agenda_items.filter(result="passed", meeting__status="closed").latest("pk")
    file = File(papers_drawn.paper_form().png(), "签到表.png")
    _draw(meeting_pages.attach(item.meeting, by=by, files=[file], sheet="签到表"))


def _draw(rows):
    """They are drawings, and say so."""
    Photo.objects.filter(pk__in=[one.pk for one in rows]).update(is_drawing=True)
    for one in rows:
        photos.process(one.key)


def _hang(project, by, sheet, phase, caption, at, **of):
    [photo] = photos.attach(
        project, by=by, files=[File(sheet.png(), f"{caption}.png")], phase=phase, caption=caption,
        taken_on=localdate(at), is_drawing=True, at=at, **of,
    )  # fmt: skip
    photos.process(photo.key)
    photo.refresh_from_db()
    photos.publish(photo, by=by, is_public=True)
