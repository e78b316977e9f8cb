"""The registers of this floor at the desk: places, people, posts, documents, the calendar."""

from villages.admin import calendars, delegations, documents, people, places

__all__ = ["calendars", "delegations", "documents", "people", "places"]
