"""`#issue` as a sentence: everybody who is asked, from when is counted, what else is said."""

import pytest
from monday import first, line

from domain.chat.commands import OpenIssue, Urgency


@pytest.mark.parametrize(
    "request_",
    [
        "ขอให้กรมประมงชี้แจง และกรมป่าไม้รายงาน",
        "ขอให้กรมประมงชี้แจงและกรมป่าไม้รายงาน",
        "ขอให้กรมประมงชี้แจง และขอให้กรมป่าไม้รายงาน",
        "ขอให้กรมประมงชี้แจง ส่วนกรมป่าไม้ให้รายงาน",
        "ขอให้กรมประมงชี้แจง กรมป่าไม้รายงาน",
        "ขอให้กรมประมงชี้แจง ร่วมกับกรมป่าไม้",
        "ขอให้กรมประมงชี้แจงกรณีปลาตาย และกรมป่าไม้ด้วย",
        "ขอความอนุเคราะห์กรมประมง ชี้แจง รวมทั้ง กรมป่าไม้ ประเมินความเสียหาย",
        "ถึง กรมประมง เพื่อชี้แจง กับ กรมป่าไม้ เพื่อตรวจสอบ",
        "ถึง กรมประมง เช่นเดียวกับ กรมป่าไม้",
        "-> กรมประมง, กรมป่าไม้ ->",
        "ถึง กรมประมง และขอให้กรมป่าไม้รายงาน",
        "ถึง กรมประมง ขอให้กรมป่าไม้รายงานด้วย",
        "\nขอให้กรมประมงชี้แจงเรื่องปลา\nและให้กรมป่าไม้รายงานเรื่องป่า\n",
        "\nหน่วยงาน: กรมประมง ช่วยชี้แจงร่วมกับกรมป่าไม้\n",
        "\nหน่วยงาน: กรมประมง ช่วยชี้แจงด่วน, กรมป่าไม้\n",
        "\nหน่วยงาน:\n1. กรมประมง ชี้แจงเรื่องปลา\n2. กรมป่าไม้ - เรื่องป่า\n",
        "\nมอบหมายดังนี้\n- กรมประมง ชี้แจงเรื่องปลา\n- กรมป่าไม้ รายงานเรื่องป่า\n",
    ],
)
def test_everybody_who_is_asked_is_assigned_in_the_order_typed(request_: str) -> None:
    fields = first(f"#issue น้ำท่วม {request_} ภายใน 15.00 น.")

    assert isinstance(fields.outcome, OpenIssue)
    assert (fields.title, fields.agencies) == ("น้ำท่วม", ("MOAC-DOF", "MNRE-RFD"))


@pytest.mark.parametrize(
    "said",
    [
        "ชี้แจงกรณีชาวบ้านกล่าวหากรมป่าไม้และกรมที่ดิน",
        "กรณี กรมป่าไม้ แถลงข่าวเมื่อวาน",
        "ตรวจสอบข่าว และกรมป่าไม้รายงานว่าไม่มีไฟ",
        "\nกรมป่าไม้ รายงานตัวเลขล่าสุด 500 ไร่\n",
        "\n- กรมป่าไม้รายงานแล้วเมื่อวาน\n",
    ],
)
def test_who_is_only_spoken_of_is_not_assigned(said: str) -> None:
    read = line(f"#issue น้ำท่วม ถึง กรมประมง {said} ภายใน 15.00 น.")

    assert (read["agencies"], read["body"]) == (["MOAC-DOF"], said.strip())


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("หน่วยงาน: ปภ. ช่วยชี้แจงให้ละเอียด\nกำหนด: 15.00 น.", "ช่วยชี้แจงให้ละเอียด"),
        ("หน่วยงาน:\n1. ปภ. ชี้แจงแผน\nกำหนด: 15.00 น.", "1. ปภ. ชี้แจงแผน"),
        ("ถึง ปภ. (เรื่องอพยพ)\nกำหนด: 15.00 น.", "ปภ. (เรื่องอพยพ)"),
        ("ถึง: ปภ.\nกำหนด: 15.00 น. เพื่อเสนอ รมว. ต่อไป", "เพื่อเสนอ รมว. ต่อไป"),
        ("ถึง ปภ. ภายใน 15.00 น.\nที่มา: ข่าวช่อง 3", "ที่มา: ข่าวช่อง 3"),
        ("ถึง ปภ. ภายใน 15.00 น. ที่มา: เพจดัง", "ที่มา: เพจดัง"),
        ("ถึง ปภ. ภายใน 15.00 น.\nที่มา: https://a.b/c", None),
    ],
)
def test_what_is_said_behind_a_value_is_kept(text: str, body: str | None) -> None:
    read = line(f"#issue น้ำท่วม\n{text}")

    assert (read["agencies"], read["deadline"]) == (["MOI-DDPM"], "2026-11-23T15:00:00+07:00")
    assert (read["body"], read["errors"]) == (body, [])


@pytest.mark.parametrize(
    ("due", "deadline"),
    [
        ("ภายใน 3 วัน นับแต่วันประชุม", "error"),
        ("ภายใน 3 วัน นับถัดจากวันประชุม", "error"),
        ("ภายใน 3 วัน ตั้งแต่วันประชุม", "error"),
        ("ภายใน 3 วัน หลังประชุม ครม.", "error"),
        ("ภายใน 24 ชม. นับจากเกิดเหตุ", "error"),
        ("within 3 days from the meeting", "error"),
        ("ภายใน 15.00 น. ของวันประชุม", "error"),
        ("ภายใน 15.00 น. วันประชุม ครม.", "error"),
        ("ภายใน 15.00 น. ของวันพรุ่งนี้", "24T15:00"),
        ("ภายใน 15.00 น. ก่อนประชุม ครม.", "23T15:00"),
        ("ภายในวันที่ 25 พ.ย. 69 ก่อนการประชุม", "25T16:30"),
        ("ภายใน 3 วัน นับจากวันนี้", "26T16:30"),
        ("ภายใน 3 วัน หลังจากนั้นรายงานทุกวัน", "26T16:30"),
    ],
)
@pytest.mark.parametrize("form", ["ถึง ปภ. {}", "\nถึง ปภ.\n{}"])
def test_a_deadline_that_counts_from_elsewhere_is_asked(form: str, due: str, deadline: str) -> None:
    whole = deadline if deadline == "error" else f"2026-11-{deadline}:00+07:00"

    assert line(f"#issue น้ำท่วม {form.format(due)}")["deadline"] == whole


@pytest.mark.parametrize(
    ("typed", "title", "urgency"),
    [
        ("น้ำท่วม ด่วนที่สุด", "น้ำท่วม", Urgency.MOST_URGENT),
        ("ด่วนที่สุด น้ำท่วม (ด่วน!)", "น้ำท่วม", Urgency.MOST_URGENT),
        ("รถติดบนทางด่วน", "รถติดบนทางด่วน", Urgency.NORMAL),
        ("ส่งของ ด่วนพิเศษ", "ส่งของ ด่วนพิเศษ", Urgency.NORMAL),
    ],
)
def test_a_headline_does_not_repeat_how_urgent_it_is(
    typed: str, title: str, urgency: Urgency
) -> None:
    fields = first(f"#issue {typed}\nถึง: ปภ.\nภายใน: 15.00 น.")

    assert isinstance(fields.outcome, OpenIssue)
    assert (fields.title, fields.outcome.urgency) == (title, urgency)


@pytest.mark.parametrize(
    ("text", "urgency", "body"),
    [
        ("ความเร่งด่วน: สูงสุด", Urgency.MOST_URGENT, ""),
        ("Priority: very high", Urgency.VERY_URGENT, ""),
        ("Priority: high", Urgency.URGENT, ""),
        ("ความเร่งด่วน: ปกติ", Urgency.NORMAL, ""),
        ("ความเร่งด่วน: ระดับ 3", Urgency.NORMAL, "ระดับ 3"),
    ],
)
def test_how_urgent_it_is_is_read_behind_its_label(text: str, urgency: Urgency, body: str) -> None:
    fields = first(f"#issue น้ำท่วม\n{text}\nถึง: ปภ.\nภายใน: 15.00 น.")

    assert isinstance(fields.outcome, OpenIssue)
    assert (fields.outcome.urgency, fields.body) == (urgency, body)


@pytest.mark.parametrize(
    ("headline", "urgency"),
    [
        ("ด่วนที่สุดน้ำท่วม", Urgency.MOST_URGENT),
        ("น้ำท่วมด่วนที่สุด", Urgency.MOST_URGENT),
        ("รถติดบนทางด่วนมาก", Urgency.NORMAL),
    ],
)
def test_a_high_mark_glued_to_the_headline_counts(headline: str, urgency: Urgency) -> None:
    fields = first(f"#issue {headline}\nถึง: ปภ.\nภายใน: 15.00 น.")

    assert isinstance(fields.outcome, OpenIssue)
    assert fields.outcome.urgency is urgency
