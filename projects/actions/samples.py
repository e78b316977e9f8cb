"""随机抽查: matters are drawn by lot, once, with a seed that is published."""

import secrets
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.actions.noting import keep
from projects.drawing_lots import draw
from projects.models import Sample
from projects.models.inspections import MOST_IN_POOL
from projects.queries.samples import pool_of
from villages.roles import may
from villages.scopes import district_of, villages_of
from weishishi.kernel.actor import Kind
from weishishi.kernel.verdict import Refused

SEED_BYTES, LEAST = 32, 4


@dataclass(frozen=True)
class Asked:
    """From which matters how many are drawn; a village or a town or the whole district, states (all
    where empty), and the days between which they were proposed. `seed` is "" where the house draws it."""

    n: int
    form_token: UUID
    town: object = None
    village: object = None
    states: list = field(default_factory=list)
    since: date | None = None
    until: date | None = None
    seed: str = ""
    seed_from: str = ""


@atomic
def take(asked, *, by, district=None, at=None):
    """Fix the pool, then the seed, then draw; a form sent twice gives the first draw again. `Refused`
    in other hands, outside the scope, for an empty pool and for a seed nobody knows the origin of."""
    district = _whose(asked, by, district)
    if found := Sample.objects.filter(form_token=asked.form_token, by=by.post).first():
        return found
    seed = asked.seed.strip().lower()
    if seed and len(asked.seed_from.strip()) < LEAST:
        raise Refused(_("自己填种子的，请写明种子从哪里来，例如哪一期公开摇号。"))
    pool = pool_of(district, asked, most=MOST_IN_POOL + 1)
    if not pool:
        raise Refused(_("这个范围里没有项目，请放宽范围。"))
    if len(pool) > MOST_IN_POOL:
        raise Refused(_("这个范围超过 {} 件，请选一个镇或者缩短时间。").format(MOST_IN_POOL))
    drawn_here = not seed
    seed = seed or secrets.token_hex(SEED_BYTES)
    return keep(
        Sample, by, at, district_id=district, town=asked.town, village=asked.village,
        states=sorted(asked.states), since=asked.since, until=asked.until, n=asked.n, seed=seed,
        seed_from="" if drawn_here else asked.seed_from.strip(), pool=pool,
        drawn=draw(seed, pool, asked.n), form_token=asked.form_token,
    )  # fmt: skip


def _whose(asked, by, district):
    """The id of the district the matters are of."""
    if by.kind == Kind.SYSTEM:
        return district
    post = by.post
    if post is None or not may(post.role, "a", "projects.sample"):
        raise Refused(_("随机抽查由督查、人大、政协和审计进行。"))
    here = villages_of(post)
    if asked.town and not here.filter(town=asked.town).exists():
        raise Refused(_("这不是您辖区里的，不能抽查。"))
    if asked.village and not here.filter(pk=asked.village.pk).exists():
        raise Refused(_("这不是您辖区里的，不能抽查。"))
    return district_of(post)
