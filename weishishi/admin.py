"""Registers of the cellar at the desk, read-only; here because the cellar knows no posts."""

from django.contrib import admin
from django.db.models import Q

from villages.desk import ScopedAdmin
from weishishi.outbox.models import Message


@admin.register(Message)
class MessageAdmin(ScopedAdmin):
    """Whether messages went out, for the administrators; not what they said to whom."""

    list_display = ("topic", "about", "recipient_kind", "due_at", "sent_at")
    list_filter = ("topic", "recipient_kind")
    search_fields = ("=about",)
    fields = ("topic", "about", "recipient_kind", "due_at", "sent_at", "dedupe_key")

    def in_scope(self, post):
        return Q()
