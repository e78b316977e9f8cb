"""A line of a budget: from whom, in cash or in kind. Shares may be rewritten, lines stay."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from funding.models import FISCAL, Form, Source


@dataclass(frozen=True, order=True)
class Line:
    """Accounts are kept per line: never more is paid from one than was committed from it."""

    source: str
    giver_id: int | None = None
    is_in_kind: bool = False

    @classmethod
    def of(cls, share):
        return cls(share.source, share.giver_id, share.form == Form.IN_KIND)

    @classmethod
    def of_account(cls, account):
        return cls(account.source, account.giver_id, account.in_kind)

    @property
    def is_fiscal(self):
        return self.source in FISCAL

    @property
    def order(self):
        """Where it stands in a list: by source, cash before in kind."""
        return Source.values.index(self.source), self.is_in_kind, self.giver_id or 0

    @property
    def name(self):
        return Source(self.source).label


def source_name(source, people_word):
    """Whose own money it is follows from the unit's kind: 村民自筹 in a village."""
    if source == Source.SELF_RAISED and people_word == "村民":
        return _("村民自筹")
    return str(Source(source).label)
