"""One matter that two villages talk about together, and one thing that went otherwise in good faith
(容错免责): invented, in the town of the article."""

from uuid import NAMESPACE_URL, uuid5

from projects.actions import facts, tolerance
from projects.choices import ProjectClass
from projects.models import Project
from projects.states import State
from villages.models import Village
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor


def leave(staff, town_code, source):
    """Of that town; what is shared hangs on no board yet, so its villages may still be named."""
    rows = Project.objects.filter(village__town__code=town_code).select_related("village__town")
    shared = rows.filter(state=State.DELIBERATING).order_by("pk").first()
    village = shared.village
    others = Village.objects.on(clock.today()).filter(town=village.town_id, is_virtual=False)
    partner = others.exclude(pk=village.pk).order_by("code").first()
    office = staff.liaison[village.code].office
    facts.edit(shared, by=Actor.importer(f"{office}（{source}）"), joint=[partner])

    running = rows.filter(state=State.IN_PROGRESS, project_class=ProjectClass.WORKS)
    built = running.order_by("pk").first()
    tolerance.write(
        built, by=Actor.at(staff.secretary[built.village.code]), happened_on=clock.today(),
        deviation="连日大雨，停工三天，工期要顺延，没有先办延期手续。",
        reason="雨天施工不安全，先停工，没有人从中得利，也没有多花钱。",
        basis="区民生微实事实施方案关于容错的条款",
        form_token=uuid5(NAMESPACE_URL, "weishishi-demo:tolerance"),
    )  # fmt: skip
