"""The registers of this floor at the desk: places, people, posts."""

from villages.admin import people, places

__all__ = ["people", "places"]
