"""The store: releases, events and what people made of them, in SQLite or PostgreSQL."""

from etl.store.batch import Counts, Failure, Reading, Run, new_run
from etl.store.engine import StoreError
from etl.store.merges import Merge
from etl.store.store import Status, Store, open_store

__all__ = ["Counts", "Failure", "Merge", "Reading", "Run", "Status", "Store", "StoreError", "new_run", "open_store"]
