"""Which file of a matter's money lies in which folder of its whole file?"""

OTHER = "documents"
_INCOME = {"receive", "receive_in_kind"}


def folders_of(project):
    """{pk of a document: folder}, by what rests on it; a contract before a payment that names it too."""
    budget = project.budget
    by_hash = {}
    for kind, sha256 in budget.entries.exclude(evidence="").values_list("kind", "evidence"):
        by_hash.setdefault(sha256, "receipts" if kind in _INCOME else "payments")
    for rows, folder in ((budget.requests, "payments"), (budget.pledges, "pledges")):
        for sha256 in rows.exclude(evidence="").values_list("evidence", flat=True):
            by_hash.setdefault(sha256, folder)
    if settlement := getattr(budget, "settlement", None):
        by_hash.setdefault(settlement.evidence, "settlement")
    by_key = dict.fromkeys(project.acceptances.values_list("document", flat=True), "acceptance")
    by_key |= dict.fromkeys(project.awards.values_list("document", flat=True), "contract")
    return {
        one.pk: by_key.get(one.pk) or by_hash.get(one.sha256, OTHER)
        for one in budget.documents.all()
    }
