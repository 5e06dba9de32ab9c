"""What a number counts if it is no issue's: a month's day, time, people, places. Notes 6.2."""

import re

_END = r"(?![\u0e01-\u0e4e])"
_MONTHS = (
    r"(?:ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค)"
    rf"(?:\.(?!\s?[ก-ฮ]\.)|{_END}(?!\.))|"
    rf"(?:มกรา|มีนา|พฤษภา|กรกฎา|กรกฏา|สิงหา|ตุลา|ธันวา)(?:คม|{_END})|"
    rf"(?:เมษา|มิถุนา|กันยา|พฤศจิกา)(?:ยน|{_END})|กุมภา(?:พันธ์|{_END})|"
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
# Each word with what makes another word of it, or points at one thing: วันนี้, ที่ 24, รายงาน.
_ONE = r"นี้|หน้า|ดังกล่าว|ที่(?!ผ่าน|แล้ว)"
_DAYS = "พรุ่ง|จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์|หยุด|เกิดเหตุ|เดียว"
_TIMES = (
    rf"วัน(?!{_ONE}|{_DAYS})|สัปดาห์(?!{_ONE})|เดือน(?!{_ONE}|\s?(?:{_MONTHS}))|"
    rf"ปี(?!{_ONE}|งบ|การ|\s?\d)|ชั่วโมง|ชม\.?{_END}|นาที|วินาที|ขวบ|น\.|นาฬิกา|โมง|ทุ่ม(?!เท|งบ|ทุน)|%"
)
_PLACES = (
    "ครัวเรือน|หมู่บ้าน|หลังคาเรือน|ตำบล|อำเภอ|จังหวัด(?!นี้|ฯ)|ประเทศ(?!ไทย|นี้)|ภูมิภาค|ชุมชน(?!นี้)|"
    r"หน่วยงาน(?!นี้|ฯ)|องค์กร(?!นี้)|แห่ง(?!ชาติ|นี้)|จุด(?!เกิด|นี้|ตรวจ|ยืน|ประสงค์|เริ่ม)|"
    r"(?:กระทรวง|กรม|บริษัท|สำนักงาน|โรงเรียน|โรงพยาบาล|รพ\.)(?=\s|$|ร่วม|ที่|ใน|ได้รับ)"
)
_ALSO_FIRST_PARTS = (
    "หลัง|ตัว|เครื่อง|แผ่น|ต้น|รอบ|เท่า|ชีวิต|หมู่|ภาค|ภาคส่วน|ระยะ|สาย|ช่อง|เพจ|บัญชี|เข็ม|ใบ|เล่ม|นัด|วาระ|มาตรา|บ่อ|"
    "เคส|เขต|โรง|กอง|โพสต์|ท่าน|กระชัง|แปลง|ฟาร์ม|ลูก|เส้น|ตู้|ขวด|ซอง|เม็ด|คู่|ฝูง"
)
"""Classifiers with which many other words begin: หลังจาก, ตัวเลข, เครื่องมือ."""
_CLASSIFIERS = (
    "คัน|ขบวน|เที่ยว|ชุด|ทีม|ลำ|พื้นที่|เหตุการณ์(?=\\s|$)|เหตุ(?=\\s|$)|โครงการ|ชนิด|ประเภท|ฝ่าย|กลุ่ม|ห้อง|เตียง|โดส|ถุง|กล่อง|"
    "โรงงาน|ชั้น|หน่วย|ระลอก|ข้อหา|สำนวน|กระทง|คะแนน|เสียง|ตำแหน่ง|กระบอก|องค์|รูป|ท่อน|ภาคส่วน"
)
_NAMED_LIKE = (
    r"โรง(?:เรียน|พยาบาล|แรม|พัก|สี)|รพ\.|บริษัท|ห้าง|ร้าน(?:ค้า|อาหาร|ยา)?|ตลาด|สาขา|เส้นทาง|ตัวอย่าง|ท่าเรือ|สายการบิน|ธนาคาร|"
    "ศูนย์|สถานี|ด่าน|สนามบิน|เขื่อน|สะพาน|ถนน|อาคาร|เพจ|เว็บ(?:ไซต์|ไซท์)?|แอป(?:พลิเคชัน)?|อ่างเก็บน้ำ|ประตูน้ำ|คลอง|แม่น้ำ|ลุ่มน้ำ|เกาะ|หาด|"
    "เรือ|รถ(?!ไฟฟ้า)|เที่ยวบิน|คณะ|มหาวิทยาลัย|สมาคม|สหกรณ์|มูลนิธิ|พรรค|วัด|อุทยาน|จุด(?:ตรวจ|บริการ|ผ่อนปรน|เสี่ยง)|เทศบาล"
)
"""What bears a name of its own, so that it counts only where something is told of it directly."""
_LIVING = (
    "เสือ|ช้าง|กวาง|หมู|สุกร|วัว|กระบือ|ไก่|เป็ด|ปลา|สุนัข|เด็ก|ทารก|นัก(?=เรียน|ศึกษา|ท่องเที่ยว|โทษ|กีฬา|การเมือง|ข่าว|วิชาการ|ลงทุน|บิน)|"
    "ชาว(?:บ้าน|ประมง|นา|สวน|เขมร|เมียนมา|จีน|ต่าง)|ลูกเรือ|แรงงาน|ทหาร|ตำรวจ|ผู้โดยสาร|เกษตรกร"
)
_BEFELL = (
    "ตาย|บาดเจ็บ|ป่วย|สูญหาย|ติดเชื้อ|ลด|ถูก|โดน|ได้รับ|(?<!ผู้)เสียหาย|พัง|ขาด|ปิด(?!ท้าย)|เปิด|หยุด|ยัง(?!ยืน)|ไม่|จม|ล่ม|ไฟไหม้|น้ำท่วม|ผ่าน|พบ(?!ปะ)|แห้ง|กลับมา|ร่วม|เสียชีวิต|"
    "ใช้การ|เรียบร้อย|เต็ม|ล้น|ยกเลิก|งด|ล่าช้า|ขัดข้อง|ดับ|ชน|ร้าว|ทรุด|ถล่ม"
)
_TOLD = (
    f"{_BEFELL}|ชี้แจง|แจ้ง|ปลอดภัย|ปลอม|ปกติ|มี(?!นา)|อยู่|ขอ(?!ง|น)|ให้|ส่ง|ตอบ|รายงาน|ตรวจ|ดำเนิน|ประกาศ|ปรับ|เพิ่ม|ขึ้น|หลอก|เถื่อน|ใหญ่|เล็ก|ใหม่|หลัก|เอกชน|"
    "พาณิชย์|ใน|ที่|ทั่ว|จะ|ได้|กำลัง|แล้ว|เคย|ต้อง|สามารถ|รับ|จ่าย|คืน|เตือน|ระบาย|เอ่อ|เน่า|แพ้|ขาย|นำ|ร้อง|ยืนยัน|ปฏิเสธ|ออก|เข้า|เกิด|เป็น|"
    "คลี่คลาย|ฟื้น|แล่น|วิ่ง|บิน|จอด|ติด|ซ่อม|สร้าง|เสร็จ|น้ำ|ทำ|ใช้|ลง(?!ทุน)|ยื่น|เห็น|ตก|ลอย|ว่าง|หาย"
)
"""What is told of a thing right behind its noun, which is no name then."""
_OWN = r"(?![ก-๎]{0,12}?(?:(?<!ห)(?<!วัน)(?<!ขณะ)นี้|นั้น|ดังกล่าว|ฯ))"
"""Not where one thing is pointed at: เพจนี้, โรงพยาบาลจุฬาฯ."""
_BEFALLEN = (
    rf"(?:{_NAMED_LIKE}|(?:{_CLASSIFIERS}|{_LIVING})(?!{_ONE}|ฯ)[ก-๎]{{0,10}}?)\s?(?={_BEFELL})"
)
"""Things of which a text tells what befell them: 2 โรงงานถูกสั่งปิด."""
_PEOPLE = "(?:ราย|คน)แรก|คน(?:ไข้|ขับ|งาน|ไทย|ร้าย)|ครั้งแรก"
"""What is counted, or begins a text: 3 รายแรก, 5 คนงาน."""
_THINGS = (
    rf"เรื่อง(?=\s?(?:แล้ว|เสร็จ|ชี้แจงแล้ว|ปิด|เรียบร้อย|ดำเนินการ))|ครั้ง(?!{_ONE}|แรก)|ฉบับ(?!{_ONE}|เต็ม|แก้|จริง|สมบูรณ์|สุดท้าย|ล่าสุด|ปรับ)|ประการ|ด้าน(?!นี้)|ขั้นตอน|มาตรการ|ช่องทาง(?!นี้)|"
    r"ข้อ(?=\s+\D|ดัง|ที่(?!\s?\d)|คือ|ได้แก่|หลัก)|ประเด็น(?=\s+\D|ดัง|ที่(?!\s?\d)|คือ|ได้แก่|หลัก)|"
    r"ราย(?!งาน|การ|ละเอียด|ชื่อ|ได้|ใหม่|นี้|แรก)|คน(?!\.|ร้าย|ไข้|ขับ|งาน|ไทย|ใน|ดี|นี้|แรก|กลาง|ละ)|"
    r"ศพ|ครอบครัว|ผู้(?=ต้องหา|ป่วย|เสีย|บาด|ประสบ)|คดี|นาย(?=\s+(?:ถูก|ได้|เสีย|บาด))|"
    rf"(?:{_ALSO_FIRST_PARTS}|{_CLASSIFIERS}|{_NAMED_LIKE}|สาเหตุ){_END}|กรณี(?=\s+(?:ไม่|ได้|ดัง|คือ|เป็น|แล้ว))|"
    rf"(?:ภาพ|คลิป|ลิงก์|ไฟล์|หน้า){_END}(?!\s*(?:https?:|:|$))"
)
_MEASURES = (
    rf"บาท(?!หลวง)|ล้าน(?!นา|ช้าง)|แสน|หมื่น|พัน(?!ธ)|ร้อย|ไร่|ตัน|กิโล|ไมโคร|ม\.(?=\s)|(?:กม|ซม|มม|กก)\.?{_END}|เมตร|เซนติเมตร|ลิตร|องศา|"
    "สตางค์|(?:กิโล|เมกะ)?วัตต์|หน่วยกิต|นิ้ว|ฟุต|ไมล์|กรัม|มิลลิ|ตาราง(?=เมตร|กิโล|วา)|ลูกบาศก์|แมกนิจูด|ริกเตอร์|ลูก(?=พายุ|ระเบิด)|"
    "เปอร์เซ็?นต์"
)
_ENGLISH = (
    "(?:minute|hour|hr|day|week|month|year|person|province|district|village|household|case|time|point|"
    "place|site|department|school|hospital|kilomet(?:re|er)|met(?:re|er)|ton)s?|working days?|"
    "people|families|killed|dead|injured|agencies|ministries|countries|baht|million|thousand|percent|km|rai|o'clock|am|pm"
)
TIME = re.compile(rf"\s?(?:{_MONTHS}|{_TIMES})", re.IGNORECASE)
"""Matches a month or a unit of time directly behind a number."""

_PART_OF = re.compile(
    r"\s?(?:(?:ใน|จาก|ต่อ|ส่วน|of)\s?\d|เท่า(?=ตัว|ของ|กว่า|\s|$)|กว่า(?!จะ|ที่)|"
    rf"เศษ(?=\s?(?:{_PLACES}|{_THINGS}|{_MEASURES})))"
)
"""Matches what makes a part, a multiple or more of a number: 2 ใน 3, 3 เท่าของปีก่อน, 10 กว่าราย."""

NEVER_AN_ISSUE = re.compile(rf"{TIME.pattern}|{_PART_OF.pattern}", re.IGNORECASE)

COUNTED = re.compile(
    rf"{NEVER_AN_ISSUE.pattern}|\s?(?:(?:{_PLACES}|{_THINGS}|{_MEASURES})(?!\s*[:=])|(?:{_ENGLISH})\b)",
    re.IGNORECASE,
)
"""Matches whatever is counted; a name of an agency that begins so goes first."""

ORGANISATION = re.compile(
    "จังหวัด|กรม|กระทรวง|สำนักงาน|องค์กร|บริษัท|โรง|ประเทศ|หน่วย|ธนาคาร|มหาวิทยาลัย|สถา|[A-Za-z]"
)
"""Matches how what is counted begins that may be an agency's name."""

COUNTED_ALONE = re.compile(rf"{TIME.pattern}|(?:{COUNTED.pattern})(?=[\s,.)]|$)", re.IGNORECASE)
"""Matches a unit of time, or what is counted and goes on as no other word: 3 โครงการ."""

COUNTED_IN_TEXT = re.compile(rf"{COUNTED.pattern}|\s?(?:{_BEFALLEN})", re.IGNORECASE)
"""Matches also things that befell something, as a text of its own may tell."""

MAYBE_COUNTED = re.compile(
    rf"{COUNTED_IN_TEXT.pattern}|\s?{_OWN}(?:{_CLASSIFIERS}|{_PEOPLE}|{_LIVING}|(?:{_NAMED_LIKE})(?=\s|$|{_TOLD}))",
    re.IGNORECASE,
)
"""Matches also what may begin the text as well: กลุ่มเกษตรกร, ธนาคารชี้แจง."""


def counts(text: str, at: int) -> bool:
    """Whether a number stands directly before a unit that is an agency's letters too (3 คน)."""
    return text[:at].rstrip()[-1:].isdigit() and _LETTERS_TOO.match(text, at) is not None


_LETTERS_TOO = re.compile(r"(?:คน|กก\.?|นร\.?)(?![\u0e01-\u0e4e])")
