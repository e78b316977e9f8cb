"""How is a yuan split and rounded? Whole fen in, whole fen out; parts add up to the fen."""

from dataclasses import dataclass, fields

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weishishi.kernel.yuan import yuan

WHOLE = 10_000  # basis points: 100 of them are one per cent


class Kind(TextChoices):
    """How a share says how much it is."""

    FIXED = "fixed", gettext_lazy("固定金额")
    PER_UNIT = "per_unit", gettext_lazy("按单位补贴")
    PER_CENT = "per_cent", gettext_lazy("按比例")
    REMAINDER = "remainder", gettext_lazy("其余部分")


@dataclass(frozen=True)
class Line:
    """One share of a split; only the figures of its kind count, a cap counts for every kind."""

    kind: Kind
    fen: int = 0
    unit_fen: int = 0
    units: int = 0
    basis_points: int = 0
    cap_fen: int | None = None

    def __post_init__(self):
        Kind(self.kind)
        _whole(*self._figures())

    def _figures(self):
        """Every number said, in the order of the fields."""
        said = (getattr(self, field.name) for field in fields(self)[1:])
        return [figure for figure in said if figure is not None]

    @property
    def has_negative(self):
        return any(figure < 0 for figure in self._figures())

    def capped(self, fen):
        return fen if self.cap_fen is None else min(fen, self.cap_fen)

    def stated(self, of_total_fen):
        """What it comes to when its per cents are so much of the total; None if others decide."""
        match self.kind:
            case Kind.FIXED:
                return self.capped(self.fen)
            case Kind.PER_UNIT:
                return self.capped(self.unit_fen * self.units)
            case Kind.PER_CENT:
                return self.capped(of_total_fen)
        return None


@dataclass(frozen=True)
class Split:
    """What each line comes to, in their order; `left_fen` is missing, or over when negative."""

    amounts: tuple[int, ...]
    left_fen: int

    @property
    def is_whole(self):
        return self.left_fen == 0


def split(total_fen, lines):
    """A total by its lines.

    Per cents are of the total and rounded together, so that those that say 100 % come to all of
    it. What a cap cuts off goes to the remainder line; without one nothing is adjusted and
    `left_fen` says what is missing. Raises ValidationError with every sentence that applies.
    """
    _whole(total_fen)
    lines = tuple(lines)
    if wrong := [*_wrong_total(total_fen), *_wrong_lines(lines), *_wrong_together(lines)]:
        raise ValidationError(wrong)
    amounts = _stated(total_fen, lines)
    if None in amounts:
        left = total_fen - sum(fen for fen in amounts if fen is not None)
        if left <= 0:
            raise ValidationError(_nothing_left(total_fen, total_fen - left))
        place = amounts.index(None)
        amounts[place] = lines[place].capped(left)
    return Split(tuple(amounts), total_fen - sum(amounts))


def _stated(total_fen, lines):
    """What every line comes to by itself; None for the remainder."""
    shares = [line.basis_points if line.kind == Kind.PER_CENT else 0 for line in lines]
    # The per cents nobody claims take part in the rounding, too: one line alone rounds as portion.
    *per_cents, _nobodys = largest_remainder(total_fen, [*shares, WHOLE - sum(shares)])
    return [line.stated(fen) for line, fen in zip(lines, per_cents, strict=True)]


def _wrong_total(total_fen):
    if total_fen < 0:
        yield _("总额不能是负数，请重新填写总额。")


def _wrong_lines(lines):
    for number, line in enumerate(lines, start=1):
        if line.has_negative:
            yield _("第 {} 项有负数，请改成正数。").format(number)
        if line.kind == Kind.PER_UNIT and line.units == 0:
            yield _("第 {} 项的单位数是 0，请写实际有几个，例如 24 栋楼就写 24。").format(number)
        if line.cap_fen == 0:
            yield _("第 {} 项的封顶金额是 0，请写封顶多少元；不封顶就留空。").format(number)


def _wrong_together(lines):
    remainders = [n for n, line in enumerate(lines, start=1) if line.kind == Kind.REMAINDER]
    if len(remainders) > 1:
        yield _("“其余部分”只能有一项，现在第 {} 项都是，请只留一项，别的改成金额或比例。").format(
            _("、").join(map(str, remainders))
        )
    claimed = sum(line.basis_points for line in lines if line.kind == Kind.PER_CENT)
    if claimed > WHOLE:
        yield _("各项比例加起来是 {told}%，多出 {over}%，请改到 100% 以内。").format(
            told=per_cent(claimed), over=per_cent(claimed - WHOLE)
        )


def _nothing_left(total_fen, stated):
    if stated == total_fen:
        return _(
            "别的各项已经正好是总额 {} 元，没有“其余部分”了，请删去这一项，或减少别的金额。"
        ).format(yuan(total_fen))
    return _(
        "别的各项共 {stated} 元，比总额 {total} 元多 {over} 元，没有“其余部分”了，请减少别的金额，或提高总额。"
    ).format(stated=yuan(stated), total=yuan(total_fen), over=yuan(stated - total_fen))


def largest_remainder(total_fen, weights):
    """`total_fen` in proportion to whole weights, adding up exactly; a weight of 0 gets 0.

    Everybody gets the whole fen of their part; the fen left over go to the largest fractions, of
    equal ones to the earlier.
    """
    weights = list(weights)
    _whole(total_fen, *weights)
    if total_fen < 0 or any(weight < 0 for weight in weights):
        raise ValueError("neither a total nor a weight is negative")
    together = sum(weights)
    if not together:
        raise ValueError("at least one weight is more than nothing")
    parts, rests = zip(*(divmod(total_fen * weight, together) for weight in weights), strict=True)
    parts, by_rest = list(parts), sorted(range(len(weights)), key=lambda place: -rests[place])
    for place in by_rest[: total_fen - sum(parts)]:
        parts[place] += 1
    return parts


def portion(fen, basis_points):
    """So many per cent of one amount, as of money kept back (质保金): half a fen counts as one."""
    _whole(fen, basis_points)
    if fen < 0 or not 0 <= basis_points <= WHOLE:
        raise ValueError("a portion is 0 to 100 per cent of an amount that is not negative")
    return (fen * basis_points + WHOLE // 2) // WHOLE


def per_cent(basis_points):
    """'33.33' of 3,333: per cents exactly, without zeros at the end."""
    whole, rest = divmod(basis_points, 100)
    return f"{whole}" + (f".{rest:02}".rstrip("0") if rest else "")


def _whole(*figures):
    """TypeError for whatever is no whole number: a fraction of a fen has come from a mistake."""
    for figure in figures:
        if type(figure) is not int:
            raise TypeError(f"{figure!r} is not a whole number of fen, units or basis points")
