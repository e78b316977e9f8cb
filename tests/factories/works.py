"""Who carries it out: organisations on the register and the choice of one of them."""

from datetime import timedelta
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from funding.queries import shares_of, sums
from projects.actions import acceptance, awards, partners, progress, services, works
from projects.actions.acceptance import Seen
from projects.actions.awards import Chosen
from projects.actions.progress import Report
from projects.actions.services import Agreed
from projects.models import Compliance
from projects.watching_people import watches_people
from villages.models import Organisation
from villages.rulebook import rules_for
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.credit_codes import check_sign

CLERK = Actor.importer("历史资料导入")
_serial = count(1)


def credit_code(serial=None):
    """A code nobody has, with its check sign."""
    body = f"91990001MA{serial or next(_serial):07}"
    return body + check_sign(body)


def organisation(district, name="青溪建设有限公司", kind="enterprise", **facts):
    """On the register; the same one for the same name and place."""
    where = {"district": district, "name": name, "village": facts.get("village")}
    if found := Organisation.objects.filter(**where).first():
        return found
    if kind not in Organisation.UNREGISTERED:
        facts.setdefault("credit_code", credit_code())
    return partners.register(
        Organisation(kind=kind, district=district, name=name, **facts), by=CLERK
    )


def chosen(project, **more):
    """A choice as the book asks for it: the simplest means for the whole budget, all its papers."""
    given = sums(shares_of([project.budget_id]))
    fen = more.get("contract_fen") or given.cash or given.in_kind
    on = more.pop("on", None) or clock.today()
    book = rules_for(project.village, on=on)
    means = more.get("means") or book.means_for(fen)[0]
    firm = more.get("organisation") or organisation(project.village.town.district)
    offers = ((firm.name, fen), ("乙公司", fen + 100), ("丙公司", fen + 200))
    return Chosen(
        **{
            "organisation": firm, "means": means, "why": "做过同类的活，报价最低。",
            "contract_no": "合同2026-1", "contract_fen": fen, "begins_on": on,
            "ends_on": on + timedelta(days=60), "offers": offers if means == "quotes" else (),
            "papers": book.means_papers[means], **more,
        }
    )  # fmt: skip


def engage(project, at=None, by=None, **more):
    """The implementer of a confirmed project is written down, once."""
    at = at or clock.now()
    if standing := project.awards.standing().first():
        return standing
    return awards.award(project, chosen(project, on=localdate(at), **more), by=by or CLERK, at=at)


def finish(project, at=None, by=None, **more):
    """A report says a hundred per cent, and everything that was planned is there."""
    items = {item.pk: item.quantity for item in project.work_items.all()}
    told = {"per_cent": 100, "done": "全部装好，已经试过。", "actuals": items} | more
    return progress.report(project, Report(**told), by=by or CLERK, at=at or clock.now())


def signed_paper():
    """The scan of what was signed on paper."""
    return SimpleUploadedFile("签字.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF")


def seen(project, **more):
    """What an acceptance finds that passes: everything there and good, three roles on paper."""
    items = {item.pk: (item.quantity, True, "") for item in project.work_items.all()}
    on = localdate(more.pop("at", None) or clock.now())
    return Seen(
        **{
            "result": "passed", "begun_on": on, "done_on": on, "actuals": items,
            "upkeep_by": "石桥村村民委员会", "upkeep_until": on + timedelta(days=365),
            "members": (("village", "王某"), ("residents", "陈某"), ("supervision", "黄某")),
            "file": signed_paper(), **more,
        }
    )  # fmt: skip


def accept(project, at=None, by=None, **more):
    """The acceptance of an inspection, passed and signed unless it says otherwise."""
    at = at or clock.now()
    return acceptance.accept(project, seen(project, at=at, **more), by=by or CLERK, at=at)


def check_what_watches(project, at=None):
    """Every line of the check of cameras and door access holds, where there are any."""
    if watches_people(project.work_items.all()):
        for line in Compliance.Line.values:
            works.check_compliance(project, by=CLERK, line=line, holds=True, at=at)


def agree_on_the_service(project, at=None):
    """A service without a plan gets one, and the reason why its lists are on paper."""
    if project.project_class != "services" or project.service_plans.exists():
        return
    on = localdate(at or clock.now())
    told = Agreed("本村居民", on, on, "一次", "党群服务中心", person_times=1, activities=1)
    services.plan(project, told, by=CLERK, at=at)
    services.explain(project, by=CLERK, words="签到在纸质档案里，已经核对过。", at=at)


def find_fault(project, at=None, by=None, **more):
    """An acceptance after which something is to be put right within ten days."""
    at = at or clock.now()
    wrong = {
        "result": "rectify", "problems": "有两盏不亮。",
        "deadline": localdate(at) + timedelta(days=10),
    }  # fmt: skip
    return accept(project, at, by, **wrong | more)
