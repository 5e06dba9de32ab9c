"""The formal paper of the quarterly report: its sentences, which an office may replace.

What stands in braces is put in; a sentence may leave any of it out. Numbers are written as the
paper's digits have it.
"""

from domain.thai_dates import Both

SENTENCES: dict[str, Both] = {
    "memo": ("บันทึกข้อความ", "MEMORANDUM"),
    "department": ("ส่วนราชการ", "From"),
    "number": ("ที่", "No."),
    "date": ("วันที่", "Date"),
    "subject": ("เรื่อง", "Subject"),
    "subject_text": (
        "รายงานร้อยละการชี้แจงประเด็นสำคัญที่ทันต่อสถานการณ์ {period}",
        "Share of important issues explained in time, {period}",
    ),
    "opening": ("กราบเรียน", "To"),
    "opening_text": ("นายกรัฐมนตรี", "the Prime Minister"),
    "enclosures": ("สิ่งที่ส่งมาด้วย", "Enclosures"),
    "enclosures_text": (
        "สมุดงานและข้อมูลรายการทั้งหมด พร้อมรหัสตรวจสอบ (workbook.xlsx, assignments.csv, "
        "figures.json, manifest.json)",
        "workbook and data of all assignments, with their seals (workbook.xlsx, assignments.csv, "
        "figures.json, manifest.json)",
    ),
    "asked": (
        "ตามหนังสือที่ นร 1200/ว 1 ลงเดือนมกราคม 2560 กำหนดให้ร้อยละการชี้แจงประเด็นสำคัญที่ทันต่อสถานการณ์"
        "เป็นตัวชี้วัดการประเมินส่วนราชการ และให้รายงานผลเป็นรายกระทรวงต่อนายกรัฐมนตรีทุกสามเดือน นั้น",
        "Letter นร 1200/ว 1 of January 2560 (2017) makes the share of important issues that were "
        "explained in time an indicator by which agencies are appraised, to be reported to the "
        "Prime Minister for each ministry every three months.",
    ),
    "told": (
        "{office} ขอกราบเรียนผล{period} (วันที่ {first} ถึงวันที่ {last}) ดังนี้",
        "{office} reports the result of {period} ({first} to {last}):",
    ),
    "figure": (
        "1. ภาพรวม มีรายการที่ถึงกำหนด {due} รายการ ชี้แจงทันกำหนด {on_time} รายการ คิดเป็นร้อยละ {percent} "
        "ชี้แจงเกินกำหนด {late} รายการ และไม่รายงาน {missing} รายการ รายกระทรวงตามตารางท้ายหนังสือนี้",
        "1. Of {due} assignments that were due {on_time} were explained in time ({percent} per "
        "cent), {late} late and {missing} not. The table at the end shows each ministry.",
    ),
    "no_figure": (
        "1. ภาพรวม ไม่มีรายการที่ถึงกำหนด จึงไม่มีร้อยละ",
        "1. No assignment was due, so that there is no percentage.",
    ),
    "left_out": (
        "2. รายการที่ไม่นับ ผู้ประเมินยกเว้นการนับ {excused} รายการ ยกเลิกหรือโอน {withdrawn} รายการ "
        "และหน่วยงานนอกการประเมิน ซึ่งแสดงไว้โดยไม่นับ {shown_only} รายการ",
        "2. Not counted: {excused} assignments that evaluators excused, {withdrawn} that were "
        "cancelled or transferred, and {shown_only} of agencies outside the appraisal, which are "
        "shown only.",
    ),
    "measures": (
        "3. ตัวชี้วัดย่อยที่ 1 และ 3 ได้รับข้อมูล {measures} รายการ แสดงแยกไว้ในสิ่งที่ส่งมาด้วย และไม่รวมกับตัวชี้วัดนี้",
        "3. Of sub-indicators 1 and 3 {measures} results were received. They stand apart in the "
        "enclosures and are not mixed with this one.",
    ),
    "closed": (
        "4. ตัวเลขนี้ปิดเมื่อวันที่ {closed} ปรับแก้ {restatements} ครั้ง "
        "มีคำคัดค้าน {objections} รายการ ยังไม่พิจารณา {undecided} รายการ",
        "4. These figures were closed on {closed} and restated {restatements} times. Of "
        "{objections} objections {undecided} are not decided yet.",
    ),
    "open": (
        "4. ไตรมาสนี้ยังไม่ปิด ตัวเลขจึงยังเปลี่ยนได้ "
        "มีคำคัดค้าน {objections} รายการ ยังไม่พิจารณา {undecided} รายการ",
        "4. The quarter is not closed: its figures may still change. Of {objections} objections "
        "{undecided} are not decided yet.",
    ),
    "definition": (
        "5. วิธีคำนวณ ร้อยละ = 100 × ทันกำหนด ÷ ถึงกำหนด โดยถึงกำหนด = ทันกำหนด + เกินกำหนด + ไม่รายงาน "
        "นับเวลาตามที่ LINE บันทึก นิยามและรายการทั้งหมดอยู่ในสิ่งที่ส่งมาด้วย ผู้ใดก็คำนวณซ้ำได้",
        "5. The percentage is 100 × in time ÷ due, where due is in time, late and missing, by "
        "LINE's own clock. The enclosures hold every row and definition: anyone can recompute it.",
    ),
    "end": ("จึงกราบเรียนมาเพื่อโปรดทราบ", "Submitted for your information."),
    "table": ("ผลรายกระทรวง {period}", "Each ministry, {period}"),
}
"""Thai and English of each sentence, by its name in a letterhead's `[sentences]`."""
PUT_IN = (
    *("office", "period", "first", "last", "due", "on_time", "late", "missing", "percent"),
    *("excused", "withdrawn", "shown_only", "measures", "closed", "restatements"),
    *("objections", "undecided"),
)
"""What a sentence may have in braces."""
