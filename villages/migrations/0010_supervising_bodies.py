from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("villages", "0009_somebody_stands_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="post",
            name="body",
            field=models.CharField(
                blank=True,
                choices=[("congress", "人大"), ("consultative", "政协"), ("inspection", "督查")],
                help_text="只对督查、人大、政协填写。",
                max_length=16,
                verbose_name="哪个监督机构",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), ("role", "supervisor"), _connector="OR"),
                name="only_a_supervisor_names_a_body",
                violation_error_message="监督机构只对督查、人大、政协填写，别的角色请留空。",
            ),
        ),
    ]
