"""Somebody is away: a colleague of the same place acts under her post, until a day (代理)."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from villages.models import Delegation, DelegationEnd, Post
from villages.offices import office_of
from villages.standing_in import MAY_STAND_IN, who_could
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.constraints import in_words
from weishishi.kernel.dates import in_chinese
from weishishi.kernel.verdict import Refused
from weishishi.outbox.actions import owe

MOST_DAYS = 92
LEAST_REASON = 2  # characters


@atomic
def delegate(post, *, by, to, since, until, reason):
    """The holder of `post` asks the holder of `to`, from `since` until `until`, both inclusive.

    `Refused` for a post that was itself lent to her, for who is not a colleague of the same place,
    for days that are over or taken, and without a reason.
    """
    post, to = _locked(post, to)
    _must_be_hers(post, by)
    if by.kind != Kind.SYSTEM and to.pk not in set(who_could(post).values_list("pk", flat=True)):
        raise Refused(_("请在名单里选本单位的同事代。"))
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(_("请写明事由，例如：外出培训。"))
    _must_be_free(post, to, since, until, by)
    row = Delegation(
        post=post, to=to, since=since, until=until, reason=reason.strip(), at=clock.now()
    )
    try:
        row.clean_fields(exclude=["post", "to"])
        with in_words(Delegation):
            row.save()
    except ValidationError as broken:
        raise Refused(*broken.messages) from None
    _tell(row, by)
    return row


@atomic
def end(delegation, *, by):
    """Take it back, or hand it back, at once. `Refused` for others, and when it is over."""
    # The row of an append-only table is not locked: the post is.
    post = Post.objects.select_for_update(no_key=True, of=("self",)).get(pk=delegation.post_id)
    if not may_end(delegation, by):
        raise Refused(_("代理由请人代的本人或者代的人结束。"))
    if DelegationEnd.objects.filter(delegation=delegation).exists():
        raise Refused(_("这次代理刚才已经结束了，请刷新页面。"))
    if delegation.until < clock.today():
        raise Refused(_("这次代理已经到期，自动结束了。"))
    if is_over_with_a_post(delegation):
        raise Refused(_("任职结束了，代理已经随着结束，不用再办。"))
    own = post if by.person.pk == post.person_id else delegation.to
    return DelegationEnd.objects.create(delegation=delegation, post=own, at=clock.now())


def may_delegate(post):
    """Whether whoever works under this post now may ask somebody: its own holder, of such a post."""
    return post.stood_in_by is None and post.role in MAY_STAND_IN


def is_over_with_a_post(delegation):
    """One of its two posts was handed over or ended."""
    return delegation.posts_end is not None and delegation.posts_end <= clock.today()


def may_end(delegation, by):
    """The person whose post it is, or who stands in; under whichever of her posts."""
    persons = (delegation.post.person_id, delegation.to.person_id)
    return by.person is not None and by.person.pk in persons


def _locked(post, to):
    """Both rows, locked in the order of their keys: each may be asked to stand in at the same time."""
    rows = Post.objects.select_for_update(no_key=True, of=("self",)).select_related("person")
    found = {one.pk: one for one in rows.filter(pk__in=[post.pk, to.pk]).order_by("pk")}
    return found[post.pk], found[to.pk]


def _tell(row, by):
    """Her office reads that it is asked, and for which days; never why."""
    if by.kind == Kind.SYSTEM:
        return
    owe(
        recipient=office_of(row.to), topic="stand_in", about="",
        facts={
            "to": row.to.office, "office": row.post.office, "since": in_chinese(row.since),
            "until": in_chinese(row.until),
        },
        dedupe_key=f"stand_in:{row.pk}",
    )  # fmt: skip


def _must_be_hers(post, by):
    if by.kind == Kind.SYSTEM:
        return
    if by.person is None or by.person.pk != post.person_id:
        raise Refused(_("只能请人代自己的职务；您代别人的职务，不能再转给第三个人。"))
    if post.role not in MAY_STAND_IN:
        raise Refused(_("这个职务不能请人代，请系统管理员另外任命。"))


def _must_be_free(post, to, since, until, by):
    today = clock.today()
    if until < since:
        raise Refused(_("结束的日期不能早于开始的日期。"))
    if by.kind != Kind.SYSTEM and since < today:
        raise Refused(_("从今天或以后的日子开始；过去的日子不能补。"))
    if until - since >= timedelta(days=MOST_DAYS):
        raise Refused(_("一次最多 {} 天，更长请系统管理员办移交。").format(MOST_DAYS))
    if post.until and until >= post.until:
        raise Refused(_("您任职到 {}，代理要在这以前结束。").format(in_chinese(post.until)))
    if to.until and until >= to.until:
        raise Refused(
            _("对方任职到 {}，请选早一点的日期，或请另一位同事。").format(in_chinese(to.until))
        )
    if taken := Delegation.objects.filter(post=post).touching(since, until).first():
        raise Refused(
            _("{since}到{until}已经请{who}代了，请先收回，或选别的日子。").format(
                since=in_chinese(taken.since), until=in_chinese(taken.until), who=taken.to.person
            )
        )
    if Delegation.objects.filter(post=to).touching(since, until).exists():
        raise Refused(_("对方那几天自己也请了人代，请另选一位同事。"))
    if lent := Delegation.objects.filter(to=post).touching(since, until).first():
        raise Refused(
            _(
                "{since}到{until}您在代“{office}”：请先结束那次代理，由对方另请一位，再请人代您。"
            ).format(
                since=in_chinese(lent.since), until=in_chinese(lent.until), office=lent.post.office
            )
        )
