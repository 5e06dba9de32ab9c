"""Branches and units of an agency: neither the headquarters nor the province, so they are asked."""

import pytest
from monday import line

LABEL = "#ประเด็น ข่าวลือ\nหน่วยงาน: {}\nกำหนด: 15.00 น."
ONE_LINE = "#ประเด็น ข่าวลือ ถึง {} ภายใน 15.00 น."

IN_BRACKETS = [
    *(
        "ปภ. (เขต 12)",
        "ปภ. (สาขาตรัง)",
        "ปภ. (ตรัง)",
        "กปน. (สาขาบางเขน)",
        "ตร. (ภาค 9)",
        "ตร. (ภ.9)",
    ),
    *("ทอท. (ดอนเมือง)", "ททท. (สำนักงานภูเก็ต)", "ขสมก. (เขต 3)", "กรมอนามัย (ศูนย์อนามัยที่ 12)"),
    *("กรมชลประทาน (สชป.16)", "กทม. (เขตบางรัก)", "กรมทางหลวง (แขวงสงขลาที่ 1)", "กฟภ. (เขต 3 ภาคใต้)"),
    *("กรมประมง (สำนักงานประมงจังหวัดตรัง)", "กรมศุลกากร (ด่านสะเดา)", "สพฐ. (สพป.สงขลา เขต 3)"),
    *("กรมควบคุมโรค (สคร.12 สงขลา)", "ทอท. (สนามบินหาดใหญ่)"),
]
BEHIND = [
    *(
        "สคร.12 สงขลา",
        "สคร.12",
        "สคร.ที่ 12",
        "สคร. ที่ 12",
        "กรมควบคุมโรค สคร.12",
        "ทล.4",
        "ทล. 4",
        "ชป.16",
    ),
    *("อย. ด่านสงขลา", "กรมศุลกากร ด่านสะเดา", "กรมประมง ศูนย์วิจัยสงขลา", "กรมปศุสัตว์ ด่านกักกัน"),
    *(
        "ปภ. ทุกเขต",
        "ปภ.เขต 12",
        "ปภ. เขต 12 สงขลา",
        "สปสช.เขต 12",
        "กทม. เขตบางรัก",
        "จ.สงขลา อ.หาดใหญ่",
    ),
    *("ททท. สำนักงานภูเก็ต", "กรมอุตุนิยมวิทยา สถานีหาดใหญ่"),
]
BEFORE_PARENT = [
    *("เขตบางรัก กทม.", "สำนักอนามัย กทม.", "กองโรคติดต่อ คร.", "ศูนย์ดำรงธรรม มท.", "รพ.ราชวิถี สธ."),
    *("5 กรม สธ.", "ทั้ง 3 กรม กษ.", "สำนักปลัด สธ.", "สภ.หาดใหญ่ ตร.", "โรงเรียนในสังกัด สพฐ."),
    *("สนามบินหาดใหญ่ ทอท.", "ตำรวจภูธรภาค 9 ตร.", "กอง 3 ปปส.", "ขนส่งสาขา 2 ขบ."),
]


def asks(text: str) -> bool:
    """Whether a message asks for an agency, and for nothing else."""
    errors = line(text)["errors"]
    return bool(errors) and set(errors) <= {"unknown_agency", "ambiguous_agency"}


@pytest.mark.parametrize("form", [LABEL, ONE_LINE])
@pytest.mark.parametrize("branch", IN_BRACKETS + BEHIND)
def test_a_branch_is_not_its_headquarters(form: str, branch: str) -> None:
    assert asks(form.format(branch))


@pytest.mark.parametrize("form", [LABEL, ONE_LINE])
@pytest.mark.parametrize("unit", BEFORE_PARENT)
def test_a_unit_before_its_parent_is_not_the_parent(form: str, unit: str) -> None:
    assert asks(form.format(unit))


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("ปภ. (เรื่องอพยพ)", ["MOI-DDPM"]),
        ("คพ. (คุณภาพน้ำ)", ["MNRE-PCD"]),
        ("กรมประมง (ผู้ประสาน คุณสมชาย)", ["MOAC-DOF"]),
        ("กรมอุตุนิยมวิทยา (กองพยากรณ์อากาศ)", ["MDES-TMD"]),
        ("ปภ. (โทร 1784)", ["MOI-DDPM"]),
        ("ปภ. (ขอข้อมูลรายจังหวัด)", ["MOI-DDPM"]),
        ("จ.ยะลา (ทุกอำเภอที่ประสบภัย)", ["TH-95"]),
        ("สธ. (กรมควบคุมโรค)", ["MOPH-DDC"]),
        ("ปภ. และ กทม.", ["MOI-DDPM", "TH-10"]),
        ("จ.สงขลา และ จ.ตรัง", ["TH-90", "TH-92"]),
    ],
)
@pytest.mark.parametrize("form", [LABEL, ONE_LINE])
def test_a_remark_makes_no_branch(form: str, said: str, codes: list[str]) -> None:
    read = line(form.format(said))

    assert (read["errors"], sorted(read["agencies"])) == ([], codes)


@pytest.mark.parametrize("due", ["15.00 น.", "24/11", "25 พ.ย. 69", "3 วัน", "3 วันทำการ"])
@pytest.mark.parametrize("gap", ["", " "])
def test_a_time_behind_a_name_is_no_number_of_a_branch(gap: str, due: str) -> None:
    read = line(f"#ประเด็น ข่าวลือ ถึง ปภ.{gap}{due}")

    assert (read["errors"], read["agencies"]) == ([], ["MOI-DDPM"])


def test_a_transfer_to_a_branch_is_asked() -> None:
    assert asks("#โอน 5 สคร.12 ไม่ใช่ภารกิจ")
