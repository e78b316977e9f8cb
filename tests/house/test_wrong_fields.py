"""What the framework itself says of a wrong field says in plain words what to do next."""

import gettext
import inspect
import pkgutil
from importlib import import_module
from pathlib import Path

import django
import polib
import pytest
from django import forms
from django.conf import settings
from django.core.validators import BaseValidator, RegexValidator
from django.template.loader import render_to_string
from django.utils import translation

import projects.forms
import villages.forms
from weishishi.management.commands.translations import OWN_WORDS

FOLDER = settings.BASE_DIR / "locale" / OWN_WORDS / "LC_MESSAGES"


@pytest.fixture(scope="module")
def written():
    return polib.pofile(str(FOLDER / "django.po"))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (forms.CharField(), "", "这一项要填，请填好再提交。"),
        (forms.CharField(max_length=3), "一二三四", "最多写 3 个字，现在是 4 个字，请删短一些。"),
        (forms.IntegerField(), "三天", "只写整数，不写字和小数点。"),
        (forms.IntegerField(min_value=1), "-2", "最小写 1，请改大。"),
        (forms.IntegerField(max_value=30), "31", "最大写 30，请改小。"),
        (forms.DecimalField(), "1x", "只写数字，可以有小数点。"),
        (forms.DecimalField(decimal_places=2), "1.234", "小数点后面最多写 2 位。"),
        (forms.DateField(), "2021-02-30", "日期写成 2021-06-01 这样，请再填一次。"),
        (forms.ChoiceField(choices=[("a", "a")]), "b", "列表里没有“b”，请从列表里重新选。"),
    ],
)
def test_a_wrong_field_says_what_to_do(field, typed, said):
    with translation.override("zh-hans"):
        with pytest.raises(forms.ValidationError) as refused:
            field.clean(typed)
        assert refused.value.messages == [said]


def test_in_english_it_stays_english():
    with translation.override("en"):
        with pytest.raises(forms.ValidationError) as refused:
            forms.CharField().clean("")
        assert refused.value.messages == ["This field is required."]


def test_each_sentence_is_one_the_framework_still_says(written):
    folder = Path(django.__file__).parent / "conf" / "locale" / OWN_WORDS / "LC_MESSAGES"
    known = {entry.msgid for entry in polib.pofile(str(folder / "django.po"))}
    assert {entry.msgid for entry in written} - known == set()


def test_the_compiled_file_says_what_the_written_one_says(written):
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for entry in written:
        if entry.msgid_plural:
            said = compiled.ngettext(entry.msgid, entry.msgid_plural, 2)
            assert said == entry.msgstr_plural[0]
        else:
            assert compiled.gettext(entry.msgid) == entry.msgstr


class Several(forms.Form):
    doing = forms.CharField(label="做什么", max_length=3)
    next = forms.CharField(label="下一步", max_length=3)
    title = forms.CharField(label="名称", error_messages={"required": "请写名称。"})
    phone = forms.CharField(
        label="手机号（选填）", validators=[RegexValidator("1", "手机号只写数字。")]
    )
    basis = forms.CharField(
        label="依据（文件和条款）", validators=[RegexValidator("1", "请写详细。")]
    )
    agree = forms.BooleanField(
        label="我看过上面的承诺，愿意照办", error_messages={"required": "请打勾。"}
    )


def test_above_the_form_each_sentence_names_its_field():
    with translation.override("zh-hans"):
        form = Several({"doing": "一二三四", "next": "一二三四五", "phone": "0", "basis": "0"})
        told = render_to_string("components/errors.html", {"form": form})
    assert "做什么：最多写 3 个字，现在是 4 个字，请删短一些。" in told
    assert "下一步：最多写 3 个字，现在是 5 个字，请删短一些。" in told
    assert "依据：请写详细。" in told
    for names_itself in (">请写名称。<", ">手机号只写数字。<", ">请打勾。<"):
        assert names_itself in told


def _fields():
    for package in (projects.forms, villages.forms):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for name, form in inspect.getmembers(import_module(module.name), inspect.isclass):
                if issubclass(form, forms.BaseForm):
                    yield from ((f"{name}.{key}", field) for key, field in form.base_fields.items())


FILLED_IN = dict.fromkeys(("limit_value", "show_value", "value", "max", "length", "pk"), 1)


def test_every_sentence_about_a_wrong_field_can_be_said():
    """A bare per cent sign in a sentence that is filled in would end the request in a 500."""
    fields = dict(_fields())
    assert len(fields) > 200
    unsayable = {
        f"{name}: {words}"
        for name, field in fields.items()
        for words in _sentences_of(field)
        if not _can_be_said(words)
    }
    assert unsayable == set()


def _sentences_of(field):
    yield from map(str, field.error_messages.values())
    yield from (str(one.message) for one in field.validators if isinstance(one, BaseValidator))


def _can_be_said(words):
    try:
        return bool(words % FILLED_IN) or not words
    except (ValueError, TypeError):
        return False
