from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0035_what_is_tolerated"),
    ]

    operations = [
        migrations.AlterField(
            model_name="dossiernote",
            name="kind",
            field=models.CharField(
                choices=[
                    ("on_paper", "在纸质档案里"),
                    ("not_needed", "这件事不需要"),
                    ("filed", "终止项目已归档"),
                ],
                max_length=12,
                verbose_name="情况",
            ),
        ),
    ]
