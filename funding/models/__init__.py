"""The tables of the money, by what they hold."""

from funding.models.audit import AuditRun
from funding.models.budgets import (
    FISCAL,
    OWN_MONEY,
    PLEDGED,
    SOCIAL,
    Budget,
    Form,
    Share,
    Source,
)
from funding.models.documents import Document
from funding.models.givers import Giver, Pledge
from funding.models.ledger import Account, AccountKind, Entry, EntryKind, Leg, PayKind
from funding.models.payments import PaymentRequest, Settlement
from funding.models.reconciliation import (
    BankRow,
    BankStatement,
    Found,
    LedgerNote,
    StatementStep,
)

__all__ = [
    "FISCAL", "OWN_MONEY", "PLEDGED", "SOCIAL", "Account", "AccountKind", "AuditRun", "BankRow",
    "BankStatement", "Budget", "Document", "Entry", "EntryKind", "Form", "Found", "Giver",
    "LedgerNote", "Leg", "PayKind", "PaymentRequest", "Pledge", "Settlement", "Share", "Source",
    "StatementStep",
]  # fmt: skip
