"""The evaluation: what was read of releases against the answers of a careful person, field by field."""

from etl.evaluation.gold import Answer, Gold, GoldRelease, read_gold
from etl.evaluation.report import Report, evaluate
from etl.evaluation.scoring import FIELDS, Verdict

__all__ = ["FIELDS", "Answer", "Gold", "GoldRelease", "Report", "Verdict", "evaluate", "read_gold"]
