"""How do the invented amounts add up to the published 2,247.647 and 20.24 万元 exactly?"""

from projects.demo.plans import Money
from villages.rulebook import DEFAULTS

CASH = 22_476_470  # yuan: 2247.647 万元
SOCIAL = 202_400  # yuan: 20.24 万元
FISCAL_MIX = ((("district", 1),), (("district", 1),), (("district", 1),), (("town", 1),),
              (("district", 0.7), ("town", 0.3)), (("city", 0.5), ("district", 0.5)))  # fmt: skip
# What enterprises, donors, the community fund and residents added to projects of the crowd (yuan).
GIFTS = (
    ("sponsorship", 20_000), ("sponsorship", 15_000), ("sponsorship", 12_000),
    ("sponsorship", 10_000), ("sponsorship", 8_000), ("sponsorship", 6_000),
    ("donation", 12_000), ("donation", 8_000), ("donation", 5_000), ("donation", 3_000),
    ("community_fund", 10_000), ("community_fund", 6_000), ("community_fund", 4_000),
    ("self_raised", 12_000), ("self_raised", 9_600), ("self_raised", 8_000),
    ("self_raised", 6_000), ("self_raised", 4_800), ("self_raised", 3_600),
    ("self_raised", 2_400), ("self_raised", 2_000), ("self_raised", 1_200),
)  # fmt: skip
IN_KIND = (
    (4_800, "企业捐赠油漆和工具，按送货单价折算"), (3_200, "爱心商户捐赠图书，按定价五折计"),
    (6_500, "村民投工投劳，按当地日工资折算"), (2_600, "居民捐赠绿植，按花木市场询价"),
)  # fmt: skip


def balance(fixed, crowd, rng):
    """The crowd with its money: fixed and crowd together give exactly CASH, of it SOCIAL."""
    confirmed = [plan for plan in crowd if plan.is_confirmed]
    settled = [plan for plan in fixed if plan.is_confirmed]
    amounts = _fit(
        [plan.cash for plan in confirmed],
        [DEFAULTS.ceilings[plan.project_class] // 100 for plan in confirmed],
        CASH - sum(plan.cash for plan in settled),
    )
    gifts = _gifts(confirmed, amounts, SOCIAL - sum(plan.social for plan in settled), rng)
    fitted = {
        plan.key: plan.but(
            money=_shares(rng, yuan, gifts.get(plan.key, ())),
            work=_as_much_as(plan.work, yuan / plan.cash),
        )
        for plan, yuan in zip(confirmed, amounts, strict=True)
    }
    return [fitted.get(plan.key, plan) for plan in crowd]


def _as_much_as(work, stretch):
    """Twice the money buys twice as many, not the same at twice the price."""
    return tuple(
        (name, max(1, round(quantity * stretch)), unit, place)
        for name, quantity, unit, place in work
    )


def _fit(amounts, ceilings, total):
    """Amounts stretched or shrunk to a total: round hundreds, the last one takes the rest."""
    stretch = total / sum(amounts)
    fitted = [
        max(500, min(_hundreds(yuan * stretch), ceiling))
        for yuan, ceiling in zip(amounts, ceilings, strict=True)
    ]
    turn = 0
    while abs(rest := total - sum(fitted)) >= 100:
        step = 100 if rest > 0 else -100
        if 5000 <= fitted[turn] + step <= ceilings[turn]:
            fitted[turn] += step
        turn = (turn + 1) % len(fitted)
    roomy = next(i for i, yuan in enumerate(fitted) if 5000 < yuan < ceilings[i] - 100)
    fitted[roomy] += total - sum(fitted)
    return fitted


def _gifts(plans, amounts, total, rng):
    """{plan key: its social and in-kind shares}; none pays more than half of a project."""
    if sum(yuan for _, yuan in GIFTS) != total:
        raise ValueError(f"gifts must add up to {total}, not {sum(yuan for _, yuan in GIFTS)}")
    order = rng.sample(range(len(plans)), len(plans))
    gifts = {}
    for source, yuan in GIFTS:
        lucky = next(i for i in order if amounts[i] >= 2 * yuan and plans[i].key not in gifts)
        gifts[plans[lucky].key] = (Money(source, yuan),)
    for yuan, basis in IN_KIND:
        lucky = next(i for i in order if plans[i].key not in gifts)
        gifts[plans[lucky].key] = (Money("donation", yuan, "in_kind", basis),)
    return gifts


def _shares(rng, yuan, gifts):
    """Fiscal shares for what the gifts leave, then the gifts."""
    rest = yuan - sum(gift.yuan for gift in gifts if gift.form == "cash")
    mix = rng.choice(FISCAL_MIX)
    shares = [Money(source, _hundreds(rest * part)) for source, part in mix[1:]]
    shares.insert(0, Money(mix[0][0], rest - sum(share.yuan for share in shares)))
    return (*shares, *gifts)


def _hundreds(yuan):
    return round(yuan / 100) * 100
