"""A day that is kept comes back into its box: the browser's picker reads ISO and nothing else."""

import sys
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from django import forms
from django.utils.translation import override

import funding
import projects
import villages
import weishishi
from villages.desk import ScopedAdmin

PICKERS = {"date": "2021-06-10", "datetime-local": "2021-06-10T09:30", "month": "2021-06"}


def _all_forms():
    for package in (funding, projects, villages, weishishi):
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            if ".forms" in found.name or ".admin" in found.name:
                import_module(found.name)
    return {form for form in _below(forms.BaseForm) if _is_written_here(form)}


def _is_written_here(form):
    """Not made on the way by a register or a library, whatever ran before."""
    module = sys.modules[form.__module__]
    ours = form.__module__.split(".")[0] in ("funding", "projects", "villages", "weishishi")
    return ours and getattr(module, form.__name__, None) is form


def _below(kind):
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def _day_fields():
    for form in _all_forms():
        for name, field in getattr(form, "base_fields", {}).items():
            if isinstance(field, forms.DateField | forms.DateTimeField):
                yield f"{form.__module__}.{form.__name__}.{name}", field


def test_every_picker_writes_its_day_as_iso():
    seen, wrong = 0, []
    with override("zh-hans"):
        for name, field in _day_fields():
            kind = field.widget.input_type
            value = datetime(2021, 6, 10, 9, 30) if kind == "datetime-local" else date(2021, 6, 10)
            seen += 1
            if kind not in PICKERS or field.widget.format_value(value) != PICKERS[kind]:
                wrong.append(name)
    assert seen > 15 and wrong == []


@pytest.mark.parametrize("package", [funding, projects, villages, weishishi])
def test_no_form_makes_its_own_picker(package):
    """One widget, kernel/date_inputs.py: a second one is where the format is forgotten."""
    for path in Path(package.__file__).parent.rglob("*.py"):
        if path.name != "date_inputs.py" and "migrations" not in path.parts:
            assert "DateInput(" not in path.read_text() and "DateTimeInput(" not in path.read_text()


def test_the_desk_writes_days_of_models_the_same_way():
    widgets = [one["widget"] for one in ScopedAdmin.formfield_overrides.values()]
    with override("zh-hans"):
        assert [one.format_value(date(2021, 6, 10)) for one in widgets] == ["2021-06-10"]
