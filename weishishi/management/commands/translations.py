"""Gathers every sentence of the portal into locale/ and compiles what has been translated.

Needs GNU gettext (Debian: gettext). Chinese is the source; English is its first translation.
"""

from django.core.management import BaseCommand, call_command

LOCALE = "en"
GATHERED = {
    "locale": [LOCALE],
    "no_location": True,
    "no_obsolete": True,
    "no_wrap": True,
    "ignore_patterns": [".venv", "var", "tests", "static"],
}


class Command(BaseCommand):
    help = "收集要翻译的句子到 locale/，并编译已有的译文。"
    requires_system_checks = ()

    def handle(self, *args, **options):
        call_command("makemessages", verbosity=0, **GATHERED)
        call_command("compilemessages", verbosity=0, locale=[LOCALE], ignore_patterns=[".venv"])
