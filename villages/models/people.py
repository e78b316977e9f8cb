"""Who people are: somebody with an account, or somebody known by phone."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from weishishi.kernel import cipher
from weishishi.kernel.cipher import SealedField


class Person(AbstractUser):
    """Somebody with an account. What she may do follows from her posts, not from flags."""

    display_name = models.CharField("姓名", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "人员账号"

    def __str__(self):
        return self.display_name or self.username


class Contact(models.Model):
    """Somebody without an account, known by phone; name and phone are encrypted at rest."""

    name = SealedField("姓名", blank=True)
    phone = SealedField("电话", blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True, editable=False)

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
