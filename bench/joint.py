"""An invented register of Joint KPIs of the size of letter 2566; only the organisations are real.

python -m bench.joint register.xlsx --seed 7
"""

import csv
import random
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import click

from bot.documents.joint_file import write_register
from domain.agencies import AgencyKind
from domain.issues.assignments import AgencyRole
from domain.joint.register import Agenda, JointIndicator, Register, Share, Target
from domain.scores import Direction

AGENCIES = Path(__file__).parent.parent / "migrations" / "thai-agencies.csv"
INDICATORS = 217
ORGANISATIONS = {
    AgencyKind.DEPARTMENT: 44,
    AgencyKind.PUBLIC_ORGANIZATION: 21,
    AgencyKind.STATE_ENTERPRISE: 33,
    AgencyKind.OTHER: 5,
    AgencyKind.PROVINCE: 76,
}
"""179 in all, the parts of letter 2566; its 91 agencies are too many by the 47 that it is off."""
STAGES = ("ต้นทาง", "กลางทาง", "ปลายทาง")
SUBJECTS = (
    *(
        "ความปลอดภัยทางถนน",
        "ฝุ่นละอองขนาดเล็ก",
        "การท่องเที่ยวคุณภาพ",
        "เกษตรมูลค่าสูง",
        "ผู้สูงอายุ",
        "น้ำเพื่อการเกษตร",
    ),
    *("หนี้ครัวเรือน", "ยาเสพติด", "ทักษะแรงงาน", "เศรษฐกิจดิจิทัล", "พลังงานสะอาด", "ขยะชุมชน", "การค้าชายแดน"),
    *("เด็กปฐมวัย", "อาหารปลอดภัย", "ภัยพิบัติ", "วิสาหกิจชุมชน", "บริการภาครัฐ", "ป่าชุมชน", "การค้ามนุษย์"),
)
MEASURES = (
    ("ร้อยละของเป้าหมายด้าน{}ที่บรรลุ", "ร้อยละ", Direction.UP),
    ("จำนวนพื้นที่ที่ดำเนินการด้าน{}", "พื้นที่", Direction.UP),
    ("จำนวนเรื่องร้องเรียนด้าน{}", "เรื่อง", Direction.DOWN),
    ("มูลค่าความเสียหายด้าน{}", "ล้านบาท", Direction.DOWN),
)


def organisations() -> dict[str, str]:
    """Return the codes and names of the organisations that take part."""
    rows = list(csv.DictReader(AGENCIES.read_text("utf-8").splitlines()))
    return {
        row["code"]: row["name_th"]
        for kind, count in ORGANISATIONS.items()
        for row in [one for one in rows if one["kind"] == kind][:count]
    }


def made(seed: int, *, everybody: bool = False) -> Register:
    """Return a register; with `everybody` each organisation has a share in every indicator."""
    chance = random.Random(seed)
    codes = list(organisations())
    agendas = tuple(
        Agenda(f"{number:02}", f"{subject} (สมมติ)", f"แผนแม่บทสมมติที่ {chance.randint(1, 23)}")
        for number, subject in enumerate(SUBJECTS, start=1)
    )
    indicators, shares = [], []
    for number in range(INDICATORS):
        agenda = agendas[number % len(agendas)]
        one = _indicator(agenda, number // len(agendas) + 1, chance)
        indicators.append(one)
        count = len(codes) if everybody else chance.randint(2, 17)
        taken = codes if everybody else chance.sample(codes, count)
        if codes[number % len(codes)] not in taken:  # nobody is left out
            taken = [*taken, codes[number % len(codes)]]
        for place, code in enumerate(taken):
            role = AgencyRole.LEAD if place == 0 else AgencyRole.SUPPORT
            own = Decimal(chance.randint(1, 999)) / 10 if chance.random() < 0.1 else None
            shares.append(Share(one.code, code, role, own))
    return Register(agendas, tuple(indicators), tuple(shares))


def _indicator(agenda: Agenda, number: int, chance: random.Random) -> JointIndicator:
    form, unit, direction = chance.choice(MEASURES)
    start, step = Decimal(chance.randint(100, 800)) / 10, Decimal(chance.randint(5, 60)) / 10
    signed = step if direction is Direction.UP else -step
    levels = [Target(start + signed * level, Decimal(25 * (level + 1))) for level in (1, 2, 3)]
    kept = chance.choice([(0, 1, 2), (0, 1, 2), (0, 2), (1,), ()])
    return JointIndicator(
        f"{agenda.code}.{number}",
        agenda.code,
        f"{form.format(agenda.name.removesuffix(' (สมมติ)'))} ลำดับที่ {number} (สมมติ)",
        stage=chance.choice(STAGES),
        unit=unit,
        direction=direction,
        formula="ผลรวมของพื้นที่ / จำนวนพื้นที่ทั้งหมด (สมมติ)",
        source="รายงานประจำไตรมาส (สมมติ)",
        targets=tuple(levels[level] if level in kept else None for level in range(3)),
        weight=Decimal(chance.choice([5, 10, 15])),
        baseline=start if chance.random() < 0.7 else None,
    )


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--seed", default=7, show_default=True, help="The same seed, the same register.")
@click.option("--everybody", is_flag=True, help="Each organisation shares every indicator.")
def main(file: Path, seed: int, everybody: bool) -> None:
    """Write an invented register of the size of letter 2566 as a workbook."""
    register = made(seed, everybody=everybody)
    with file.open("wb") as out:
        write_register(register, organisations(), out, "th", datetime(2026, 10, 1, tzinfo=UTC))
    click.echo(f"{file}: {len(register.indicators)} indicators, {len(register.shares)} shares")


if __name__ == "__main__":
    main()
