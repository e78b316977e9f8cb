"""The lists of what is supported and what is not, word for word: every fresh database screens by them."""

from datetime import date

from django.db import migrations

SOURCE = "珠委办字〔2021〕6号"
SINCE = date(2021, 2, 1)  # early February 2021; the day is 待核实
POSITIVE = (
    "聚焦村居自助互助、体现关心关爱",
    "改善村居绿化品质、提升居住环境",
    "健全村居文体设施、丰富文娱生活",
    "完善村居安全防护、消除安全隐患",
    "应对突发公共事件、恢复生产生活",
    "体现科技服务民生、促进生活便利",
    "促进和谐共融发展、增加公共服务",
)
NEGATIVE = (
    "小区物业服务企业等其他社会主体应承担职责范围内的项目",
    "与市、区政府在建、拟建的政府投资项目、政府部门职责范围内事项重复的",
)


def write_the_lists(apps, schema_editor):
    """The seven lines and the two, word for word."""
    rules = apps.get_model("projects", "ListRule")._default_manager
    rules = rules.using(schema_editor.connection.alias)
    for kind, lines in (("positive", POSITIVE), ("negative", NEGATIVE)):
        for number, words in enumerate(lines, start=1):
            rules.create(kind=kind, number=number, words=words, source=SOURCE, valid_from=SINCE)


class Migration(migrations.Migration):
    dependencies = [("projects", "0005_published_equals_booked")]

    operations = [migrations.RunPython(write_the_lists, migrations.RunPython.noop)]
