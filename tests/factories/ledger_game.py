"""Random clerks at the ledger: moves as data, so that they can be played again in another order."""

import random
from dataclasses import dataclass
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db.transaction import atomic

from funding.actions import commitments, corrections, payments, receipts
from funding.actions.budgets import Part
from funding.invariants import TWELVE, rows_against
from funding.lines import Line
from funding.models import Budget, Entry
from tests.factories.money import CLERK, OWN, make_budget, payment
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

PARTS = (Part("district", 3_000_000), Part("town", 500_000), Part("self_raised", 400_000, **OWN))
LINES = (Line("district"), Line("town"), Line("self_raised"))
KINDS = ("receive",) * 3 + ("pay",) * 5 + ("refund", "give_back", "correct", "release")


@dataclass(frozen=True)
class Move:
    """`at` is the number of the budget; `line` and `fen` where the kind needs them."""

    kind: str
    at: int
    key: object
    line: Line = LINES[0]
    fen: int = 0


def random_move(rng: random.Random, budgets):
    kind = rng.choice(KINDS)
    if kind == "release" and rng.random() < 0.9:
        kind = "pay"
    fen = rng.choice([1, 99, 1_000, 40_000, 400_000, 3_000_000, 3_900_000])
    return Move(kind, rng.randrange(budgets), uuid4(), rng.choice(LINES), fen)


def play(move, budgets, hands):
    """Whether it was booked; a refusal leaves nothing behind."""
    budget = budgets[move.at]
    facts = {"key": move.key, "by": CLERK, "on": clock.today(), "reference": "演练"}
    try:
        with atomic():
            return _deed(move, Budget.objects.get(pk=budget.pk), facts, hands) is not None
    except (Refused, ValidationError):
        return False


def _deed(move, budget, facts, hands):
    if move.kind == "commit":
        return commitments.commit(budget, **facts)
    if move.kind == "receive":
        return receipts.receive(budget, move.line, fen=move.fen, **facts)
    if move.kind == "refund":
        return payments.refund(budget, move.line, fen=move.fen, payee="某公司", why="多付", **facts)
    if move.kind == "give_back":
        return receipts.give_back(budget, **facts)
    if move.kind == "release":
        return commitments.release(budget, **facts)
    if move.kind == "correct":
        Budget.objects.select_for_update(no_key=True).get(pk=budget.pk)
        last = Entry.objects.filter(budget=budget).order_by("-pk").first()
        return last and corrections.correct(
            last, key=move.key, by=CLERK, on=clock.today(), why="演练更正一笔"
        )
    asks, pays = hands
    row = payments.request(budget, payment(move.fen, key=move.key), by=asks, on=clock.today())
    return payments.approve(row, by=pays, on=clock.today())


def new_budgets(village, number):
    return [make_budget(village, *PARTS) for _one in range(number)]


def broken():
    """The invariants that do not hold, of those this floor knows."""
    return {one.code for one in TWELVE if one.code != "I11" and rows_against(one)[0]}
