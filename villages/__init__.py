"""Places, people and the posts they hold there."""
