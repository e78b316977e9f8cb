"""Does something of the works look at people, and is every line of its check answered?

Receives projects and uses their related managers only, so that guards may ask.
"""

# A camera or an access system looks at people: 摄像、监控、门禁、人脸.
WATCHING = ("摄像", "监控", "门禁", "人脸")


def watches_people(items):
    """Whether something on the list is a camera or an access system."""
    return any(word in item.name for item in items for word in WATCHING)


def checked(project, at=None):
    """[(line, its newest answer or None)] of the whole check; `at` is the last day that counts."""
    rows = project.compliance.order_by("pk")
    rows = rows.filter(at__date__lte=at) if at else rows
    answers = {one.line: one for one in rows}
    lines = project.compliance.model.Line
    return [(line.label, answers.get(line.value)) for line in lines]


def unanswered(project, at):
    """The lines nobody looked at yet, and those that do not hold; empty where nothing watches."""
    if not watches_people(project.work_items.all()):
        return []
    return [label for label, answer in checked(project, at) if answer is None or not answer.holds]
