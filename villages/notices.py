"""Which text about personal information is in force, and which were before? (PIPL 14, 17)

Each version is one template that is never changed again: templates/privacy/<version>.html. A new
purpose, another kind of data or another period is a new version, and people are asked again.
"""

CURRENT = "1"
IMPORTED = "imported"  # told and agreed to elsewhere, before this portal existed: 历史资料
VERSIONS = {"1": "2026年11月25日"}  # version: in force since
# What former versions printed as periods; the current one prints projects/retention.py.
FORMER_PERIODS: dict[str, tuple[tuple[str, str], ...]] = {}
ANSWER_DAYS = 15  # working days for a request that cannot be done by oneself [R] (PIPL 50)
GROWN_UP_AT = 14  # years; below, a parent proposes (PIPL 31)


def template_of(version):
    return f"privacy/{version}.html"
