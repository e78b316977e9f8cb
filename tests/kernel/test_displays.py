"""The words of a choice are Django's words, in every language, without asking for all of them."""

import pytest
from django.apps import apps
from django.db.models import Model
from django.utils.translation import override

from projects.models import Project
from weishishi.apps import _is_ours


def choices():
    for model in apps.get_models():
        if _is_ours(model):
            for field in model._meta.local_concrete_fields:
                if field.flatchoices:
                    yield model, field


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_value_of_every_choice_reads_as_in_django(language):
    found = 0
    with override(language):
        for model, field in choices():
            for value, _label in [*field.flatchoices, ("nobody's", "")]:
                row = model(**{field.attname: value})
                shown = getattr(row, f"get_{field.name}_display")()
                assert shown == Model._get_FIELD_display(row, field)
                found += 1
    assert found > 300


def test_nothing_chosen_reads_as_in_django():
    assert Project(project_class=None).get_project_class_display() is None
    assert Project(micro_type="").get_micro_type_display() == ""


def test_a_language_changed_in_between_is_followed():
    project = Project(state="submitted")
    with override("en"):
        english = project.get_state_display()
    with override("zh-hans"):
        assert project.get_state_display() != english
