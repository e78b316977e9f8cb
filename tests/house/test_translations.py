"""English is complete: every sentence of the sources has its translation, compiled as written."""

import gettext
import re
import shutil
from pathlib import Path

import polib
import pytest
from django.conf import settings

from weishishi.management.commands.translations import LOCALE, gather

FOLDER = settings.BASE_DIR / "locale" / LOCALE / "LC_MESSAGES"
PLACES = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]*\}")


@pytest.fixture(scope="module")
def written():
    return polib.pofile(str(FOLDER / "django.po"))


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    """The sentences the sources hold today, gathered into a folder of its own."""
    root = tmp_path_factory.mktemp("sources")
    for name in ("weishishi", "villages", "funding", "projects", "templates"):
        shutil.copytree(settings.BASE_DIR / name, root / name)
    (root / "locale").mkdir()
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(root)
        patched.setattr(settings, "LOCALE_PATHS", [str(root / "locale")])
        gather()
    return polib.pofile(str(root / "locale" / LOCALE / "LC_MESSAGES" / "django.po"))


def _sentences(entries):
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in entries}


def test_every_sentence_of_the_sources_is_in_the_file_and_no_other(written, gathered):
    assert len(gathered) > 700
    assert _sentences(gathered) ^ _sentences(written) == set()


def test_every_sentence_is_translated(written):
    assert [entry.msgid for entry in written if not entry.translated() or entry.fuzzy] == []


def test_what_is_filled_in_stays_what_it_is(written):
    wrong = [
        entry.msgid
        for entry in written
        if sorted(PLACES.findall(entry.msgid)) != sorted(PLACES.findall(entry.msgstr))
        and not entry.msgid_plural
    ]
    assert wrong == []


def test_the_compiled_file_says_what_the_written_one_says(written):
    with Path(FOLDER / "django.mo").open("rb") as file:
        compiled = dict(gettext.GNUTranslations(file)._catalog)
    compiled.pop("")
    assert compiled == dict(pair for entry in written for pair in _as_compiled(entry))


def _as_compiled(entry):
    """{sentence: translation}; of a sentence with a plural, {(sentence, form): translation}."""
    if entry.msgid_plural:
        return [((entry.msgid, form), words) for form, words in entry.msgstr_plural.items()]
    return [(entry.msgid, entry.msgstr)]
