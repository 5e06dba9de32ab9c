"""What the demo's page suggests to newcomers: an issue, its report, a look at what is owed.

The deadline is a span, so that it lies ahead at any hour; the report names no issue, since whoever
owes only one need not.
"""

from simulator.page.suggestions import Suggestion

SUGGESTIONS = (
    Suggestion(
        title=("มอบหมายประเด็น", "Assign an issue"),
        text=(
            "#ประเด็น น้ำท่วมขังในเขตเศรษฐกิจภาคใต้\nถึง ปภ. กรมชลประทาน กรมประมง\nภายใน 3 ชม. ด่วน",
            "#issue Flooded business districts in the South\n"
            "to: Department of Disaster Prevention and Mitigation, "
            "Royal Irrigation Department, Department of Fisheries\n"
            "within 3 hours",
        ),
        person="กนกวรรณ ใจดี",
        phone=1,
    ),
    Suggestion(
        title=("รายงานผลการชี้แจง", "Report an answer"),
        text=(
            "#รายงาน ชี้แจงทางเพจกรมแล้วครับ https://ddpm.example.go.th/1",
            "#report Explained on our page: https://ddpm.example.go.th/1",
        ),
        person="สมชาย รักษ์น้ำ",
        phone=2,
    ),
    Suggestion(
        title=("ถามว่าตนยังค้างรายงานอะไร", "Ask what you still owe"),
        text=("#ของฉัน", "#mine"),
        person="มาลี ศรีสวัสดิ์",
        phone=3,
    ),
)
