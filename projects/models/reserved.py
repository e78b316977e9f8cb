"""项目库储备: what waits until its time comes."""

from projects.models.projects import Project


class Reserved(Project):
    """A project while it lies in the reserve, for its register; the row is the project's own."""

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "项目库储备"
        ordering = ["state_since", "pk"]
