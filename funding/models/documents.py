"""An invoice, a contract, a receipt: the file behind a payment, for staff only."""

from django.db import models

FOLDER = "evidence"  # below MEDIA_ROOT; no address of the site leads there


def private_path(document, name):
    return f"{FOLDER}/{document.sha256[:2]}/{document.sha256}"


class Document(models.Model):
    """A file as it came in, known by its fingerprint; it is never changed and never public."""

    append_only = True

    budget = models.ForeignKey(
        "funding.Budget", models.PROTECT, related_name="documents", verbose_name="预算"
    )
    sha256 = models.CharField("文件指纹", max_length=64)
    file = models.FileField("文件", upload_to=private_path)
    name = models.CharField("文件名", max_length=80)
    media_type = models.CharField("类型", max_length=40)
    size = models.PositiveIntegerField("大小（字节）")
    uploaded_at = models.DateTimeField("上传时间")
    uploaded_by = models.ForeignKey(
        "villages.Post", models.PROTECT, null=True, related_name="+", verbose_name="上传人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "票据文件"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="a_file_of_a_budget_once", fields=["budget", "sha256"])
        ]

    def __str__(self):
        return self.name
