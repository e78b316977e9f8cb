"""Which photographed papers lie under a matter, and who may read them?"""

from projects.queries.photos import shot_if_ready
from projects.queries.reach import readable_by, with_drafts
from villages.roles import may

MODEL = "projects.filedpaper"  # of villages.roles


def of_project(project):
    """[(photo, shot or None while it is being cleaned)], the newest first; one query."""
    rows = project.filed_papers.select_related("uploaded_by__village").order_by("-pk")
    return [(photo, shot_if_ready(photo)) for photo in rows]


def may_read(post, project_pk):
    """Within her scope, and among those who are told names."""
    if not may(post.role, "v", MODEL):
        return False
    return readable_by(post, with_drafts(post)).filter(pk=project_pk).exists()
