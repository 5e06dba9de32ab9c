"""The closed lists of section 4.4: heads, tails, days, units, clock words, refusals."""

from collections.abc import Iterator, Mapping
from itertools import product

from domain.deadlines.vocabulary import DayPart, Meaning, Word


def _receipts() -> Iterator[str]:
    """Yield the ways to say that this very message was received or sent."""
    received = product(
        ("ได้รับ", "รับ"),
        (
            "แจ้ง",
            "หนังสือ",
            "หนังสือแจ้ง",
            "ทราบ",
            "มอบหมาย",
            "เรื่อง",
            "ข้อความ",
            "ประเด็น",
            "คำสั่ง",
            "แจ้งคำสั่ง",
        ),
    )
    for said in ("แจ้ง", "ประกาศ", "ข้อความ", "โพสต์", *map("".join, received)):
        yield from (said + this for this in ("นี้", "ฉบับนี้", "ดังกล่าว", "เป็นต้นไป"))
        if said not in ("แจ้ง", "ข้อความ", "โพสต์"):
            yield said
    yield from ("ออกประกาศ", "receipt")


DAYS: Mapping[Meaning, str] = {
    (Word.RELATIVE_DAY, 0): "วันนี้|วันนี่|วันนี|today",
    (Word.RELATIVE_DAY, 1): "พรุ่งนี้|วันพรุ่งนี้|พรุ้งนี้|วันพรุ้งนี้|พรุงนี้|วันพรุงนี้|พุ่งนี้|"
    "วันพุ่งนี้|พรุ่งนี่|วันพรุ่งนี่|พรุ่งนี|วันพรุ่ง|พรุ่ง นี้|พน.|พน|พรน.|tomorrow|tomorow|"
    "tommorow|tommorrow|tmr|tmrw|วันรุ่งขึ้น",
    (Word.RELATIVE_DAY, 2): "มะรืน|มะรืนนี้|วันมะรืน|วันมะรืนนี้|มะรีน|มะรีนนี้|"
    "the day after tomorrow|day after tomorrow",
    (Word.RELATIVE_DAY, 3): "มะเรื่อง|มะเรื่องนี้|วันมะเรื่อง|วันมะเรื่องนี้",
    (Word.RELATIVE_DAY, -1): "เมื่อวาน|เมื่อวานนี้|วานนี้|yesterday",
    (Word.RELATIVE_DAY, -2): "เมื่อวานซืน|วานซืน|วานซืนนี้",
    (Word.DATE_MARK, 0): "วันที่|ที่|วันทื่|วันที",
    (Word.ORDINAL, 0): "st|nd|rd|th",
    (Word.ERA, 543): "พุทธศักราช|พ.ศ.|พ.ศ|พศ.|พศ|พ. ศ.|b.e.|be|b.e",
    (Word.ERA, 0): "คริสต์ศักราช|คริสตศักราช|ค.ศ.|ค.ศ|คศ.|คศ|ค. ศ.|a.d.|ad|c.e.|ce",
    (Word.THIS, 0): "นี้|นี่|ศกนี้|this",
    (Word.NEXT, 0): "หน้า|next",
    (Word.FOLLOWING, 0): "ถัดไป|ต่อไป",
    (Word.COMING, 0): "ที่จะถึงนี้|ที่จะถึง|ที่กำลังจะถึง|ที่กำลังจะถึงนี้|ที่จะมาถึง|ที่จะมาถึงนี้|"
    "ที่ใกล้จะถึง|ที่ใกล้จะถึงนี้|coming",
    (Word.LAST, 0): "ที่แล้ว|ที่ผ่านมา|ก่อนหน้า|ก่อนหน้านี้|last",
}

UNITS: Mapping[Meaning, str] = {
    (Word.MINUTES, 0): "นาที|minutes|minute|mins|min",
    (Word.HOURS, 0): "ชั่วโมง|ชม.|ชม|ช.ม.|ช.ม|ชัวโมง|hours|hour|hrs|hr|h|hrs.|hr.",
    (Word.DAYS, 0): "วัน|วันปฏิทิน|days|day",
    (Word.WORKING_DAYS, 0): "วันทำการ|วันทำงาน|วันราชการ|วัน ทำการ|วัน ทำงาน|วัน ราชการ|"
    "working days|working day|business days|business day|workdays|workday|work days|work day",
    (Word.WEEKS, 0): "สัปดาห์|สัปดาห|สัปดา|สป.|weeks|week|wks|wk",
    (Word.MONTHS, 0): "เดือน|months|month",
    (Word.YEARS, 0): "ปี|ปีพ.ศ.|ปี พ.ศ.|years|year",
    (Word.YEARS, 1): "ปีปฏิทิน|calendar year",
    (Word.FISCAL_YEAR, 0): "ปีงบประมาณ|ปีงบ|ปีงบฯ|ปีงปม.|ปี งปม.|ปีงบประมาณพ.ศ.|ปีงบประมาณ พ.ศ.|"
    "ปี งบประมาณ|fiscal year|fy",
    (Word.QUARTER, 0): "ไตรมาส|ไตรมาสที่|ไตรมาศ|ไตรมาศที่|quarter",
    (Word.QUARTER, 1): "q1|ไตรมาสแรก",
    (Word.QUARTER, 2): "q2",
    (Word.QUARTER, 3): "q3",
    (Word.QUARTER, 4): "q4",
    (Word.END, 0): "สิ้น|สิน|สุดสิ้น|วันสุดท้ายของ|วันสิ้น|the end of|end of|end",
    (Word.END, 1): "วันทำการสุดท้ายของ|วันทำงานสุดท้ายของ|วันราชการสุดท้ายของ|last working day of|"
    "the last working day of",
    (Word.OFFICE_END, 0): "สิ้นวัน|สิ้นวันนี้|เลิกงาน|เวลาเลิกงาน|เลิกราชการ|ในเวลาราชการ|เวลาราชการ|"
    "หมดเวลาราชการ|สิ้นเวลาราชการ|หมดเวลางาน|หมดวัน|หมดวันนี้|ในเวลาทำการ|เวลาทำการ|สิ้นเวลาทำการ|"
    "สิ้นวันทำการ|สิ้นสุดวันทำการ|สิ้นวันทำงาน|สิ้นวันราชการ|"
    "หมดเวลาทำการ|ปิดทำการ|เวลาปิดทำการ|eod|cob|eob|"
    "end of day|end of the day|end of today|close of business|end of business|end of business day|"
    "office hours|end of office hours",
    (Word.MORE, 0): "อีก|ในอีก|ในอีกไม่เกิน|ออกไป|ออกไปอีก|เพิ่ม|เพิ่มอีก|ต่ออีก|ไปอีก|another",
    (Word.HALF, 0): "ครึ่ง|half",
}

CLOCK: Mapping[Meaning, str] = {
    (Word.OCLOCK, 0): "น.|น|นาฬิกา|นาฬิกาตรง",
    (Word.MONG, 0): "โมง",
    (Word.THUM, 0): "ทุ่ม",
    (Word.TI, 0): "ตี",
    (Word.AM_PM, 0): "am|a.m.|a.m",
    (Word.AM_PM, 12): "pm|p.m.|p.m",
    (
        Word.PART,
        DayPart.MORNING,
    ): "เช้า|ช่วงเช้า|ตอนเช้า|สาย|ตอนสาย|ช่วงสาย|สายๆ|สาย ๆ|เช้าๆ|เช้า ๆ|เช้ามืด|morning|in the morning",
    (
        Word.PART,
        DayPart.AFTERNOON,
    ): "บ่าย|ช่วงบ่าย|ตอนบ่าย|บ่ายๆ|บ่าย ๆ|ภาคบ่าย|afternoon|in the afternoon",
    (Word.PART, DayPart.EVENING): "เย็น|ช่วงเย็น|ตอนเย็น|เย็นๆ|เย็น ๆ|evening|in the evening",
    (Word.PART, DayPart.DUSK): "ค่ำ|ช่วงค่ำ|ตอนค่ำ|หัวค่ำ|ค่ำๆ|ค่ำ ๆ|พลบค่ำ",
    (
        Word.PART,
        DayPart.NIGHT,
    ): "คืน|กลางคืน|ตอนกลางคืน|ช่วงกลางคืน|ดึก|ตอนดึก|ดึกๆ|ดึก ๆ|night|tonight|at night",
    (Word.NOON, 0): "เที่ยง|เทียง|noon|midday|ตอนเที่ยง",
    (Word.MIDNIGHT, 0): "เที่ยงคืน|midnight",
    (Word.SHARP, 0): "ตรง|เป๊ะ|เป๊ะๆ|sharp",
    (Word.ISO_T, 0): "t",
    (Word.ZULU, 0): "z",
}

HEADS_AND_TAILS: Mapping[Meaning, str] = {
    (Word.LIMIT, 1): "เดดไลน์|เดดไลน|เดทไลน์|กำหนด|กำหนดส่ง|กำหนดเวลา|ครบกำหนด|เส้นตาย|dl|d/l|deadline|"
    "กำหนดวัน|กำหนดวันส่ง|กำหนดการส่ง|วันกำหนดส่ง|วันครบกำหนด|วันที่ครบกำหนด",
    (Word.LIMIT, 0): "ภายใน|ไม่เกิน|ไม่ เกิน|ในหรือก่อน|ภายในหรือก่อน|ก่อนหรือภายใน|ก่อนหรือใน|"
    "ไม่ช้ากว่า|ระยะเวลา|by|due|due by|due on|due date|within|in|no later than|not later than|"
    "on or before|by or before|within the next|in the next",
    (Word.LATEST, 0): "อย่างช้า|อย่างช้าที่สุด|อย่างช้าสุด|ช้าสุด|ช้าที่สุด|เป็นอย่างช้า|"
    "เป็นอย่างช้าที่สุด|at the latest|latest",
    (Word.BEFORE, 0): "ก่อน|before",
    # A head is a request, a verb, an object, ภายใน: any of them may be left out (`heads`).
    (Word.HEAD, 0): "ขอ|ขอให้|ช่วย|รบกวน|ส่ง|รายงาน|ชี้แจง|ให้|โปรด|กรุณา|ขอความอนุเคราะห์|"
    "ขอความกรุณา|ขอความร่วมมือ|อนุเคราะห์|ให้ความอนุเคราะห์|ต้อง|จะต้อง|ต้องการ|อยากได้|เร่ง",
    (Word.HEAD, 1): "จัดส่ง|นำส่ง|ยื่น|เสนอ|ตอบ|ตอบรับ|แล้วเสร็จ|เสร็จ|เสร็จสิ้น|send|submit|reply|"
    "report|respond|answer",
    (Word.HEAD, 2): "จัดทำ|ทำ|ดำเนินการ|ยืนยัน|ลงทะเบียน|สมัคร|กรอก|แก้ไข|เผยแพร่|แถลง|ตรวจสอบ|จัดเตรียม",
    (Word.HEAD, 3): "ปิด|ปิดรับ|ปิดระบบ|หมดเขต|หมดเวลา|สิ้นสุด|สิ้นสุดการ|วันสุดท้าย|วันสุดท้ายที่|วันสุดท้ายของการ|"
    "closes|closing|last day",
    (Word.HEAD, 4): "เลื่อน|ขยาย|ขยายเวลา|ขยายกำหนด|ขยายกำหนดเวลา|extend",
    (Word.OBJECT, 0): "ข้อมูล|ข้อเท็จจริง|ผล|ผลการดำเนินงาน|ผลการดำเนินการ|ผลการปฏิบัติงาน|"
    "ผลดำเนินการ|เอกสาร|เรื่อง|รายละเอียด|แบบ|แบบฟอร์ม|แบบรายงาน|แบบตอบรับ|แบบสำรวจ|"
    "รายชื่อ|หนังสือ|หลักฐาน|ภาพ|ภาพถ่าย|ความคืบหน้า|ความก้าวหน้า|แผน|แผนงาน|งาน|ไฟล์|ใบสมัคร|ข่าว|ประเด็น|"
    "กลุ่มนี้|กลุ่ม|ไลน์|ไลน์นี้|ไลน์กลุ่ม|กลุ่มไลน์|กลุ่มไลน์นี้|ที่กลุ่ม|ที่กลุ่มนี้|ที่กลุ่มไลน์|ระบบ|อีเมล|email|e-mail|แชตนี้|แชทนี้|ช่องทางนี้|"
    "ทั้งหมด|เพิ่มเติม",
    (Word.OBJECT, 1): "กลับ|กลับมา|กลับไป|กลับคืน|กลับมาที่|กลับมายัง|กลับมาทาง|กลับทาง|กลับยัง|มา|มาที่|มายัง|"
    "มาทาง|ทาง|ยัง|ผ่าน|ผ่านทาง|ไปยัง|ไป|เข้า|เข้ามา|เข้าที่|เข้ามาที่|เข้ามาใน|ได้|คือ|ทราบ",
    (Word.OBJECT, 3): "คำตอบ|คำชี้แจง|ความเห็น|ความคิดเห็น",  # of no day of its own
    (Word.OBJECT, 2): "เป็น|ไปเป็น|ออกไปเป็น",
    (Word.FILLER, 0): "เวลา|ของ|ตอน|ณ|ใน|ช่วง|of|at|on",
    (Word.NOTHING, 0): "the",
    (
        Word.TAIL,
        0,
    ): "ครับ|คับ|คร้าบ|ครับผม|ค่ะ|คะ|ค่า|จ้า|จ้ะ|จ๊ะ|จ๋า|นะ|น่ะ|ฮะ|ฮับ|งับ|ค้า|น้า|ค้าบ|ค๊าบ|จร้า|เลย|ด้วย|"
    "หน่อย|เท่านั้น|พี่|พี่ๆ|ทุกคน|ทุกท่าน|ท่าน|ขอบคุณ|ขอบคุณมาก|ขอบคุณล่วงหน้า|ขอบพระคุณ|จะขอบคุณยิ่ง|จักขอบคุณยิ่ง|จะขอบคุณมาก|จักขอบคุณมาก|"
    "จะเป็นพระคุณยิ่ง|จักเป็นพระคุณยิ่ง|หรือก่อนหน้านั้น|หรือเร็วกว่านั้น|only|please|thanks|thank you",
    (Word.OFFICE_DAYS, 0): "ในวันและเวลาราชการ|วันและเวลาราชการ|ในวันเวลาราชการ|ในวันราชการ|"
    "ในวันและเวลาทำการ|วันและเวลาทำการ",
    (Word.COUNTING, 0): "ไม่นับ|ไม่รวม|ไม่นับรวม|ไม่คิด|เว้น|ยกเว้น|excluding|not counting|except",
    (Word.COUNTING, 1): "ไม่เว้น|ไม่ยกเว้น|นับรวม|รวม|รวมถึง|รวมทั้ง|including|counting",
    (Word.HOLIDAY, 0): "วันหยุด|วันหยุดราชการ|วันหยุดนักขัตฤกษ์|วันนักขัตฤกษ์|วันหยุดราชการประจำปี|"
    "วันหยุดทำการ|holidays|public holidays",
    (Word.FIRST_DAY, 0): "วันแรก",
    (Word.URGENT, 1): "โดยเร็ว|โดยเร็วที่สุด|โดยไว|ให้เร็วที่สุด|โดยพลัน|asap|a.s.a.p.|as soon as possible",
    (Word.URGENT, 2): "เร็วที่สุด|ทันที|โดยทันที|immediately",
    (Word.URGENT, 0): "ด่วน|ด่วนมาก|ด่วนที่สุด|โดยด่วน|ด่วนๆ|ด่วนมากๆ|โดยด่วนที่สุด|urgent",
    (Word.FROM, 0): "ตั้งแต่|จาก|เริ่ม|เริ่มตั้งแต่|เริ่มจาก|from|since",
    (Word.BETWEEN, 0): "ระหว่าง|ในระหว่าง|between",
    (Word.NOW, 0): "บัดนี้|ขณะนี้|ตอนนี้|เวลานี้|เดี๋ยวนี้|now",
    (Word.TO, 0): "ถึง|จนถึง|ไปจนถึง|ไปถึง|จน|until|till|til|to|through",
    (Word.COUNTED, 0): "นับแต่|นับตั้งแต่|นับจาก|นับถัดจาก|นับแต่วันถัดจาก|นับถัดไปจาก|ถัดจาก|ถัดไปจาก|นับ",
    (Word.COUNTED, 1): "หลังได้รับแจ้ง|หลังรับแจ้ง|หลังจากได้รับแจ้ง|หลังจากที่ได้รับแจ้ง|"
    "หลังจากวันที่ได้รับแจ้ง|หลังได้รับหนังสือ|หลังจากได้รับหนังสือ|เมื่อได้รับแจ้ง|เมื่อได้รับหนังสือ|หลังได้รับมอบหมาย|"
    "หลังจากได้รับมอบหมาย|จากนี้|จากวันนี้|นับจากนี้|นับแต่นี้|จากนี้ไป|จากวันนี้ไป|นับจากนี้ไป|"
    "นับแต่นี้ไป|นับจากวันนี้|นับแต่วันนี้|นับตั้งแต่วันนี้|นับจากวันนี้ไป|ต่อจากนี้|นับต่อจากนี้|"
    "from now|from today|after receipt|of receipt|ข้างหน้า",
    (Word.RECEIPT, 0): "|".join(_receipts()),
    (Word.RECEIPT, 1): "แจ้ง",  # as a verb it is a head
    (Word.ONWARDS, 0): "เป็นต้นไป|เป็นต้นมา|onwards|onward",
}

REFUSALS: Mapping[Meaning, str] = {
    (Word.AFTER, 0): "หลัง|หลังจาก|ภายหลัง|ภายหลังจาก|พ้น|after",
    (Word.OR, 0): "หรือ|หรือไม่ก็|or",
    (Word.AND, 0): "และ|กับ|and|&",
    (Word.CONDITION, 1): "|".join(
        map("".join, product(("เลื่อน", "ขยาย", "ขยายเวลา"), ("ได้", "ได้ถึง")))
    ),
    (Word.CONDITION, 0): "ประมาณ|โดยประมาณ|ราว|ราวๆ|ถ้า|ถ้าทัน|ถ้าได้|หาก|หากทัน|หากเป็นไปได้|"
    "ถ้าเป็นไปได้|อาจ|อาจจะ|น่าจะ|คาดว่า|คาดว่าจะ|สัก|ซัก|กว่า|กว่าๆ|เกือบ|แถวๆ|แถว|พยายาม|~|"
    "about|around|approximately|approx|maybe|if possible|if|probably",
    (Word.VAGUE, 0): "เร็วๆ|เร็วๆนี้|เร็วๆ นี้|แล้วแต่|ตามสะดวก|เมื่อสะดวก|ไม่มีกำหนด|soon",
    (Word.WEEKEND, 0): "สุดสัปดาห์|วันหยุดสุดสัปดาห์|เสาร์อาทิตย์|weekend|the weekend|weekends",
    (Word.VAGUE_SPAN, 5): "ต้น|ช่วงต้น|early|beginning of",
    (Word.VAGUE_SPAN, 15): "กลาง|ช่วงกลาง|mid|middle of|mid-",
    (Word.VAGUE_SPAN, 0): "ปลาย|ช่วงปลาย|late",
    (Word.FEAST, 413): "สงกรานต์|วันสงกรานต์|ช่วงสงกรานต์|songkran",
    (Word.FEAST, 101): "ปีใหม่|วันปีใหม่|วันขึ้นปีใหม่|ช่วงปีใหม่|new year",
}

PHRASES: Mapping[Meaning, str] = {**DAYS, **UNITS, **CLOCK, **HEADS_AND_TAILS, **REFUSALS}
