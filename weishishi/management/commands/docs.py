"""Writes the generated pages of docs/, or with --check says which of them is out of date."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from projects.api.schema import api_page
from projects.dashboards.definitions import figures_page
from projects.drawing import lifecycle_page
from projects.forms_page import forms_page
from projects.retention import retention_page
from projects.rules_page import rules_page
from weishishi.access import access_page
from weishishi.glossary import glossary_page
from weishishi.outbox.page import notifications_page

PAGES = {
    "lifecycle.md": lifecycle_page,
    "rules.md": rules_page,
    "access.md": access_page,
    "glossary.md": glossary_page,
    "retention.md": retention_page,
    "figures.md": figures_page,
    "forms.md": forms_page,
    "notifications.md": notifications_page,
    "api.yaml": api_page,
}


class Command(BaseCommand):
    help = "生成 docs/ 里由代码写出的各页。"

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="只检查是否过期，不写文件。")

    def handle(self, *args, check, **options):
        stale = []
        for name, page in PAGES.items():
            file, text = settings.BASE_DIR / "docs" / name, page()
            if check and (not file.exists() or file.read_text() != text):
                stale.append(name)
            elif not check:
                file.write_text(text)
        if stale:
            raise CommandError(f"docs/ 里这些页过期了，请运行 manage.py docs：{'、'.join(stale)}")
        self.stdout.write("docs/ 是最新的。")
