"""Who people are: somebody with an account, or somebody known by phone."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from weishishi.kernel import cipher
from weishishi.kernel.cipher import SealedField


class Person(AbstractUser):
    """Somebody with an account. What she may do follows from her posts, not from flags."""

    display_name = models.CharField("姓名", max_length=40, blank=True)
    # A resident signs in by phone; one account per phone. Encrypted, found again by its index.
    phone = SealedField("手机号", blank=True)
    phone_index = models.CharField(  # noqa: DJ001 (unique where there is one)
        max_length=64, unique=True, null=True, editable=False
    )
    phone_verified_at = models.DateTimeField("手机号核实时间", null=True, editable=False)

    closed_at = models.DateTimeField("注销时间", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "人员账号"

    def __str__(self):
        return self.display_name or self.username

    def take_phone(self, phone):
        """Set the phone and its index together; an empty phone is none. Not saved."""
        self.phone = phone
        self.phone_index = cipher.index(phone) if phone else None


class Contact(models.Model):
    """Somebody without an account, known by phone; name and phone are encrypted at rest."""

    name = SealedField("姓名", blank=True)
    phone = SealedField("电话", blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    forgotten_at = models.DateTimeField("个人信息删除时间", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "无账号的居民"

    def __str__(self):
        return f"联系人 {self.pk}"

    @classmethod
    def known_by(cls, name="", phone=""):
        """A new contact; the index lets the same phone be found again and claimed later."""
        return cls.objects.create(
            name=name, phone=phone, phone_index=cipher.index(phone) if phone else ""
        )
