"""The name of this floor in the admin."""

from django.apps import AppConfig


class VillagesConfig(AppConfig):
    name = "villages"
    verbose_name = "地方与人员"
