"""A letter that is pasted whole: its number and its date, which is never the deadline."""

import pytest
from monday import first, line

LETTER = "#issue\n{}\n๒๕ พฤศจิกายน ๒๕๖๙\nเรื่อง กรณีรถทัวร์พลิกคว่ำ\nหน่วยงาน: ปภ.\nจึงขอให้ชี้แจงโดยเร็ว"


@pytest.mark.parametrize(
    "number",
    [
        "ที่ นร ๐๒๑๑/ว ๘๘๙",
        "ที่ นร ๐๒๑๑/ว ๘๘๙          สำนักโฆษก ทำเนียบรัฐบาล",
        "ที่ ศธ ๐๔๐๐๑/ว ๑๒๓        กระทรวงศึกษาธิการ กทม. ๑๐๓๐๐",
        "ด่วนที่สุด ที่ นร ๑๒๐๐/ว ๙๗",
        "(ด่วนมาก) ที่ กษ ๐๕๐๐/๑๒",
        "ที่ นร ๑๒๐๐/ว ๙๗ (ด่วนที่สุด)",
        "ที่ นร ๑๒๐๐/ว ๙๗ ด่วนมาก",
        "ที่ นร ๐๒๑๑/ว ๘๘๙ สำนักโฆษก ทำเนียบรัฐบาล",
        "เลขที่ นร ๑๒๐๐/๙๗",
        "ที่ ว 889/2569",
    ],
)
def test_a_letters_date_is_no_deadline(number: str) -> None:
    read = line(LETTER.format(number))

    assert (read["agencies"], read["deadline"]) == (["MOI-DDPM"], None)
    assert read["errors"] == ["missing_deadline"]


def test_an_addressee_behind_the_number_is_asked_to_answer() -> None:
    letter = LETTER.replace("หน่วยงาน: ปภ.\n", "").format("ที่ นร ๑๒๐๐/ว ๙๗ ถึง กรมประมง")
    read = line(f"{letter}\nกำหนด: 15.00 น.")

    assert (read["agencies"], read["errors"]) == (["MOAC-DOF"], [])


@pytest.mark.parametrize("mark", ["", "ด่วนที่สุด ", "(ด่วนมาก) "])
def test_the_subject_is_the_headline(mark: str) -> None:
    read = line(
        f"#issue {mark}ที่ นร ๑๒๐๐/ว ๑ ลงวันที่ ๒๓ พ.ย. ๒๕๖๙\n"
        "เรื่อง ข่าวปลอม\nหน่วยงาน: ปภ.\nกำหนด: 15.00 น."
    )

    assert (read["title"], read["errors"]) == ("ข่าวปลอม", [])


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("#ประเด็น เด็กจมน้ำ 3 คน ภายในวันนี้ 15.00 น.", ()),
        ("#ประเด็น น้ำท่วม ถึง ปภ. ภายในพรุ่งนี้เที่ยง มีคนเจ็บ 2 คน โปรดชี้แจง", ("MOI-DDPM",)),
        ("#ประเด็น ยาบ้า 3 กก. ภายในวันนี้ 15.00 น.", ()),
    ],
)
def test_what_is_counted_is_no_agency(text: str, agencies: tuple[str, ...]) -> None:
    outcome = first(text).outcome

    assert getattr(outcome, "agencies", ()) == agencies
