"""The register that the pages look at: the store's tables in a warehouse, loaded once a revision, shared by all."""

from __future__ import annotations

import os

import streamlit as st

from dashboard.warehouse import Warehouse, open_warehouse
from etl.settings import SettingError
from etl.store import Store, StoreError, open_store

KEPT = 2  # warehouses in memory: the newest, and the one that running pages still look at


class RegisterError(Exception):
    """The store cannot be opened or read."""


def read_register() -> Warehouse:
    """The warehouse of the store's present revision.

    Raises:
        RegisterError: the store cannot be opened or read.
    """
    url = os.environ.get("MARSAD_DATABASE") or None
    try:
        return _load(url, _open(url).revision())
    except (StoreError, SettingError, OSError, ValueError) as error:
        raise RegisterError(str(error)) from error


@st.cache_resource(max_entries=4, show_spinner=False)
def _open(url: str | None) -> Store:
    return open_store(url)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _load(url: str | None, revision: str) -> Warehouse:  # noqa: ARG001 (the revision is what the cache goes by)
    return open_warehouse(_open(url).read_tables())
