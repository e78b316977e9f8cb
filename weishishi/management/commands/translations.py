"""Gathers every sentence of the portal into locale/ and compiles what has been translated.

Needs GNU gettext (Debian: gettext). Chinese is the source; English is its first translation. What the
framework says of a wrong field has sentences of our own in locale/zh_Hans/, written by hand.
"""

from django.core.management import BaseCommand, call_command
from django.core.management.commands import makemessages

LOCALE, OWN_WORDS = "en", "zh_Hans"


class Gatherer(makemessages.Command):
    """Knows our short name for gettext_lazy, too."""

    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=lazy"]


def gather():
    """Bring locale/ below the working directory up to date with the sources there."""
    call_command(
        Gatherer(), verbosity=0, locale=[LOCALE], no_location=True, no_obsolete=True, no_wrap=True,
        ignore_patterns=[".venv", "var", "tests", "static"],
    )  # fmt: skip


class Command(BaseCommand):
    help = "收集要翻译的句子到 locale/，并编译已有的译文。"
    requires_system_checks = ()

    def handle(self, *args, **options):
        gather()
        call_command(
            "compilemessages", verbosity=0, locale=[LOCALE, OWN_WORDS], ignore_patterns=[".venv"]
        )
