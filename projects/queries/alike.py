"""Has something like it been proposed here already? Asked of what the public may read, no more."""


def to(village, words, *, place=None, point=(None, None), person=None):
    return []
