"""One object of every kind that has an address, all belonging to one village."""

from datetime import date, timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from funding.actions import documents, receipts, reconciliation
from funding.actions.budgets import Part
from funding.lines import Line
from funding.models import BankStatement
from projects.actions import care, readings, screens, stories, visits
from projects.changing import as_it_is
from projects.lifecycle import ProjectLife
from projects.models import CampaignTag, Change, ListRule, Photo, Screen, Sheet, TemplatePhrase
from tests.factories.care import in_confidence, looked
from tests.factories.guidance import guided
from tests.factories.library import briefing, in_the_library
from tests.factories.meetings import authorise, closed
from tests.factories.money import PDF, committed, firm, sign_all, somebody
from tests.factories.notices import object_to, posted
from tests.factories.people import appoint, delegated, handed_over
from tests.factories.projects import REASON, bring, findings, furnish, propose
from tests.factories.rules import a_day, decide, document_with_file
from tests.factories.services import announce, course, enrol, read_by, sign_up
from tests.factories.tolerance import tolerated
from tests.factories.watching import watched
from tests.factories.wishes import delivered
from tests.factories.works import organisation
from villages import notices
from villages.deliberation import OPEN_TO
from villages.models import Place, ServicePoint
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.outbox.models import Message


def one_of_each(village, clerk):
    """{what an address needs: its arguments}"""
    at = clock.now() - timedelta(days=9)
    project = furnish(propose(village, by=clerk, at=at))
    place = Place.objects.create(village=village, kind=Place.Kind.HAMLET, name="上石")
    point = ServicePoint.objects.create(village=village, name="党群服务中心")
    post = appoint(Role.LIAISON, village, f"liaison-of-{village.pk}")
    tag = CampaignTag.objects.create(name=f"专项 {village.pk}")
    photo = Photo.objects.create(
        project=project, uploaded_at=at, is_public=True, state="ready", width=320, height=240
    )
    default_storage.save(f"{photo.folder}/320.webp", ContentFile(b"RIFF"))
    sheet = Sheet.objects.create(browser="another's", started_at=at, touched_at=at)
    screen = Screen(name=f"大屏 {village.pk}")
    district_post = appoint(
        Role.DISTRICT_OFFICER, village.town.district, f"officer-for-{village.pk}"
    )
    screen_token = screens.make(screen, by=district_post)
    meeting = closed(village, [project], by=clerk, agree=[38], kind=OPEN_TO[village.kind][0])
    authorise(village)
    hanging = posted(village, clerk, days_ago=1)
    objection = object_to(hanging, clerk)
    phrase = TemplatePhrase.objects.create(
        town=village.town, verdict="agree", words=f"同意{village.pk}。"
    )
    reserved = propose(village, by=clerk, at=at)
    for verb in ("accept", "screen", "reserve"):
        reserved = getattr(ProjectLife, verb)(reserved, by=clerk, note=REASON)
    seen = visits.visit(project, by=clerk, findings=findings(), at=at)
    asked = bring(propose(village, by=clerk, at=at), "open_evaluation")
    done = bring(propose(village, by=clerk, at=at), "close_evaluation")
    stories.write(done, by=clerk, words="原来天一黑就看不见路，现在老人晚饭后也敢出来走走。")
    stories.release(done, by=clerk)
    gifted, goods, pledge, paper = _gifted(village, clerk, at)
    rows = {
        "templatephrase": phrase,
        "reserved": reserved, "listrule": ListRule.objects.first(), "screen": screen,
        "meeting": meeting, "authorisation": village.authorisations.first(),
        "publicnotice": objection.item.notice, "objection": objection,
        "project": project, "journalentry": project.journal.first(), "programme": project.programme,
        "campaigntag": tag, "budget": project.budget, "village": village, "town": village.town,
        "district": village.town.district, "place": place, "servicepoint": point,
        "person": post.person, "post": post, "message": Message.objects.get(about=project.query_no),
    }  # fmt: skip
    document, version = document_with_file(village.town)
    [decision] = decide(village.town, {"notice_days": 5}, date(2026, 7, 1))
    rows["organisation"] = organisation(village.town.district, f"示例公司{village.pk}")
    wish, claim = delivered(village, clerk)
    rows |= {"libraryentry": in_the_library(done, clerk), "briefing": briefing(village, clerk)}
    need, reading = in_confidence(village, clerk)
    service = course(village, clerk)
    activity = announce(service, capacity=5)
    enrol(service)
    served_reading = read_by(service, post)
    rows |= {"servedreading": served_reading}
    home = care.look_at_home(need, by=clerk, looked=looked())
    rows |= {"wish": wish, "careneed": need, "carereading": reading}
    note, opened = tolerated(project)
    rows |= watched(project)
    rows["guidancevisit"] = guided(village, district_post)
    rows |= {"tolerancenote": note, "tolerancereading": opened}
    by = Actor.at(post)
    rows["privatereading"] = readings.read("proposer", project.pk, project.query_no, by=by)
    rows["delegation"], rows["handover"] = delegated(post), handed_over(village)
    rows |= {"policydocument": document, "ruledecision": decision, "calendarday": a_day()}
    return {name: [row.pk] for name, row in rows.items()} | {
        "document_file": [document.pk, version.version],
        "query_no": [project.query_no],
        "notice": [notices.CURRENT],
        "token": ["nobody-was-invited"],
        "number": [1],
        "objection_number": [objection.number],
        "visit": [project.pk, seen.pk],
        "evaluating": [asked.pk],
        "finished": [done.pk],
        "told_no": [done.query_no],
        "care_reading": [need.pk, reading.pk],
        "home_sheet": [need.pk, reading.pk, home.pk],
        "tolerance_reading": [note.pk, opened.pk],
        "wish_deed": [wish.pk, "publish"],
        "wish_claim": [wish.pk, claim.pk],
        "claim_number": [claim.number],
        "activity": [activity.pk],
        "activity_part": [service.pk, activity.pk],
        "sign_up_number": [sign_up(activity).number],
        "served_list": [service.pk, served_reading.pk],
        "photo": [photo.key, 320],
        "money_deed": [project.pk, "pledge"],
        "change_part": [gifted.pk, _changed(gifted, clerk).pk],
        "money_receipt": [gifted.pk, goods.pk],
        "money_thanks": [gifted.pk, pledge.pk],
        "money_file": [gifted.pk, paper.pk],
        "bank_month": [_statement(village.town).pk],
        "sheet": [sheet.key, "words"],
        "sheet_photo": [sheet.key, photo.key],
        "receipt": [sheet.key],
        "screen_token": [screen_token],
    }


def _gifted(village, clerk, at):
    """A matter with goods that were promised, signed for and taken over, and a paper of it."""
    giver = firm(village)
    parts = [Part("sponsorship", 100, "in_kind", "材料清单和报价", giver=giver)]
    project = furnish(propose(village, by=clerk, at=at), parts=parts)
    sign_all(project.budget)
    committed(project.budget)
    goods = receipts.receive_in_kind(
        project.budget, Line("sponsorship", giver.pk, True), fen=100, key=uuid4(), by=clerk,
        on=clock.today(), reference="接收单1", basis="材料清单和报价",
    )  # fmt: skip
    paper = documents.keep(project.budget, ContentFile(PDF, "fapiao.pdf"), by=clerk)
    return project, goods, project.budget.pledges.get(), paper


def _changed(project, by):
    """A change that was asked for and taken back."""
    now = as_it_is(project, 60)
    return Change.objects.create(
        project=project, state="withdrawn", old=now, new=now | {"days": 63}, reason=REASON,
        per_mille=50, allowed_per_cent=10, actor_kind=by.kind, actor_name=by.name, at=clock.now(),
    )  # fmt: skip


def _statement(town):
    """A month of that town's finance office; of one town once."""
    text = f"交易日期,收入,支出\n2026-05-06,,{town.pk}.00\n".encode()
    found = BankStatement.objects.filter(town=town).first()
    return found or reconciliation.take_in(
        town, date(2026, 5, 1), name="5月.csv", data=text, by=somebody("财政")
    )
