"""The agencies of `migrations/thai-agencies.csv`, for reading texts without a database."""

import csv
from pathlib import Path

import migrations
from domain.agencies import Agency, AgencyKind
from domain.directory import Directory

SEED = Path(migrations.__file__).parent / "thai-agencies.csv"


def seeded_directory() -> Directory:
    """Return the directory that a workspace begins with."""
    with SEED.open(encoding="utf-8", newline="") as file:
        return Directory(
            Agency(
                code=row["code"],
                name_th=row["name_th"],
                name_en=row["name_en"],
                abbr_th=row["abbr_th"],
                kind=AgencyKind(row["kind"]),
                ministry_code=row["ministry_code"],
            )
            for row in csv.DictReader(file)
        )
