"""The generated pages of docs/ say what the code does today."""

import re

import pytest
from django.core.management import CommandError, call_command

from projects.lifecycle import ProjectLife
from weishishi.management.commands.docs import PAGES


def test_no_generated_page_is_out_of_date():
    call_command("docs", check=True)


def test_a_stale_page_is_named(settings, tmp_path):
    (tmp_path / "docs").mkdir()
    settings.BASE_DIR = tmp_path
    call_command("docs")
    (tmp_path / "docs" / "lifecycle.md").write_text("old")

    with pytest.raises(CommandError, match=r"lifecycle\.md"):
        call_command("docs", check=True)


def test_every_step_has_its_row_in_the_drawing():
    rows = re.findall(r"^\| `(\w+)` \| ", PAGES["lifecycle.md"](), re.MULTILINE)
    assert [step.verb for step in ProjectLife.steps()] == rows[-len(ProjectLife.steps()) :]


def test_links_in_the_readmes_lead_somewhere(settings):
    for name in ("README.md", "README.en.md"):
        text = (settings.BASE_DIR / name).read_text()
        links = re.findall(r"\]\(((?!http)[^)#]+)\)", text)
        assert len(links) > 5
        assert [link for link in links if not (settings.BASE_DIR / link).exists()] == []
