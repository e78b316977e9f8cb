"""Registers of the cellar at the desk, read-only; here because the cellar knows no posts."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.lifecycle import ProjectLife
from projects.wishes.life import WishLife
from villages.desk import ScopedAdmin
from weishishi.outbox.models import Message
from weishishi.outbox.topics import all_topics

RECIPIENTS = {"contact": _("没有账号的居民"), "person": _("有账号的人"), "office": _("办公室")}


def topics():
    """What each message is about: in the words of the step that owes it, or of its subject."""
    found = {}
    for step in (*ProjectLife.steps(), *WishLife.steps()):
        for effect in step.effects:
            if topic := getattr(effect, "topic", ""):
                found.setdefault(topic, step.sentence)
    return {topic.key: topic.title for topic in all_topics()} | found


class Topic(admin.SimpleListFilter):
    title, parameter_name = _("主题"), "topic"

    def lookups(self, request, model_admin):
        return list(topics().items())

    def queryset(self, request, messages):
        return messages.filter(topic=self.value()) if self.value() else messages


@admin.register(Message)
class MessageAdmin(ScopedAdmin):
    """Whether messages went out, for the administrators; not what they said to whom."""

    list_display = ("subject", "about", "recipient", "due_at", "recalled_at")
    list_filter = (Topic,)
    search_fields = ("=about",)
    fields = ("subject", "about", "recipient", "due_at", "recalled_at")
    readonly_fields = ("subject", "recipient")

    def in_scope(self, post):
        return Q()

    @admin.display(description=_("主题"), ordering="topic")
    def subject(self, message):
        return topics().get(message.topic, message.topic)

    @admin.display(description=_("收件人类别"))
    def recipient(self, message):
        return RECIPIENTS.get(message.recipient_kind, message.recipient_kind)
