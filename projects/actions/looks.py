"""还好用吗: three and twelve months after it passed the residents are asked, and say it once each."""

from datetime import timedelta

from django.db import IntegrityError
from django.db.models import Exists, OuterRef
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects import voting
from projects.actions.evaluations import refuse_the_implementer
from projects.effects import told
from projects.looking import address_of, link_token
from projects.looks import due_to_look
from projects.models import Acceptance, LookAgain, LookRound, LookSpoken, LookVoice, LookWords
from projects.models.splitting import months_before
from projects.queries.works import LOOKED_AFTER
from weishishi.kernel import cipher, clock
from weishishi.kernel.verdict import Refused
from weishishi.outbox.actions import owe

OPEN_FOR = timedelta(days=30)
MOST_A_DAY = 200  # of matters whose residents are asked, the longest due first


def ask_residents():
    """Every morning: whose look falls due is asked, each look once; a look that fell due more than a
    month ago is past. Returns how many matters' residents were asked."""
    today, number = clock.today(), 0
    for months in LookAgain.MONTHS:
        for passed in _due(months, today):
            number += _ask(passed.project, months, today)
    return number


def _due(months, today):
    """The last acceptance of each, where it passed so many months ago and nobody was asked yet."""
    later = Acceptance.objects.filter(project=OuterRef("project"), pk__gt=OuterRef("pk"))
    asked = LookRound.objects.filter(project=OuterRef("project"), months=months)
    rows = Acceptance.objects.filter(
        ~Exists(later), ~Exists(asked), result=Acceptance.Result.PASSED,
        project__state__in=LOOKED_AFTER, project__query_no__isnull=False,
        on__gt=months_before(today - OPEN_FOR, months), on__lte=months_before(today, months),
    ).select_related("project__village", "project__merged_into")  # fmt: skip
    found = rows.order_by("on", "pk")[:MOST_A_DAY]
    return [one for one in found if due_to_look(one.on, months) <= today]


def _ask(project, months, today):
    people = voting.invited(project)
    try:
        with atomic():
            round = LookRound.objects.create(
                project=project, months=months, opened_on=today, last_day=today + OPEN_FOR,
                asked=len(people),
            )  # fmt: skip
            for kind, key in people:
                _tell(round, kind, key)
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name != "residents_are_asked_once_for_each_look":
            raise
        return False  # another beat was faster
    return bool(people)


def _tell(round, kind, key):
    project, is_hers = round.project, (kind, key) == round.project.recipient
    facts = told(project, office="", note="")
    if not is_hers:
        facts["title"] = project.shown_title
    owe(
        recipient=(kind, key), topic="look" if is_hers else "also_look", about=project.query_no,
        facts=facts
        | {"months": round.months, "link": address_of(round, link_token(round, kind, key))},
        dedupe_key=f"look:{round.pk}:{kind}:{key}",
    )  # fmt: skip


@atomic
def say(round, *, speaker, is_fine, words=""):
    """Count this voice; nothing that could be kept beside the person is returned. `Refused` when it
    is over, to who spoke before, and to the implementer."""
    rows = LookRound.objects.select_for_update(no_key=True, of=("self",))
    round = rows.select_related("project").get(pk=round.pk)
    if clock.today() > round.last_day:
        raise Refused(_("这一次已经问完了，谢谢您；有问题请打热线或到党群服务中心说。"))
    refuse_the_implementer(round.project, speaker)
    mine = cipher.index(f"look:{round.pk}:{speaker.mark}")
    digests = set(round.spoken.values_list("digest", flat=True))
    if mine in digests:
        raise Refused(_("您已经说过了，每人说一次，谢谢您。"))
    round.spoken.all().delete()
    LookSpoken.objects.bulk_create(
        LookSpoken(digest=digest, round=round) for digest in sorted(digests | {mine})
    )
    LookVoice.objects.create(round=round, is_fine=is_fine, said_on=clock.today())
    if words.strip() and not is_fine:
        LookWords.objects.create(round=round, words=words.strip())
