"""The sentences a town writes often under its approvals."""

from django.contrib import admin
from django.db.models import Q

from projects.models import TemplatePhrase
from villages.desk import ScopedAdmin, acting


@admin.register(TemplatePhrase)
class TemplatePhraseAdmin(ScopedAdmin):
    list_display = ("words", "verdict", "town", "is_offered")
    list_select_related = ("town",)
    fields = ("verdict", "words", "is_offered")
    search_fields = ("words",)

    def in_scope(self, post):
        return Q(town=post.town_id) if post.town_id else Q(town__district=post.district_id)

    def get_form(self, request, obj=None, **options):
        """A town writes its own, and none twice."""
        town = acting(request).town

        class Hers(super().get_form(request, obj, **options)):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                if self.instance.town_id is None:
                    self.instance.town = town

            def _get_validation_exclusions(self):
                return super()._get_validation_exclusions() - {"town"}

        return Hers
