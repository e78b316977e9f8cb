"""Which matters may this post see at all, and what does a list read along with each?"""

from django.db.models import Q

from funding.queries import cash_of
from projects.models import Project
from projects.states import State
from villages.roles import VILLAGE_DESK
from villages.scopes import villages_of

ITS_DRAFTS = Q(state=State.DRAFT, operator__isnull=False)


def projects_of(post):
    """Every submitted project whose affairs this post may see."""
    return with_drafts(post).exclude(state=State.DRAFT)


def with_drafts(post):
    """The same, and the drafts of everybody there: to be counted, never to be read."""
    return Project.objects.filter(village__in=villages_of(post).order_by().values("pk"))


def readable_by(post, rows):
    """These rows without drafts; the village's desk reads those it wrote itself, no resident's."""
    submitted = ~Q(state=State.DRAFT)
    return rows.filter(submitted | ITS_DRAFTS if post.role in VILLAGE_DESK else submitted)


def for_list(rows):
    """Rows with what a list shows of each, without another query per row."""
    return rows.select_related("village__town").annotate(cash_fen=cash_of("budget"))
