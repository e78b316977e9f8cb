"""对账: a statement is taken in and matched; the rest is explained; a second person closes it."""

import hashlib

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from funding.bank import reading, tables
from funding.bank.matching import pairs
from funding.models import BankRow, BankStatement, Entry, Found, LedgerNote, StatementStep
from funding.queries import reconciliation as queries
from funding.queries.reconciliation import OPEN, last_day
from villages.models import Town
from weishishi.kernel import clock
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import yuan

LEAST_WORDS = 4
Step = StatementStep.Kind


@atomic
def take_in(town, month, *, name, data, by, village=None, has_fiscal=False):
    """Read, keep and match a statement; `month` is its first day, `village` whose account it is, None
    for one account of the whole town. `Refused` with the rows that cannot be read, and where the
    month has one already. `has_fiscal`: what the treasury pays out passes this account, too."""
    if month > clock.today():
        raise Refused(_("这个月还没有到。"))
    rows = reading.statement(tables.rows_of(name, data), first=month, last=last_day(month))
    Town.objects.select_for_update(no_key=True).get(pk=town.pk)
    _is_the_first(town, month, village)
    statement = BankStatement(
        town=town, village=village, month=month, has_fiscal=has_fiscal,
        name=name.rsplit("/", 1)[-1][-80:], sha256=hashlib.sha256(data).hexdigest(),
        broken_at=reading.broken_balance(rows), uploaded_by=by.person, uploaded_name=by.name,
        uploaded_at=clock.now(),
    )  # fmt: skip
    with in_words(BankStatement):
        statement.save(force_insert=True)
    BankRow.objects.bulk_create(
        BankRow(
            statement=statement, at=one.at, day=one.day, fen=one.fen, who=one.who, words=one.words,
            number=one.number,
        )
        for one in rows
    )  # fmt: skip
    _note(statement, Step.UPLOAD, by, statement.name)
    _match(statement)
    return statement


def _is_the_first(town, month, village):
    """A whole town's account and one of its villages' are not reconciled side by side: an entry
    would stand in both."""
    rows = BankStatement.objects.filter(town=town, month=month, discarded_at__isnull=True)
    if village is None and rows.filter(village__isnull=False).exists():
        raise Refused(_("这个月已经有单个村（社区）的流水，请接着按村（社区）传。"))
    if village is not None and rows.filter(village__isnull=True).exists():
        raise Refused(_("这个月已经有全镇的流水，这个村（社区）的账在那里一起对。"))


@atomic
def match_again(statement, *, by):
    """After something was booked; what a person matched or explained stays. Returns how many."""
    return _match(_opened(statement))


def _match(statement):
    lines = {one.pk: one for one in statement.rows.filter(OPEN)}
    asked = [(one.pk, one.day, one.fen, one.who) for one in lines.values()]
    found = pairs(asked, queries.to_match(statement))
    for key, (entry, apart) in found.items():
        lines[key].entry_id, lines[key].found = entry, Found.NEAR if apart else Found.EXACT
    BankRow.objects.bulk_update([lines[key] for key in found], ["entry", "found"], batch_size=500)
    statement.notes.filter(entry__in=[entry for entry, _apart in found.values()]).delete()
    return len(found)


@atomic
def pair(statement, at, entry, *, by):
    """This line is that entry. `Refused` for another amount, and for what stands on a statement."""
    statement = _opened(statement)
    row = _row(statement, at)
    day = entry.happened_on
    fen = queries.moved(statement, day, day).get(entry.pk)
    if fen is None:
        raise Refused(_("凭证 {} 不在这个账户的账里。").format(entry.pk))
    if fen != row.fen:
        raise Refused(
            _(
                "凭证 {entry} 是{booked}，这一行是{said}，一样才能配上；不一样的请分别写说明。"
            ).format(entry=entry.pk, booked=in_or_out(fen), said=in_or_out(row.fen))
        )
    other = BankRow.objects.filter(entry=entry).exclude(pk=row.pk).first()
    if other is not None:
        raise Refused(
            _("凭证 {entry} 已经和{statement}第 {row} 行配上了，请先取消那一笔。").format(
                entry=entry.pk, statement=other.statement, row=other.at
            )
        )
    row.entry, row.found = entry, Found.BY_HAND
    row.explanation = row.explained_by = ""
    row.save()
    statement.notes.filter(entry=entry).delete()
    return row


def in_or_out(fen):
    """收入 100 元, 支出 20.50 元"""
    words = _("收入 {} 元") if fen > 0 else _("支出 {} 元")
    return words.format(yuan(abs(fen)))


@atomic
def unpair(statement, at, *, by):
    """Take a pair apart; both are open again."""
    row = _row(_opened(statement), at)
    row.entry, row.found = None, ""
    row.save()
    return row


@atomic
def explain(statement, *, rows=(), entries=(), words, by):
    """The same explanation for these lines (by their numbers in the file) and entries (by theirs);
    returns how many."""
    words = _told(words)
    statement = _opened(statement)
    lines = list(statement.rows.filter(at__in=rows))
    if matched := [one.at for one in lines if one.entry_id]:
        raise Refused(_("第 {} 行已经配上账目，不用说明。").format(matched[0]))
    there = {one.entry.pk: one for one in queries.booked(statement)} if entries else {}
    here = [there[pk] for pk in entries if pk in there and there[pk].here is None]
    if not lines and not here:
        raise Refused(_("请先勾选要说明的行或凭证。"))
    for line in lines:
        line.explanation, line.explained_by = words, by.name
    BankRow.objects.bulk_update(lines, ["explanation", "explained_by"], batch_size=500)
    for one in here:
        LedgerNote.objects.update_or_create(
            statement=statement, entry=one.entry,
            defaults={"words": words, "written_by": by.name},
        )  # fmt: skip
    return len(lines) + len(here)


@atomic
def close(statement, *, by):
    """Everything is matched or explained, and a second person has looked at it. `Refused` with what
    is still open, and before the month is over."""
    statement = _opened(statement)
    if last_day(statement.month) >= clock.today():
        raise Refused(_("这个月还没有过完，月底以后再关账。"))
    found = queries.of_statement(statement)
    if not found.is_done:
        raise Refused(
            _("还有 {rows} 行流水、{entries} 笔账没有配上也没有说明。").format(
                rows=found.open_rows, entries=found.open_entries
            )
        )
    if by.person is None or by.person.pk == statement.uploaded_by_id:
        raise Refused(_("上传和复核要是两个不同的人，请换一位同事复核。"))
    statement.closed_by, statement.closed_name = by.person, by.name
    statement.closed_at = clock.now()
    statement.ledger_in_fen = found.ledger.income
    statement.ledger_out_fen = found.ledger.spending
    with in_words(BankStatement):
        statement.save()
    _note(statement, Step.CLOSE, by)
    return statement


@atomic
def reopen(statement, *, why, by):
    """Something was wrong, or was booked into the month later."""
    words, statement = _told(why), _locked(statement)
    if statement.closed_at is None:
        raise Refused(_("这个月没有关账，不用重新打开。"))
    statement.closed_at = statement.closed_by = None
    statement.closed_name = ""
    statement.ledger_in_fen = statement.ledger_out_fen = None
    statement.save()
    _note(statement, Step.REOPEN, by, words)
    return statement


@atomic
def discard(statement, *, why, by):
    """The wrong file: its pairs come apart, and the month may be uploaded again."""
    words, statement = _told(why), _opened(statement)
    statement.rows.filter(entry__isnull=False).update(entry=None, found="")
    statement.discarded_at = clock.now()
    statement.save()
    _note(statement, Step.DISCARD, by, words)
    return statement


def _locked(statement):
    """One deed after the other in a town: an entry stands on one statement."""
    Town.objects.select_for_update(no_key=True).get(pk=statement.town_id)
    return BankStatement.objects.select_for_update(no_key=True, of=("self",)).get(pk=statement.pk)


def _opened(statement):
    statement = _locked(statement)
    if statement.discarded_at:
        raise Refused(_("这份流水已经作废。"))
    if statement.closed_at:
        raise Refused(_("这个月已经复核关账，不能再改。"))
    return statement


def _row(statement, at):
    row = statement.rows.filter(at=at).first()
    if row is None:
        raise Refused(_("流水里没有第 {} 行。").format(at))
    return row


def _told(words):
    words = words.strip()
    if len(words) < LEAST_WORDS:
        raise Refused(_("请写明原因，至少 {} 个字。").format(LEAST_WORDS))
    if len(words) > 200:
        raise Refused(_("说明最多 200 个字。"))
    return words


def _note(statement, kind, by, words=""):
    StatementStep.objects.create(
        statement=statement, kind=kind, at=clock.now(), actor_name=by.name, words=words
    )


def entry_of(pk):
    """The entry of that number, or `Refused`."""
    entry = Entry.objects.filter(pk=pk).first()
    if entry is None:
        raise Refused(_("没有凭证 {}。").format(pk))
    return entry
