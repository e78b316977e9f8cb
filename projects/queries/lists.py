"""A list of 我的待办 before anybody asked: [(rows, read)], as projects.queries.asides describes it."""


def read_all(waiting):
    """Everything of such a list, one query for each of its parts."""
    return [one for rows, read in waiting for one in read(rows)]
