"""Why a deadline cannot be used, each as a question."""

from domain.deadlines import Why
from domain.thai_dates import Both

DEADLINES: dict[str, Both] = {
    Why.EMPTY: (
        "กำหนดเวลาว่างอยู่ โปรดระบุวันและเวลา",
        "The deadline is empty. Please give a day and a time.",
    ),
    Why.NOT_UNDERSTOOD: (
        "อ่านกำหนดเวลา “{said}” ไม่ออก (ไม่เข้าใจ “{detail}”)",
        "I cannot read the deadline “{said}” (what is “{detail}”?).",
    ),
    Why.BARE_NUMBER: (
        "“{detail}” เป็นวันที่หรือเวลา โปรดเขียนให้ครบ เช่น 25 พ.ย. หรือ 15.00 น.",
        "Is “{detail}” a day or a time? Please write 25 Nov or 15:00.",
    ),
    Why.NO_SUCH_DAY: ("ไม่มีวันที่ “{detail}” ในปฏิทิน", "There is no such day: “{detail}”."),
    Why.NO_SUCH_TIME: ("ไม่มีเวลา “{detail}”", "There is no such time: “{detail}”."),
    Why.NO_SUCH_YEAR: ("ปี “{detail}” ไม่ถูกต้อง", "“{detail}” is no year that I can use."),
    Why.WEEKDAY_DISAGREES: (
        "วันในสัปดาห์กับวันที่ไม่ตรงกัน (“{detail}”) ต้องการวันใด",
        "Weekday and date disagree (“{detail}”). Which day is meant?",
    ),
    Why.PAST: (
        "“{said}” ผ่านไปแล้ว โปรดระบุเวลาที่ยังมาไม่ถึง",
        "“{said}” has passed. Please give a time to come.",
    ),
    Why.TOO_FAR: (
        "“{said}” ไกลเกินไป กำหนดได้ไม่เกิน 400 วัน",
        "“{said}” is too far off: 400 days at most.",
    ),
    Why.WHICH_YEAR: ("“{said}” ปีใด โปรดระบุปี พ.ศ.", "“{said}” of which year?"),
    Why.WHICH_HOUR: (
        "“{detail}” หมายถึงกี่โมง โปรดเขียนเช่น 15.00 น.",
        "Which hour is “{detail}”? Please write it as 15:00.",
    ),
    Why.WHICH_MINUTE: (
        "เวลา “{detail}” ไม่ครบนาที โปรดเขียนเช่น 15.30 น.",
        "The minutes of “{detail}” are incomplete. Please write 15:30.",
    ),
    Why.WHICH_MIDNIGHT: (
        "“{said}” หมายถึงต้นวันหรือสิ้นวัน โปรดระบุวันและเวลา",
        "Is “{said}” the start or the end of the day? Please give day and time.",
    ),
    Why.WHICH_DAY: ("“{said}” วันใด โปรดระบุวันที่", "Which day is “{said}”? Please give the date."),
    Why.TWO_DATES: (
        "มีวันที่มากกว่าหนึ่งวันใน “{said}” โปรดระบุวันเดียว",
        "There is more than one date in “{said}”. Please give one.",
    ),
    Why.TWO_TIMES: (
        "มีเวลามากกว่าหนึ่งเวลาใน “{said}” โปรดระบุเวลาเดียว",
        "There is more than one time in “{said}”. Please give one.",
    ),
    Why.BACKWARDS: ("ช่วงเวลา “{said}” สิ้นสุดก่อนเริ่ม", "“{said}” ends before it begins."),
    Why.ALTERNATIVES: (
        "“{said}” มีทางเลือกมากกว่าหนึ่ง โปรดเลือกอย่างเดียว",
        "“{said}” offers a choice. Please give one deadline.",
    ),
    Why.TODAY_NAME: (
        "“{said}” ตรงกับวันนี้ ต้องการวันนี้หรือสัปดาห์หน้า โปรดระบุวันที่",
        "“{said}” is today. Is today or next week meant? Please give the date.",
    ),
    Why.PART_OF_DAY: (
        "“{detail}” กี่โมง โปรดระบุเวลา",
        "What time is “{detail}”? Please give the hour.",
    ),
    Why.VAGUE: (
        "“{detail}” ไม่ใช่เวลาที่แน่นอน โปรดระบุวันและเวลา",
        "“{detail}” is no exact time. Please give a day and a time.",
    ),
    Why.URGENT: (
        "“{detail}” บอกความเร่งด่วนแต่ไม่บอกเวลา โปรดระบุวันและเวลา",
        "“{detail}” says how urgent it is, but not when. Please give a day and a time.",
    ),
    Why.CONDITION: (
        "กำหนดเวลามีเงื่อนไข (“{detail}”) โปรดระบุวันและเวลาที่แน่นอน",
        "The deadline has a condition (“{detail}”). Please give a fixed day and time.",
    ),
    Why.AFTER: ("“{said}” บอกเวลาเริ่ม โปรดระบุเวลาสิ้นสุด", "“{said}” is a start. Please give the end."),
    Why.NO_END: ("“{said}” ไม่มีเวลาสิ้นสุด โปรดระบุ", "“{said}” has no end. Please give it."),
    Why.TWO_PERIODS: (
        "“{said}” มีสองช่วงเวลา ต้องการช่วงใด",
        "“{said}” names two periods. Which one is meant?",
    ),
    Why.COUNTED_BACK: (
        "“{said}” เป็นเวลานับถอยหลัง โปรดระบุวันและเวลาที่ครบกำหนด",
        "“{said}” counts back. Please give the day and the time themselves.",
    ),
    Why.COUNTED_FROM: (
        "“{said}” นับจากเหตุการณ์อื่น โปรดระบุวันและเวลาที่ครบกำหนด",
        "“{said}” counts from something else. Please give the day and the time themselves.",
    ),
    Why.HOW_COUNTED: (
        "“{said}” ไม่ตรงกับวิธีนับวันหยุดหรือเวลาราชการ โปรดระบุวันและเวลาที่ครบกำหนด",
        "“{said}” does not go with days off or office hours. Please give the day and the time.",
    ),
    Why.ZERO: ("ช่วงเวลา “{detail}” เป็นศูนย์", "“{detail}” is a span of zero."),
    Why.FURTHER_OFF: (
        "“{said}” นับจากวันนี้หรือจากกำหนดเดิม โปรดระบุวันและเวลาที่ครบกำหนด หรือใช้ #ขยายเวลา ซึ่งนับจากกำหนดเดิม",
        "Does “{said}” count from now or from the deadline in force? Please give the day and the "
        "time themselves, or use #extend, which counts from the deadline in force.",
    ),
}
"""What is wrong with a deadline, by `Problem.why`; `said` and `detail` are the problem's."""
