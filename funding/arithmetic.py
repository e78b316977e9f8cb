"""temporary, replaced by the merge"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    FIXED = "fixed", _("固定金额")
    PER_UNIT = "per_unit", _("按单位补贴")
    PER_CENT = "per_cent", _("按比例")
    REMAINDER = "remainder", _("其余部分")


@dataclass(frozen=True)
class Line:
    kind: str
    fen: int = 0
    unit_fen: int = 0
    units: int = 0
    basis_points: int = 0
    cap_fen: int | None = None


@dataclass(frozen=True)
class Split:
    amounts: tuple
    left_fen: int

    @property
    def is_whole(self):
        return self.left_fen == 0


def split(total_fen, lines):
    out = []
    for l in lines:
        f = {
            "fixed": l.fen,
            "per_unit": l.unit_fen * l.units,
            "per_cent": total_fen * l.basis_points // 10000,
            "remainder": 0,
        }[str(l.kind)]
        if l.cap_fen is not None:
            f = min(f, l.cap_fen)
        out.append(f)
    left = total_fen - sum(out)
    for i, l in enumerate(lines):
        if l.kind == "remainder":
            if left <= 0:
                raise ValidationError("超出")
            out[i] = left
            left = 0
    return Split(tuple(out), left)


def largest_remainder(total, weights):
    s = sum(weights)
    parts = [total * w // s for w in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % s), i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def portion(fen, bp):
    return (fen * bp + 5000) // 10000
