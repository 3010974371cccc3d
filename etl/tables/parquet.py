"""The tidy tables as a folder of Parquet files: a folder a table, a part a batch."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from etl.tables.columns import TABLES


class ParquetFolder:
    """A folder that tables are written under, batch by batch; an institution is written once."""

    def __init__(self, folder: Path) -> None:
        """Make the folder.

        Raises:
            FileExistsError: it already holds tables.
            OSError: it cannot be made.
        """
        self._folder = folder
        self._parts = 0
        self._institutions: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)
        taken = next((name for name in TABLES if (folder / name).exists()), None)
        if taken:
            raise FileExistsError(f"{folder / taken} is there already; choose an empty folder")

    def write(self, tables: Mapping[str, pd.DataFrame]) -> None:
        """Write a batch; each of its files is whole or not there.

        Args:
            tables: every tidy table, as `etl.tables.to_tables` gives them.
        """
        for name, frame in tables.items():
            table = self._new_institutions(frame) if name == "institutions" else frame
            if self._parts and table.empty:
                continue
            path = self._folder / name / f"part-{self._parts:05}.parquet"
            path.parent.mkdir(exist_ok=True)
            begun = path.with_suffix(".begun")
            table.to_parquet(begun, index=False)
            begun.replace(path)
        self._parts += 1

    def _new_institutions(self, frame: pd.DataFrame) -> pd.DataFrame:
        new = frame[~frame["institution_id"].isin(self._institutions)]
        self._institutions.update(new["institution_id"])
        return new
