"""How are matters drawn by lot so that anybody can draw them again?

For each 查询号 (ten digits, no spaces) of the pool: SHA-256 over the seed (lower-case hexadecimal, as
text) followed directly by the number, in ASCII. The n numbers with the smallest digests are drawn, the
smallest first. With seed, pool and n a stranger gets the same ones:

    sorted(pool, key=lambda number: sha256((seed + number).encode()).hexdigest())[:n]

The pool is fixed before the seed is drawn; a seed that is entered comes from a draw in public, and the
page says from which.
"""

from hashlib import sha256


def digest(seed, number):
    """What a number of the pool is ordered by."""
    return sha256((seed + number).encode("ascii")).hexdigest()


def draw(seed, pool, n):
    """The numbers drawn, the smallest digest first; all of them where there are fewer than n."""
    return sorted(pool, key=lambda number: (digest(seed, number), number))[:n]
