"""Where does the portal get its PostgreSQL and its Redis when nobody gives it any?

Two private servers from wheels: real PostgreSQL, real Valkey. `kept` servers find their data again
at the next run; `throwaway` servers are for tests. Not for production (docs/operating.md).
"""

from contextlib import ExitStack, contextmanager

from weishishi.embedded import place, postgres, valkey


@contextmanager
def kept(folder, *, database=True, redis=True):
    """The environment for servers whose data live under `folder` and stay there."""
    with place.kept(folder) as home, _servers(home, database, redis) as environment:
        yield environment


@contextmanager
def throwaway(*, database=True, redis=True):
    """The environment for fast servers that forget everything."""
    with place.throwaway() as home, _servers(home, database, redis) as environment:
        yield environment


@contextmanager
def _servers(home, database, redis):
    with ExitStack() as stack:
        environment = {}
        if database:
            environment |= stack.enter_context(postgres.running(home))
        if redis:
            environment |= stack.enter_context(valkey.running(home))
        yield environment
