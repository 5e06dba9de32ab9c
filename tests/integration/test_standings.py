"""Who is appraised and who is shown only, and in which ministry, from a day on. Rule K15."""

import json
from datetime import date

import pytest
from operating import Operator

from bench.exported import exported
from bench.invariants import stranger
from bench.playing import put_standing
from bot.commands.session import Opened
from models import agencies
from models.audit.check import verify
from models.exports import Export
from models.indicator.standings import Standing

pytestmark = pytest.mark.anyio

ISSUE = "#ประเด็น น้ำท่วมขัง ถึง {} ภายใน วันนี้ 15.00 น."


async def stands(town, code, day, *, appraised=True, ministry):
    async with town.deps.holding(1) as session:
        (agency,) = await agencies.named(session, 1, [code])
        standing = Standing(
            agency_id=agency.id,
            from_on=date(2026, 11, day),
            appraised=appraised,
            ministry=ministry,
            reason="ย้ายสังกัด",
            recorded_at=town.now,
        )
        await put_standing(Opened(town.deps.settings, session, town.now), agency, standing)


async def counted(town):
    """Ministry, verdict and why it is left out, by agency: of the export, and of a stranger."""
    async with town.deps.reading() as session:
        assert (await verify(session, 1)).findings == []
        tz = town.deps.settings.timezone
        ours = await exported(session, 1, Export.ASSIGNMENTS, tz, now=town.now)
        audit = await exported(session, 1, Export.AUDIT, tz, now=town.now)
    theirs = {
        (row["issue"], row["agency"]): row["ministry"]
        for row in stranger()(audit, town.now)["assignments"]
    }
    assert theirs == {
        (row["issue"], row["agency"]): row["ministry"]
        for row in ours
        if row["left_out_because"] is None
    }
    return [
        (row["agency"], row["ministry"], row["verdict"], row["left_out_because"]) for row in ours
    ]


async def test_who_is_outside_the_appraisal_is_shown_apart_and_in_no_percentage(town):
    await town.answer("ia", "issuer", ISSUE.format("ปภ., กฟภ., จ.กระบี่, กทม., ตร."))
    await town.answer("ir", "ddpm", "#report 1 ok")

    told = await town.answer("evaluator", "evaluator", "#stats")

    assert "• กระทรวงมหาดไทย: 100.00% (1/1)" in told
    assert "รวม: 100.00% (1/1)" in told
    _, _, apart = told.partition("แสดงเท่านั้น ไม่นับในร้อยละ")
    assert "• จังหวัดกระบี่: ไม่มีประเด็นที่ถึงกำหนด ยังไม่ถึงกำหนด 1" in apart
    assert "• กรุงเทพมหานคร: " in apart
    outside = "shown_only"
    assert await counted(town) == [
        ("MOI-DDPM", "MOI", "on_time", None),
        ("MOI-PEA", "MOI", outside, outside),
        ("TH-81", "TH-81", outside, outside),
        ("TH-10", "TH-10", outside, outside),
        ("INDEP-RTP", "INDEP", outside, outside),
    ]
    detail = await town.answer("evaluator", "evaluator", "#stats 2570Q1 detail")
    assert "[จังหวัดกระบี่]: แสดงเท่านั้น" in detail


async def test_the_ministry_of_the_assignments_day_counts_whenever_it_is_told(town):
    for day in (23, 24, 25):
        town.platform.clock.set(town.now.replace(day=day))
        await town.answer("ia", "issuer", ISSUE.format("กรมประมง"))
    await stands(town, "MOAC-DOF", 25, ministry="MOI")
    await stands(town, "MOAC-DOF", 24, ministry="MNRE", appraised=False)
    await town.answer("ia", "issuer", ISSUE.format("กรมประมง").replace("วันนี้", "พรุ่งนี้"))

    of_each = [(ministry, why) for _, ministry, _, why in await counted(town)]

    assert of_each == [("MOAC", None), ("MNRE", "shown_only"), ("MOI", None), ("MOI", None)]
    told = await town.answer("evaluator", "evaluator", "#stats")
    assert "• กระทรวงมหาดไทย: ไม่มีประเด็นที่ถึงกำหนด ยังไม่ถึงกำหนด 2" in told


def test_an_operator_changes_it_with_a_reason_on_record(tmp_path):
    operator = Operator(tmp_path)
    on_october = ("agency", "set", "MOI-PEA", "--from", "1/10/2570")
    operator.fails(*on_october, "--appraised", code=2)
    operator.fails(*on_october, "--reason", "มติ")
    operator.fails(*on_october[:-1], "1/10/2550", "--appraised", "--reason", "มติ")

    told = operator.does(*on_october, "--appraised", "--reason", "มติ ครม.")

    assert told.strip() == "MOI-PEA is appraised in MOI from 2027-10-01 on."
    assert operator.does("agency", "list", "MOI-PEA").splitlines() == [
        "2016-10-01\tshown only\tMOI\tนร 1200/97 ข้อ 2.2",
        "2027-10-01\tappraised\tMOI\tมติ ครม.",
    ]
    (entry,) = json.loads(operator.does("export", "audit"))
    assert (entry["action"], entry["subject"]) == ("agency.stands", "agency:MOI-PEA")
    assert entry["detail"] == {
        "agency": "MOI-PEA",
        "since": "2027-09-30T17:00:00.000000Z",
        "until": None,
        "appraised": True,
        "ministry": "MOI",
    }
    listed = operator.does("agency", "list")
    assert "TH-81\tshown only\tTH-81\tจังหวัดกระบี่" in listed
    assert "MOI-DDPM\tappraised\tMOI\t" in listed
    assert "the chain holds" in operator.does("audit", "verify")
