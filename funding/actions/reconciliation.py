"""对账: a statement is taken in and matched; the rest is explained; a second person closes it."""

import hashlib

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from funding import statements
from funding.matching import match
from funding.models import BankRow, BankStatement, Entry, LedgerNote
from funding.queries.reconciliation import entries_of, of_statement
from weishishi.kernel import clock
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused

LEAST_WORDS = 4


@atomic
def take_in(town, month, *, name, data, by):
    """Read, keep and match a statement; `month` is its first day. `Refused` with the row where the
    file cannot be read, and where a line is of another month."""
    rows = statements.read(name, data)
    if wrong := next((row for row in rows if row.day.replace(day=1) != month), None):
        raise Refused(
            _("第 {row} 行是 {day} 的，不是这个月；请只传 {month} 的流水。").format(
                row=wrong.at, day=wrong.day, month=f"{month:%Y-%m}"
            )
        )
    statement = BankStatement(
        town=town, month=month, name=name[-80:], sha256=hashlib.sha256(data).hexdigest(),
        uploaded_by=by.person, uploaded_name=by.name, uploaded_at=clock.now(),
    )  # fmt: skip
    with in_words(BankStatement):
        statement.save(force_insert=True)
    listed = entries_of(town, month)
    taken = set(
        BankRow.objects.filter(entry__in=[entry.pk for entry, _fen in listed]).values_list(
            "entry", flat=True
        )
    )
    entries = [(entry.pk, entry.happened_on, fen) for entry, fen in listed if entry.pk not in taken]
    found = match([(row.at, row.day, row.fen) for row in rows], entries)
    BankRow.objects.bulk_create(
        BankRow(
            statement=statement, at=row.at, day=row.day, fen=row.fen, who=row.who, words=row.words,
            number=row.number, entry_id=found.get(row.at),
        )
        for row in rows
    )  # fmt: skip
    return statement


@atomic
def pair(row, entry, *, by):
    """The person says which entry it is; the sums must be the same."""
    row = _open_row(row)
    fens = {one.pk: fen for one, fen in entries_of(row.statement.town, row.statement.month)}
    if fens.get(entry.pk) != row.fen:
        raise Refused(_("两边的金额、方向不一样，不能配成一笔。"))
    if BankRow.objects.filter(entry=entry).exists():
        raise Refused(_("这笔账已经和另一行流水配上了，请先取消那一笔。"))
    LedgerNote.objects.filter(statement=row.statement, entry=entry).delete()
    row.entry, row.explanation = entry, ""
    row.save()


@atomic
def unpair(row, *, by):
    """A match was wrong."""
    row = _open_row(row)
    row.entry = None
    row.save()


@atomic
def explain_row(row, words, *, by):
    """Why the ledger has nothing like it: bank fees, another programme's money."""
    row = _open_row(row)
    if row.entry_id:
        raise Refused(_("这一行已经配上账目，不用说明。"))
    row.explanation = _said(words)
    row.save()


@atomic
def explain_entry(statement, entry: Entry, words, *, by):
    """Why the bank has nothing like it: paid in cash, booked in another month."""
    statement = _open(statement)
    LedgerNote.objects.update_or_create(
        statement=statement, entry=entry, defaults={"words": _said(words)}
    )


@atomic
def close(statement, *, by):
    """Everything is matched or explained, and a second person has looked at it."""
    statement = _open(statement)
    if by.person.pk == statement.uploaded_by_id:
        raise Refused(_("上传和复核要是两个不同的人，请换一位同事复核。"))
    month = of_statement(statement)
    if not month.is_done:
        raise Refused(
            _("还有 {rows} 行流水、{entries} 笔账没有配上也没有说明。").format(
                rows=len(month.open_rows), entries=len(month.open_entries)
            )
        )
    statement.closed_by, statement.closed_name = by.person, by.name
    statement.closed_at = clock.now()
    with in_words(BankStatement):
        statement.save()
    return statement


def _said(words):
    if len(words.strip()) < LEAST_WORDS:
        raise Refused(_("请写明原因，至少 {} 个字。").format(LEAST_WORDS))
    return words.strip()[:200]


def _open(statement):
    statement = BankStatement.objects.select_for_update(no_key=True, of=("self",)).get(
        pk=statement.pk
    )
    if statement.closed_at:
        raise Refused(_("这个月已经复核关账，不能再改。"))
    return statement


def _open_row(row):
    _open(row.statement)
    return BankRow.objects.select_related("statement__town").get(pk=row.pk)
