"""Rules whose value is a list: papers, kinds of meeting, who approves in which order."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from villages.rulebook.kinds import Kind, Row, said
from weishishi.kernel.yuan import to_fen, yuan


class Several(Row):
    """Some of a fixed list, in the order given, written with 、 between."""

    def __init__(self, choices):
        self._choices = choices

    @property
    def words(self):
        return {str(choice.value): str(choice.label) for choice in self._choices}

    def read(self, text):
        known = {words: code for code, words in self.words.items()}
        names = [
            name for name in text.replace("，", "、").replace(",", "、").split("、") if name.strip()
        ]
        codes = []
        for name in names:
            if name.strip() not in known:
                raise ValidationError(
                    _("没有“{name}”，可以写：{known}。").format(
                        name=name.strip(), known="、".join(known)
                    )
                )
            codes.append(known[name.strip()])
        if not codes or len(set(codes)) != len(codes):
            raise ValidationError(_("请至少写一个，同一个只写一次。"))
        return tuple(codes)

    def stored(self, value):
        return [str(code) for code in value]

    def told(self, value):
        return _("、").join(str(self.words[str(code)]) for code in value)


class Papers(Row):
    """A list of papers, written with 、 between."""

    def read(self, text):
        names = [name.strip() for name in text.replace("，", "、").replace("\n", "、").split("、")]
        names = [name for name in names if name]
        if not names:
            raise ValidationError(_("请至少写一种材料。"))
        if any(len(name) > 40 for name in names):
            raise ValidationError(_("每种材料的名称最多 40 个字，用顿号隔开。"))
        return tuple(dict.fromkeys(names))

    def told(self, value):
        return _("、").join(value)


class Chain(Kind):
    """Up to so much these roles in that order; one line each, the last one without an end."""

    lines = 3
    ABOVE = "以上"

    def __init__(self, roles):
        self._roles = roles

    def read(self, text):
        rungs = [self._rung(line) for line in text.strip().splitlines() if line.strip()]
        sums = [most for most, _roles in rungs]
        if not rungs or sums[-1] is not None or None in sums[:-1]:
            raise ValidationError(
                _("最后一行请写“以上：…”，前面各行写到多少元，例如“50000元：镇经办人、挂点领导”。")
            )
        if sums[:-1] != sorted(set(sums[:-1])):
            raise ValidationError(_("各行的金额要从小到大，不能重复。"))
        return tuple(rungs)

    def _rung(self, line):
        most, colon, roles = line.replace(":", "：").partition("：")
        if not colon:
            raise ValidationError(
                _("每行先写金额，再写冒号和审批人，例如“50000元：镇经办人、挂点领导”。")
            )
        fen = None if most.strip() == self.ABOVE else to_fen(most)
        return fen, self._roles.read(roles)

    def typed(self, value):
        return "\n".join(
            f"{self.ABOVE if most is None else yuan(most) + '元'}：{self._roles.told(roles)}"
            for most, roles in value
        )

    def stored(self, value):
        return [[most, [str(role) for role in roles]] for most, roles in value]

    def loaded(self, value):
        return tuple((most, tuple(roles)) for most, roles in value)

    def told(self, value):
        """In words; neighbouring steps with the same approvers are one."""
        parts, steps = [], _merged(value)
        for most, roles in steps:
            who = self._roles.told(roles)
            if most is None:
                whole = _("不论金额，由{}依次审批") if len(steps) == 1 else _("再多由{}审批")
                parts.append(whole.format(who))
            else:
                parts.append(_("{sum}以内由{who}审批").format(sum=said(most), who=who))
        return _("；").join(parts)


def _merged(steps):
    """A step goes as far as the last of those after it with the same approvers."""
    following = [*steps[1:], (None, None)]
    return [one for one, after in zip(steps, following, strict=True) if one[1] != after[1]]
