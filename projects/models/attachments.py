"""Pictures of a place before, during and after; the original never leaves the house."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_PHOTOS = 6  # of one phase
FILE_NAME = 80
ORIGINALS = "originals"  # below MEDIA_ROOT


def private_path(photo, name):
    return f"{ORIGINALS}/{photo.key}"


def _only(name):
    """The condition that a photo hangs on that and on nothing else."""
    hangs_on = ("project", "sheet", "meeting", "notice", "wish", "filed")
    return models.Q(**{f"{one}__isnull": one != name for one in hangs_on})


class Filed(models.TextChoices):
    """What kind of paper a photographed one is."""

    FORM = "form", _("表格")
    SIGN_IN = "sign_in", _("签到表")
    INVOICE = "invoice", _("票据")
    OTHER = "other", _("其他")


class Photo(models.Model):
    """Uploaded as it is, shown only after a worker has made clean copies of it."""

    class Phase(models.TextChoices):
        BEFORE = "before", "之前"
        DURING = "during", "施工中"
        AFTER = "after", "之后"
        BOARD_UP = "board_up", "公示张贴"
        BOARD_DOWN = "board_down", "公示期满"
        HANDED = "handed", "心愿送达"

    # Of a matter itself; the others are of the board a notice hangs on, and of a wish come true.
    OF_A_MATTER = (Phase.BEFORE, Phase.DURING, Phase.AFTER)

    class State(models.TextChoices):
        WAITING = "waiting", "处理中"
        READY = "ready", "已处理"
        REFUSED = "refused", "不能用"

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, null=True, related_name="photos", verbose_name="项目"
    )
    # Until it is submitted, a resident's photo hangs on the sheet she is filling in.
    sheet = models.ForeignKey(
        "projects.Sheet", models.PROTECT, null=True, editable=False, related_name="photos"
    )
    # A photographed page of a meeting (签到表、签名页): for staff, never for the public.
    meeting = models.ForeignKey(
        "projects.Meeting", models.PROTECT, null=True, editable=False, related_name="pages"
    )
    # The board on which a notice hangs.
    notice = models.ForeignKey(
        "projects.PublicNotice", models.PROTECT, null=True, editable=False, related_name="photos"
    )
    # Taken on a site visit; of a corrected visit the newest version has them.
    visit = models.ForeignKey(
        "projects.SiteVisit", models.PROTECT, null=True, editable=False, related_name="photos"
    )
    # Sent with a report of progress, taken at an acceptance.
    progress = models.ForeignKey(
        "projects.Progress", models.PROTECT, null=True, editable=False, related_name="photos"
    )
    acceptance = models.ForeignKey(
        "projects.Acceptance", models.PROTECT, null=True, editable=False, related_name="photos"
    )
    # Of a wish come true; shown only after those in it, or their parents, said yes.
    wish = models.ForeignKey(
        "projects.Wish", models.PROTECT, null=True, editable=False, related_name="photos"
    )
    # A paper photographed at the desk (先拍后填): it has names on it and is never public.
    filed = models.ForeignKey(
        "projects.Project", models.PROTECT, null=True, editable=False, related_name="filed_papers"
    )
    paper = models.CharField("纸质材料", max_length=10, choices=Filed, blank=True, editable=False)
    # The identity of one picture taken: sent again it is the same one.
    token = models.UUIDField(null=True, editable=False)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    original = models.FileField("原图", upload_to=private_path, blank=True)
    phase = models.CharField("时期", max_length=10, choices=Phase, default=Phase.BEFORE)
    file_name = models.CharField("文件名", max_length=FILE_NAME, blank=True)
    caption = models.CharField("图注", max_length=80, blank=True)
    scene = models.CharField("拍摄地点", max_length=60, blank=True)
    taken_on = models.DateField("拍摄日期", null=True, blank=True)
    is_drawing = models.BooleanField("示意图", default=False)
    is_public = models.BooleanField("公开", default=False)
    state = models.CharField("处理", max_length=10, choices=State, default=State.WAITING)
    refusal = models.CharField("不能用的原因", max_length=160, blank=True)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    uploaded_at = models.DateTimeField("上传时间")
    # None: the proposer herself.
    uploaded_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="上传人"
    )
    published_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="公开人"
    )
    # A worker has it in hand until then; a killed worker's photo is free again afterwards.
    held_until = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "照片"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["id"], name="photos_to_process", condition=~models.Q(original=""))
        ]
        constraints = [
            models.CheckConstraint(
                name="a_photo_hangs_on_one_thing",
                condition=_only("project")
                | _only("sheet")
                | _only("meeting")
                | _only("notice")
                | _only("wish")
                | _only("filed"),
            ),
            models.CheckConstraint(
                name="pages_of_a_meeting_are_never_public",
                condition=models.Q(meeting__isnull=True) | models.Q(is_public=False),
                violation_error_message="会议的签到表和签名页有姓名，不公开。",
            ),
            models.CheckConstraint(
                name="filed_papers_are_never_public",
                condition=models.Q(filed__isnull=True) | models.Q(is_public=False),
                violation_error_message="拍照存进来的纸质材料有姓名，不公开。",
            ),
            models.CheckConstraint(
                name="a_filed_paper_has_its_kind",
                condition=models.Q(filed__isnull=True, paper="", token__isnull=True)
                | models.Q(filed__isnull=False, paper__in=Filed.values, token__isnull=False),
                violation_error_message="请选这是哪一种材料。",
            ),
            models.UniqueConstraint(
                name="a_paper_is_filed_once",
                fields=["filed", "token"],
                condition=models.Q(filed__isnull=False),
                violation_error_message="这一张已经存过了。",
            ),
        ]

    def __str__(self):
        return self.caption or self.file_name or f"照片 {self.pk}"

    @property
    def folder(self):
        """Where its clean copies lie, below MEDIA_ROOT."""
        return f"photos/{self.key}"
