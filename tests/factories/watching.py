"""What who watches does: a finding, a draw, an inspection, advice."""

from uuid import uuid4

from projects.actions import advice, findings, inspections, samples
from projects.actions.inspections import Planned
from projects.actions.samples import Asked
from projects.models import AnomalyLook
from tests.factories.people import appoint
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

TEXT, BASIS = "公示栏里没有贴支出明细。", "村民委员会组织法第三十条"
ANSWER, RETURNED, CLOSED = (
    "已经贴出支出明细，拍照存档。",
    "照片里看不清，请重拍。",
    "看了照片，已经贴出。",
)
SEEN, ADVICE, HEARD = "现场和申报的一致。", "先办变更再施工，结算少走弯路。", "明白，先上会再施工。"
SEED, SEED_FROM = "20210524030711182630200106", "2021年5月24日公开摇号"


def found(of, by, **more):
    told = {
        "text": TEXT, "basis": BASIS, "within": 5, "owed_by": "village", "project": of,
        "form_token": uuid4(), **more,
    }  # fmt: skip
    return findings.find(of.village, by=by, **told)


def drawn(by, **more):
    return samples.take(
        Asked(**{"n": 2, "form_token": uuid4(), "seed": SEED, "seed_from": SEED_FROM, **more}),
        by=by,
    )


def planned(projects, by, **more):
    return inspections.plan(
        Planned(
            **{
                "on": clock.today(), "offices": "区人大、区政协", "about": "现场和台账",
                "projects": projects, "form_token": uuid4(), **more,
            }
        ),
        by=by,
    )  # fmt: skip


def advised(project, by, **more):
    told = {"text": ADVICE, "asks": True, "form_token": uuid4(), **more}
    return advice.advise(project, by=by, **told)


def watched(project):
    """One of everything, of that matter."""
    district = project.village.town.district
    watch = Actor.at(appoint(Role.SUPERVISOR, district, f"watches-{project.pk}"))
    audit = Actor.at(appoint(Role.AUDITOR, district, f"audits-{project.pk}"))
    sample = drawn(watch, village=project.village)
    inspection = planned([project], watch, sample=sample)
    inspections.see(inspection.stops.get(), by=watch, text=SEEN)
    looked = AnomalyLook.objects.create(
        rule="late", subject=f"late:{project.village_id}:2026", print="0" * 64, why="已经问过。",
        title=project.village.name, words="补录 4 件",
        by=watch.post, by_name=watch.name, at=clock.now(),
    )  # fmt: skip
    return {
        "finding": found(project, watch, inspection=inspection), "sample": sample,
        "inspection": inspection, "advice": advised(project, audit), "anomalylook": looked,
    }  # fmt: skip
