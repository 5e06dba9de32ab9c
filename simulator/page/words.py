"""Every word of the page, in Thai and English."""

from collections.abc import Sequence

WORDS: dict[str, tuple[str, str]] = {
    # The bar
    "title": ("ห้องลองสะพาน", "Saphan, to try out"),
    "simulated": ("แบบจำลอง LINE", "simulated LINE"),
    "language": ("English", "ไทย"),
    "clock": ("เวลาจำลอง", "Simulated time"),
    "minutes": ("+10 นาที", "+10 min"),
    "hour": ("+1 ชม.", "+1 h"),
    "nothing_ahead": ("ไม่มีกำหนดข้างหน้า", "There is nothing ahead."),
    "later": ("เลื่อนเวลา", "Move the clock"),
    "runs": ("เดินตามเวลาจริง", "runs with real time"),
    "stands": ("หยุดนิ่ง", "stands still"),
    "help": ("วิธีใช้และแป้นลัด", "How to use, and shortcuts"),
    "tabs": ("เลือกหน้าจอ", "Screens"),
    "private": ("แชทส่วนตัว", "Private chat"),
    "panel": ("แผงควบคุม", "Controls"),
    # Phones
    "people": ("{n} คน", "{n} people"),
    "without_bot": ("ยังไม่มีบอต", "no bot"),
    "with_bot": ("กับ {bot}", "with {bot}"),
    "members": ("สมาชิกและตัวแทน", "Members"),
    "acting": ("พิมพ์ในชื่อ", "Typing as"),
    "switch_person": ("เปลี่ยนคน", "Switch person"),
    "find_person": ("ค้นชื่อ หน่วยงาน หรือบทบาท", "Find a name, agency or role"),
    "join": ("เข้ากลุ่ม", "Join"),
    "leave": ("ออกจากกลุ่ม", "Leave"),
    "invite_bot": ("เชิญบอต", "Invite the bot"),
    "remove_bot": ("นำบอตออก", "Remove the bot"),
    "follow": ("เพิ่มเพื่อน", "Add friend"),
    "block": ("บล็อก", "Block"),
    "outside": ("{name} ไม่ได้อยู่ในกลุ่มนี้", "{name} is not in this group"),
    "blocked": ("{name} บล็อกบอตอยู่", "{name} has blocked the bot"),
    "message": ("ข้อความ", "Message"),
    "empty": ("ยังไม่มีข้อความ", "Nothing has been said yet"),
    "placeholder": ("พิมพ์ข้อความ", "Type a message"),
    "send": ("ส่ง", "Send"),
    "photo": ("ส่งรูปภาพ", "Send an image"),
    "file": ("แนบไฟล์", "Attach a file"),
    "cancel": ("ยกเลิก", "Cancel"),
    "replying": ("ตอบกลับ", "Replying to"),
    "editing": ("แก้ไขข้อความ", "Editing"),
    "reply": ("ตอบกลับ", "Reply"),
    "edit": ("แก้ไข", "Edit"),
    "unsend": ("ยกเลิกการส่ง", "Unsend"),
    "edited": ("แก้ไขแล้ว", "edited"),
    "unsent": ("ยกเลิกการส่งข้อความแล้ว", "This message was unsent"),
    "undelivered": ("ส่งไม่ถึง", "not delivered"),
    "counted": ("คิดโควตา", "push"),
    "read": ("อ่านแล้ว", "Read"),
    "read_by": ("อ่านแล้ว {n}", "Read {n}"),
    "via_reply": ("ตอบฟรี", "free reply"),
    "via_push": ("ส่งแบบคิดโควตา", "counted push"),
    "joined": ("{name} เข้าร่วมกลุ่ม", "{name} joined the group"),
    "left": ("{name} ออกจากกลุ่ม", "{name} left the group"),
    "sticker": ("สติกเกอร์", "Sticker"),
    "pick_time": ("เลือกวันเวลา", "Pick a time"),
    # Controls
    "conditions": ("สภาพของ LINE", "LINE's conditions"),
    "slow": ("ตอบช้า 4 วินาที", "Slow: 4 s late"),
    "failing": ("ล่ม (500)", "Failing (500)"),
    "rate_limit": ("เรียกถี่เกิน (429)", "Rate limit (429)"),
    "quota_spent": ("โควตาหมด", "Quota used up"),
    "lost": ("คำตอบสูญหาย", "Answers lost"),
    "duplicate": ("เหตุการณ์ซ้ำ", "Events twice"),
    "reorder": ("เหตุการณ์สลับลำดับ", "Events reversed"),
    "redelivery": ("ส่งไม่ถึงแล้วส่งใหม่", "Lost, sent again"),
    "hold": ("กักเหตุการณ์ไว้", "Events held back"),
    "next_events": ("{n} ครั้งถัดไป", "next {n}"),
    "quota": ("โควตาเดือนนี้", "This month's quota"),
    "quota_used": ("ใช้ไป {used} จาก {limit} ข้อความ", "{used} of {limit} messages used"),
    "quota_open": ("ใช้ไป {used} ข้อความ ไม่จำกัด", "{used} messages used, no limit"),
    "quota_left": ("เหลือ {left}", "{left} left"),
    "ledger": ("บัญชีการเรียก LINE", "Calls to LINE"),
    "no_calls": ("บอตยังไม่ได้เรียก LINE", "The bot has not called LINE yet"),
    "routine": ("ถามข้อมูลตามปกติ {n} ครั้ง", "{n} routine calls"),
    "free": ("ฟรี", "free"),
    "price": ("{n} ข้อความ", "{n} msg"),
    "broken_rules": ("ผิดกติกา {n} ครั้ง", "{n} rules broken"),
    "no_broken_rules": ("ไม่ผิดกติกา", "no rule broken"),
    "scenarios": ("ลองใช้", "Try it"),
    "tries": ("สามอย่างให้ลอง", "Three things to try"),
    "tries_how": (
        "กดแล้วข้อความไปอยู่ในช่องพิมพ์ แก้ได้ก่อนส่ง แล้วเลื่อนเวลาด้านบน ดูบอตประกาศและเตือนเอง",
        "A tap fills the text in: change it, send it, then move the clock above and see the bot "
        "announce and remind.",
    ),
    "days": ("วันตัวอย่าง", "Prepared days"),
    "steps": ("ขั้นของวันนี้", "Steps of the day"),
    "play": ("เล่นทั้งหมด", "Play all"),
    "step": ("ทีละขั้น", "One step"),
    "stop": ("หยุด", "Stop"),
    "playing": ("กำลังเล่น", "Playing"),
    "waiting": ("รอขั้นถัดไป", "Waiting for the next step"),
    "finished": ("จบแล้ว ได้ยินครบทุกข้อที่คาด", "Finished: all that was expected was said"),
    "missed": ("จบแล้ว ขาด {n} ข้อที่คาด", "Finished: {n} expectations missed"),
    "save": ("บันทึกบทสนทนา", "Save the transcript"),
    "replay": ("เล่นไฟล์ที่บันทึก", "Replay a file"),
    "day_too_large": ("ไฟล์ที่บันทึกต้องไม่เกิน 1 MiB", "A recorded day is at most 1 MiB."),
    "day_no_text": ("ไฟล์ที่บันทึกต้องเป็นข้อความ UTF-8", "A recorded day is UTF-8 text."),
    "step_of": ("ขั้นที่ {n} จาก {all}", "step {n} of {all}"),
    "expected": ("คาดว่าจะได้ยิน", "expected to hear"),
    "act_sends": ("ส่ง", "sends"),
    "act_edits": ("แก้ไขข้อความเป็น", "edits the message:"),
    "act_unsends": ("ยกเลิกการส่งข้อความ", "unsends the message"),
    "act_taps": ("กดปุ่ม", "taps"),
    "act_joins": ("เข้ากลุ่ม", "joins the group"),
    "act_leaves": ("ออกจากกลุ่ม", "leaves the group"),
    "time_passes": ("เวลาผ่านไป", "Time passes"),
    "settings": ("ต่อบอตอื่น", "Connect a bot"),
    "settings_how": (
        "นำค่าเหล่านี้ไปใส่ในบอตที่ต้องการลอง แล้วบอกที่อยู่เว็บฮุกของบอตนั้น",
        "Paste these into the bot that you want to try, then give its webhook address.",
    ),
    "api_url": ("ที่อยู่ API", "API base URL"),
    "secret": ("Channel secret", "Channel secret"),
    "token": ("Channel access token", "Channel access token"),
    "webhook": ("ที่อยู่เว็บฮุกของบอต", "The bot's webhook URL"),
    "copy": ("คัดลอก", "Copy"),
    "copied": ("คัดลอกแล้ว", "Copied"),
    "apply": ("ใช้ค่านี้", "Apply"),
    "last_delivery": ("เว็บฮุกครั้งล่าสุด", "Last webhook"),
    "new_person": ("เพิ่มคน", "Add a person"),
    "new_group": ("สร้างกลุ่ม", "Make a group"),
    "name": ("ชื่อ", "Name"),
    "about": ("หน่วยงานและบทบาท", "Agency and roles"),
    "add": ("เพิ่ม", "Add"),
    "nobody": (
        "ยังไม่มีใครอยู่ที่นี่ เพิ่มคนและสร้างกลุ่มได้จากแผงควบคุม",
        "Nobody is here yet. Add people and groups in the controls.",
    ),
    "lost_connection": ("ขาดการเชื่อมต่อ กำลังลองใหม่", "Connection lost, trying again"),
    # Help
    "how_to": ("วิธีใช้", "How to use this"),
    "how_people": (
        "แต่ละแชทมีคนหนึ่งกำลังพิมพ์ กดชื่อเหนือช่องพิมพ์เพื่อเปลี่ยนเป็นคนอื่น",
        "In each chat somebody is typing: tap the name above the box to become another person.",
    ),
    "how_type": (
        "พิมพ์ ตอบกลับ แก้ไข ยกเลิกการส่ง แนบรูปและไฟล์ หรือกดปุ่มในข้อความของบอต เหมือนใน LINE",
        "Type, reply, edit, unsend, attach images and files, or tap the bot's buttons, as in LINE.",
    ),
    "how_time": (
        "เลื่อนเวลาด้านบน เพื่อดูสิ่งที่บอตทำเองเมื่อถึงเวลา",
        "Move the clock above to see what the bot does by itself when the time has come.",
    ),
    "how_try": (
        "แท็บ “ลองใช้” มีวันตัวอย่างให้เล่น และเก็บสิ่งที่ทำไว้เล่นซ้ำได้",
        "“Try it” plays prepared days, and saves what you did to be played again.",
    ),
    "how_conditions": (
        "แท็บ “สภาพของ LINE” ทำให้ LINE ช้า ล่ม หรือโควตาหมด และแสดงทุกครั้งที่บอตเรียก LINE พร้อมราคา",
        "“LINE's conditions” makes LINE slow, fail or run out of quota, and lists every call of "
        "the bot with its price.",
    ),
    "how_local": (
        "ทุกอย่างอยู่ในเครื่องนี้ ไม่มีอะไรไปถึง LINE จริง และหายไปเมื่อปิดโปรแกรม",
        "All of it stays on this machine, nothing reaches LINE, and ending the program forgets it.",
    ),
    "shortcuts": ("แป้นลัด", "Keyboard shortcuts"),
    "help_send": ("ส่งข้อความ", "Send the message"),
    "help_line": ("ขึ้นบรรทัดใหม่", "New line"),
    "help_edit": ("แก้ไขข้อความล่าสุดของตน (ช่องว่าง)", "Edit your last message (empty box)"),
    "help_escape": ("เลิกตอบกลับหรือแก้ไข", "Leave reply or edit"),
    "help_phones": ("ไปที่แชทที่ 1 2 3", "Go to chat 1, 2, 3"),
    "help_clock": ("เลื่อนเวลา 10 นาที / 1 ชั่วโมง", "Move the clock 10 min / 1 h"),
    "close": ("ปิด", "Close"),
}

CALLS: dict[str, tuple[str, str]] = {
    "replyMessage": ("ตอบกลับ", "Reply"),
    "pushMessage": ("ส่งข้อความ", "Push"),
    "multicast": ("ส่งหลายคน", "Multicast"),
    "broadcast": ("ส่งถึงเพื่อนทุกคน", "Broadcast"),
    "getGroupMemberProfile": ("ถามชื่อสมาชิก", "Member's name"),
    "getProfile": ("ถามชื่อ", "Name"),
    "getGroupSummary": ("ถามชื่อกลุ่ม", "Group's name"),
    "getGroupMemberCount": ("นับสมาชิก", "Count members"),
    "getMessageQuota": ("ถามโควตา", "Quota"),
    "getMessageQuotaConsumption": ("ถามยอดใช้", "Quota used"),
    "getMessageContent": ("รับไฟล์", "Fetch attachment"),
    "getBotInfo": ("ถามข้อมูลบอต", "Bot's own face"),
    "leaveGroup": ("ออกจากกลุ่ม", "Leave group"),
    "webhook": ("เว็บฮุก", "Webhook"),
}
"""LINE's operations in plain words; others are shown under LINE's own name."""

LANGUAGES = ("th", "en")


def word(language: str, key: str, **values: object) -> str:
    """Return a word of the page in one language, its places filled."""
    return WORDS[key][LANGUAGES.index(language)].format(**values)


def one_of(language: str, texts: Sequence[str]) -> str:
    """Return the one of a Thai and an English text, or the only one that there is."""
    return texts[-1 if language == "en" else 0] if texts else ""


def call(language: str, operation: str) -> str:
    """Return what an operation of LINE is called on the page."""
    known = CALLS.get(operation)
    return known[LANGUAGES.index(language)] if known else operation or "?"
