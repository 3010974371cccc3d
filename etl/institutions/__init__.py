"""Institutions of a release and their roles: names from the registry or by the grammar of names, roles from cues."""

from etl.institutions.mention import InstitutionMention, unlinked_id
from etl.institutions.reader import find_institutions, read_institutions
from etl.institutions.settle import settle_institutions

__all__ = ["InstitutionMention", "find_institutions", "read_institutions", "settle_institutions", "unlinked_id"]
