"""`watch`: follow feeds into a store, and tell of claims that newly match a saved query."""

from allegedly.watch.follow import Follower, Told
from allegedly.watch.queries import Query, load_queries
from allegedly.watch.state import WatchState, load_state, save_state

__all__ = ["Follower", "Query", "Told", "WatchState", "load_queries", "load_state", "save_state"]
