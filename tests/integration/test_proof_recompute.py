"""The script of docs/recompute.md, as a stranger runs it, comes to the figures that we tell."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from life import edits
from photographs import history

from domain.indicator.periods import read_period
from models import audit, indicator, workspaces
from models.exports import Export

pytestmark = pytest.mark.anyio

DOCUMENT = Path(__file__).parents[2] / "docs" / "recompute.md"
ISSUE = "#issue ข่าวน้ำท่วม ถึง ปภ. กรมชลประทาน กรมประมง กรมปศุสัตว์ ภายใน 3 ชั่วโมง"


def script() -> str:
    return DOCUMENT.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]


@pytest.fixture
def recompute(tmp_path):
    """Runs the script on entries; gives the finished process."""
    code, exported = tmp_path / "recompute.py", tmp_path / "audit.json"
    code.write_text(script(), encoding="utf-8")

    def run(entries, *instants):
        exported.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
        words = [sys.executable, "-I", "-X", "utf8", code, exported, *instants]
        return subprocess.run(words, capture_output=True, text=True, check=False)

    return run


@history
async def played(town):
    """An issue of four agencies: in time, late after a return, missing, and transferred."""
    await town.answer("ia", "issuer", ISSUE)
    await town.answer("ir", "ddpm", "#report 1 ชี้แจงแล้ว")
    await town.answer("ia", "evaluator", "#accept 1 ปภ.")
    await town.answer("ir", "rid", "#report 1 ชี้แจงแล้ว")
    town.platform.clock.advance(timedelta(hours=1))
    await town.answer("ia", "evaluator", "#return 1 กรมชลประทาน ขอตัวเลข")
    await town.answer("ia", "issuer", "#transfer 1 กรมการแพทย์ จาก กรมปศุสัตว์")
    town.platform.clock.advance(timedelta(hours=4))
    await town.answer("ir", "rid", "#report 1 ชี้แจงพร้อมตัวเลข")
    town.platform.clock.advance(timedelta(days=3))
    return town


def test_the_script_is_short_and_uses_nothing_but_python():
    lines = [line for line in script().splitlines() if line.strip()]
    imported = {line.split()[1] for line in lines if line.startswith(("import ", "from "))}

    assert len(lines) <= 145
    assert imported <= set(sys.stdlib_module_names)


async def test_a_stranger_comes_to_the_same_verdicts(played, recompute):
    found = recompute(await played.exported(Export.AUDIT), played.now.isoformat())
    told = {each["agency"]: each["verdict"] for each in json.loads(found.stdout)["assignments"]}

    assert told == {
        "MOI-DDPM": "on_time",
        "MOAC-RID": "late",
        "MOAC-DOF": "missing",
        "MOPH-DMS": "missing",
    }
    ours = {
        row["agency"]: row["on_time"]
        for row in await played.exported(Export.ASSIGNMENTS)
        if row["status"] != "transferred"
    }
    assert ours == {"MOI-DDPM": True, "MOAC-RID": False, "MOAC-DOF": None, "MOPH-DMS": None}


async def test_a_stranger_hears_that_a_report_and_an_extension_were_said_earlier(town, recompute):
    await town.answer("ia", "issuer", "#ประเด็น น้ำท่วม\nถึง: ปภ., กรมชลประทาน\nภายใน: วันนี้ 10.00 น.")
    town.platform.clock.advance(timedelta(minutes=50))
    report, extension = "#report 1 ชี้แจง", "#extend 1 วันนี้ 17.00 น. กรมชลประทาน"
    acts = [("ir", "ddpm", report), ("ia", "issuer", extension)]
    said = [(*act, town.says(*act)) for act in acts]
    late = town.platform.webhooks.drain()
    town.platform.clock.advance(timedelta(hours=1))
    for chat, who, text, message in said:
        await edits(town, chat, who, message, f"{text} ")
    for each in late:
        await town.post(each.body, each.headers)
    await town.work()
    await town.answer("ir", "rid", "#report 1 ชี้แจง")

    found = recompute(await town.exported(Export.AUDIT), town.now.isoformat())

    told = {each["agency"]: each["verdict"] for each in json.loads(found.stdout)["assignments"]}
    assert told == {"MOI-DDPM": "on_time", "MOAC-RID": "on_time"}


@pytest.mark.parametrize("by", ["agency", "ministry"])
async def test_a_stranger_comes_to_the_same_sums(by, played, recompute):
    tz, now = played.deps.settings.timezone, played.now
    period = read_period("2570Q1", now.date())
    instants = [now, *period.instants(tz)]
    entries = await played.exported(Export.AUDIT)
    found = recompute(entries, *(each.isoformat() for each in instants))

    async with played.deps.reading() as session:
        main = await workspaces.by_code(session, workspaces.MAIN)
        table = await indicator.table(session, main.id, period, indicator.By(by), now=now, tz=tz)

    counted = {
        row.code: {
            role: {
                "on_time": told.on_time,
                "late": told.late,
                "missing": told.missing,
                "waiting": told.assigned - told.due,
            }
            for role, told in (("lead", row.by_role.lead), ("support", row.by_role.support))
        }
        for row in table.rows
    }
    assert json.loads(found.stdout)[f"by_{by}"] == counted
    assert sum(counted["MOI" if by == "ministry" else "MOI-DDPM"]["lead"].values()) == 1


@pytest.mark.parametrize(("quarter", "waiting"), [("2570Q1", 1), ("2570Q2", 0)])
async def test_a_stranger_counts_24_00_for_the_quarter_that_it_ends(
    town, recompute, quarter, waiting
):
    await town.answer("ia", "issuer", "#issue สิ้นปี ถึง ปภ. ภายใน 31 ธ.ค. 2569 เวลา 24.00 น.")
    tz, period = town.deps.settings.timezone, read_period(quarter, town.now.date())
    instants = [each.isoformat() for each in (town.now, *period.instants(tz))]
    async with town.deps.reading() as session:
        main = await workspaces.by_code(session, workspaces.MAIN)
        by = indicator.By.AGENCY
        table = await indicator.table(session, main.id, period, by, now=town.now, tz=tz)

    found = json.loads(recompute(await town.exported(Export.AUDIT), *instants).stdout)

    assert sum(sum(row["lead"].values()) for row in found["by_agency"].values()) == waiting
    assert table.total.assigned == waiting


async def test_a_stranger_finds_a_changed_entry(played, recompute):
    entries = await played.exported(Export.AUDIT)
    number = next(entry["seq"] for entry in entries if entry["action"] == "report.final")
    entries[number - 1]["at"] = "2026-11-23T08:59:59.999000+07:00"

    found = recompute(entries)

    assert (found.returncode, found.stderr) == (1, f"The chain breaks at entry {number}.\n")


async def test_a_stranger_can_seal_thai_as_we_do(town, recompute):
    async with town.deps.sessions.begin() as session:
        (main,) = await workspaces.hold(session, 1)
        await audit.append(
            session,
            main.id,
            "tested",
            "issue:1",
            town.now + timedelta(seconds=5),
            at=town.now + timedelta(microseconds=7),
            actor="operator",
            **{"ข": ["น้ำท่วม", 1, None, True, {"é": "😀"}]},
        )

    assert recompute(await town.exported(Export.AUDIT)).returncode == 0
