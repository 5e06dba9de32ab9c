"""Agencies by every form of their names."""

import pytest
from monday import DIRECTORY, thai_agencies

from domain.agencies import AgencyKind, Mentioned
from domain.chat.commands import Assumption
from domain.chat.mistakes import Mistake
from domain.directory import Directory, NamePlace, fold

CERTAIN = {
    "ปภ.": "MOI-DDPM",
    "ปภ": "MOI-DDPM",
    "ป.ภ.": "MOI-DDPM",
    "ป. ภ.": "MOI-DDPM",
    "กรม ปภ.": "MOI-DDPM",
    "กรมป้องกันและบรรเทาสาธารณภัย": "MOI-DDPM",
    "กรมป้องกันและบรรเทาสาธารณภัย (ปภ.)": "MOI-DDPM",
    "Department of Disaster Prevention and Mitigation": "MOI-DDPM",
    "MOI-DDPM": "MOI-DDPM",
    "moi-ddpm": "MOI-DDPM",
    "DDPM": "MOI-DDPM",
    "@ปภ.": "MOI-DDPM",
    "ปภ.ครับ": "MOI-DDPM",
    "ปภ. (หลัก) (โทร 1784)": "MOI-DDPM",
    "มหาดไทย": "MOI",
    "ก.มหาดไทย": "MOI",
    "กระทรวง มท.": "MOI",
    "มท": "MOI",
    "ปลัดกระทรวงมหาดไทย": "MOI",
    "โฆษกกระทรวงมหาดไทย": "MOI",
    "กระทรวงเกษตรฯ": "MOAC",
    "กระทรวงเกษตร": "MOAC",
    "สธ.": "MOPH",
    "สธ": "MOPH",
    "กระทรวงดีอี": "MDES",
    "ดีอี": "MDES",
    "กระทรวงต่างประเทศ": "MFA",
    "Ministry of Finance": "MOF",
    "Finance Ministry": "MOF",
    "MOF": "MOF",
    "กรมอุตุฯ": "MDES-TMD",
    "กรมชลฯ": "MOAC-RID",
    "กรมอุทยานแห่งชาติ สัตว์ป่า และพันธุ์พืช": "MNRE-DNP",
    "กรมอุทยานแห่งชาติสัตว์ป่าและพันธุ์พืช": "MNRE-DNP",
    "กรมการค้าภายใน": "MOC-DIT",
    "กรมทางหลวง": "MOT-DOH",
    "กรมทางหลวงชนบท": "MOT-DRR",
    "ก.พ.ร.": "PMO-OPDC",
    "สำนักงาน ก.พ.ร.": "PMO-OPDC",
    "สำนักงาน กพร.": "PMO-OPDC",
    "สนง. ก.พ.ร.": "PMO-OPDC",
    "เลขาธิการ ก.พ.ร.": "PMO-OPDC",
    "ก.พ.": "PMO-OCSC",
    "ป.ป.ส.": "MOJ-ONCB",
    "ปปส.": "MOJ-ONCB",
    "ส.ป.ก.": "MOAC-ALRO",
    "สปก.": "MOAC-ALRO",
    "กอ.รมน.": "PMO-ISOC",
    "ธ.ก.ส.": "MOF-BAAC",
    "สป.มท.": "MOI-OPS",
    "สำนักงานปลัดกระทรวงเกษตรฯ": "MOAC-OPS",
    "สนง.คณะกรรมการอาหารและยา": "MOPH-FDA",
    "อย.": "MOPH-FDA",
    "ตร.": "INDEP-RTP",
    "สตช.": "INDEP-RTP",
    "จ.เชียงใหม่": "TH-50",
    "จ. เชียงใหม่": "TH-50",
    "จังหวัดเชียงใหม่": "TH-50",
    "เชียงใหม่": "TH-50",
    "ผู้ว่าราชการจังหวัดเชียงใหม่": "TH-50",
    "ผวจ.เชียงใหม่": "TH-50",
    "จ.นครศรีฯ": "TH-80",
    "จ.เลย": "TH-42",
    "กทม.": "TH-10",
    "กรุงเทพฯ": "TH-10",
    "กรุงเทพมหานคร": "TH-10",
    "บริษัท ปตท. จำกัด (มหาชน)": "MOEN-PTT",
    "สำนักงานพัฒนารัฐบาลดิจิทัล": "PMO-DGA",
    "สำนักงานพัฒนารัฐบาลดิจิทัล (องค์การมหาชน)": "PMO-DGA",
    "ทช. (กรมทางหลวงชนบท)": "MOT-DRR",
    "ทช.(กรมทรัพยากรทางทะเลและชายฝั่ง)": "MNRE-DMCR",
    "กพร. (แรงงาน)": "MOL-DSD",
    "กรมพัฒนาชุมชน": "MOI-CDD",
    "กรมจัดหางาน": "MOL-DOE",
    "กรมขนส่งทางบก": "MOT-DLT",
    "ก.เกษตรฯ": "MOAC",
    "ก.ดีอี": "MDES",
    "เลขา อย.": "MOPH-FDA",
    "เลขาฯ สพฐ.": "MOE-OBEC",
    "ผู้ว่า กทม.": "TH-10",
    "ทุกกระทรวง": "ALL",
    "all ministries": "ALL",
    "ทุกส่วนราชการ": "ALL-AGENCIES",
    "ทุกจังหวัด": "ALL-PROVINCES",
    "มท.ทั้งหมด": "ALL-MOI",
    "ทุกหน่วยงานในสังกัดกระทรวงมหาดไทย": "ALL-MOI",
    "all agencies of MOI": "ALL-MOI",
}


@pytest.mark.parametrize(("typed", "code"), CERTAIN.items())
def test_a_name_is_recognised(typed: str, code: str) -> None:
    found = DIRECTORY.find(typed)

    assert (found.codes, found.problems, found.assumptions) == ((code,), (), ())


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("ปภ., กรมชลฯ และ กทม.", ("MOI-DDPM", "MOAC-RID", "TH-10")),
        ("สทนช./ชป.", ("PMO-ONWR", "MOAC-RID")),
        ("กทพ. ทล.", ("MOT-EXAT", "MOT-DOH")),
        ("กรมปศุสัตว์ + คร.", ("MOAC-DLD", "MOPH-DDC")),
        ("กก., จ.เชียงใหม่", ("MOTS", "TH-50")),
        ("กระทรวงมหาดไทยและกระทรวงการคลัง", ("MOI", "MOF")),
        ("1) ปภ. 2) กทม.", ("MOI-DDPM", "TH-10")),
        ("- ปภ.\n- กทม.", ("MOI-DDPM", "TH-10")),
        ("@ปภ. @กทม.", ("MOI-DDPM", "TH-10")),
        ("กค.ปภ.", ("MOF", "MOI-DDPM")),
        ("ชป. เป็นหลัก ร่วมกับ ปภ.", ("MOAC-RID", "MOI-DDPM")),
        ("1️⃣ ชป.\n2️⃣ ปภ.", ("MOAC-RID", "MOI-DDPM")),
        ("กรมการปกครอง, กระทรวงมหาดไทย", ("MOI-DOPA", "MOI")),
        ("กรมการปกครอง และกระทรวงมหาดไทย", ("MOI-DOPA", "MOI")),
        ("กรมการปกครอง\nกระทรวงมหาดไทย", ("MOI-DOPA", "MOI")),
        ("ปภ. และ จ.ภูเก็ต", ("MOI-DDPM", "TH-83")),
        ("ปภ., ภูเก็ต, พังงา", ("MOI-DDPM", "TH-83", "TH-82")),
        ("ภูเก็ต พังงา", ("TH-83", "TH-82")),
        ("จ.น่าน สธ.", ("TH-55", "MOPH")),
        ("ปภ. กทม.", ("MOI-DDPM", "TH-10")),
        ("ปภ. ผู้ว่าฯ ภูเก็ต", ("MOI-DDPM", "TH-83")),
        ("สธ. (กรมควบคุมโรค, กรมอนามัย)", ("MOPH-DDC", "MOPH-DOH")),
        ("ปภ. ช่วยชี้แจงด้วยครับ", ("MOI-DDPM",)),
        ("กรมประมงครับผม", ("MOAC-DOF",)),
        ("", ()),
        ("-", ()),
    ],
)
def test_a_row_of_names_is_recognised(typed: str, codes: tuple[str, ...]) -> None:
    found = DIRECTORY.find(typed)

    assert (found.codes, found.problems) == (codes, ())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("กรมการปกครอง กระทรวงมหาดไทย", "MOI-DOPA"),
        ("กรมการปกครองกระทรวงมหาดไทย", "MOI-DOPA"),
        ("กรมการปกครอง (มท.)", "MOI-DOPA"),
        ("กรมการปกครอง ในสังกัดกระทรวงมหาดไทย", "MOI-DOPA"),
        ("กรมประชาสัมพันธ์ สำนักนายกรัฐมนตรี", "PMO-PRD"),
        ("กรมควบคุมโรค สธ.", "MOPH-DDC"),
        ("สธ. (กรมควบคุมโรค)", "MOPH-DDC"),
        ("กระทรวงสาธารณสุข (คร.)", "MOPH-DDC"),
        ("จังหวัดน่าน กระทรวงมหาดไทย", "TH-55"),
    ],
)
def test_a_department_with_its_own_ministry_is_the_department(typed: str, code: str) -> None:
    found = DIRECTORY.find(typed)

    assert (found.codes, found.problems) == ((code,), ())


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("กรมการปกครอง กระทรวงการคลัง", Mistake.AMBIGUOUS_AGENCY),
        ("ปภ.กค.", Mistake.AMBIGUOUS_AGENCY),
        ("กรมประมง (กระทรวงการคลัง)", Mistake.AMBIGUOUS_AGENCY),
        ("กรมชลประทาน (ปภ.)", Mistake.AMBIGUOUS_AGENCY),
        ("สธ. (ปภ.)", Mistake.AMBIGUOUS_AGENCY),
        ("ททท.ภูเก็ต", Mistake.UNKNOWN_AGENCY),
        ("ททท.หัวหิน", Mistake.UNKNOWN_AGENCY),
        ("ปภ.จังหวัดภูเก็ต", Mistake.UNKNOWN_AGENCY),
        ("ปภ.จ.ภูเก็ต", Mistake.UNKNOWN_AGENCY),
        ("สนง.ปภ.จ.ภูเก็ต", Mistake.UNKNOWN_AGENCY),
        ("พช.จังหวัดน่าน", Mistake.UNKNOWN_AGENCY),
        ("ปภ. ชลบุรี", Mistake.UNKNOWN_AGENCY),
        ("ปภ. จ.ชลบุรี", Mistake.UNKNOWN_AGENCY),
        ("ปภ. (ชลบุรี)", Mistake.UNKNOWN_AGENCY),
        ("ปภ. สาขาเบตง", Mistake.UNKNOWN_AGENCY),
        ("กฟภ. เขต 1 (ภาคใต้)", Mistake.UNKNOWN_AGENCY),
        ("สธ.น่าน", Mistake.UNKNOWN_AGENCY),
        ("กก. จ.เชียงใหม่", Mistake.UNKNOWN_AGENCY),
        ("ปภ.กทม.", Mistake.UNKNOWN_AGENCY),
        *[("บก.ทล.", Mistake.UNKNOWN_AGENCY), ("ตร.ทล.", Mistake.UNKNOWN_AGENCY)],
        ("ทช.ภูเก็ต", Mistake.UNKNOWN_AGENCY),
        ("DDPM Phuket", Mistake.UNKNOWN_AGENCY),
        ("กรมการปกครอง กระทรวงมหาดไทย จังหวัดน่าน", Mistake.UNKNOWN_AGENCY),
    ],
)
def test_a_branch_or_a_strange_ministry_is_asked(typed: str, mistake: Mistake) -> None:
    found = DIRECTORY.find(typed)

    assert found.codes == ()
    assert [(one.mistake, one.said) for one in found.problems] == [(mistake, typed)]


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        ("ทช.", {"MOT-DRR", "MNRE-DMCR"}),
        ("กพร.", {"MOL-DSD", "MIND-DPIM", "PMO-OPDC"}),
        ("ศก.", {"MOF-CUSTOMS", "MCULT-FAD"}),
        ("ทบ.", {"MOD-RTA", "MNRE-DGR"}),
        ("สค.", {"MSDHS-DWF", "MOC-DITP"}),
        ("กทท.", {"MOTS-DOT", "MOT-PAT"}),
        ("อต.", {"MDES-TMD", "MOI-MO"}),
        ("DOH", {"MOT-DOH", "MOPH-DOH"}),
        ("กรมการค้าฯ", {"MOC-DFT", "MOC-DIT"}),
        ("กรมการค้า", {"MOC-DFT", "MOC-DIT"}),
        ("กรมอุตสาหกรรม", {"MIND-DPIM", "MIND-DIPROM", "MIND-DIW"}),
        ("กรมสวัสดิการ", {"MOL-DLPW", "MSDHS-DSDW"}),
        ("ขนส่ง", {"MOT-TRANSPORTCO", "MOT-DLT"}),
    ],
)
def test_an_ambiguous_name_gives_choices_and_is_never_picked(typed: str, choices: set[str]) -> None:
    found = DIRECTORY.find(typed)

    assert found.codes == ()
    assert [(one.mistake, one.said) for one in found.problems] == [
        (Mistake.AMBIGUOUS_AGENCY, typed)
    ]
    assert set(found.problems[0].choices) == choices


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("กรมเวทมนตร์", ()),
        ("xyz", ()),
        ("กรมแรงงาน", ("MOL",)),
        ("กรมประมงค์", ("MOAC-DOF",)),
        ("กรมทางหลวงพิเศษ", ("MOT-DOH", "MOT-DRR")),
        ("ม.เชียงใหม่", ("TH-50",)),
        ("ภ.จว.เชียงใหม่", ("TH-50",)),
    ],
)
def test_of_an_unknown_name_only_near_ones_are_offered(typed: str, near: tuple[str, ...]) -> None:
    found = DIRECTORY.find(typed)

    assert found.codes == ()
    assert [(one.mistake, one.said) for one in found.problems] == [(Mistake.UNKNOWN_AGENCY, typed)]
    assert found.problems[0].choices == near


@pytest.mark.parametrize(
    "typed", ["ยกเว้นกรมประมง", "ไม่รวม ชป.", "ทุกหน่วยงานยกเว้นกรมประมง", "เว้นกรมประมง"]
)
def test_who_is_left_out_is_not_offered(typed: str) -> None:
    found = DIRECTORY.find(typed)

    assert (found.codes, [(each.mistake, each.choices) for each in found.problems]) == (
        (),
        [(Mistake.UNKNOWN_AGENCY, ())],
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("กรมประมน", "MOAC-DOF"),
        ("กรมชลประทาณ", "MOAC-RID"),
        ("กระทรวงสาธารสุข", "MOPH"),
        ("Ministry of Intrior", "MOI"),
        ("กรมอุทยาน", "MNRE-DNP"),
        ("กรมชล", "MOAC-RID"),
        ("กรมป้องกัน", "MOI-DDPM"),
        ("จ.เชียงไหม่", "TH-50"),
    ],
)
def test_a_slip_is_taken_but_named(typed: str, code: str) -> None:
    found = DIRECTORY.find(typed)

    assert (found.codes, found.problems) == ((code,), ())
    assert found.assumptions == (Assumption(typed, code),)


def test_a_particle_is_no_part_of_a_name_with_a_slip() -> None:
    assert DIRECTORY.find("กรมชลค่ะ").assumptions == (Assumption("กรมชล", "MOAC-RID"),)


def test_the_known_names_stand_beside_an_unknown_one() -> None:
    found = DIRECTORY.find("กรมเวทมนตร์, ปภ. และ ทช.")

    assert found.codes == ("MOI-DDPM",)
    assert [one.mistake for one in found.problems] == [
        Mistake.UNKNOWN_AGENCY,
        Mistake.AMBIGUOUS_AGENCY,
    ]


def test_a_mention_means_the_agencies_of_the_person() -> None:
    people = [Mentioned("@สมชาย ใจดี", ("MOI-DDPM", "MOI"))]

    found = DIRECTORY.find("@สมชาย ใจดี, กทม.", people)

    assert (found.codes, found.problems) == (("MOI-DDPM", "MOI", "TH-10"), ())


def test_an_alias_settles_an_ambiguous_name() -> None:
    directory = Directory(thai_agencies(), {"ทช.": "MOT-DRR", "ทีมน้ำ": "PMO-ONWR"})

    assert directory.find("ทช. ทีมน้ำ").codes == ("MOT-DRR", "PMO-ONWR")


def test_a_named_list_is_a_group() -> None:
    directory = Directory(thai_agencies(), lists={"ทีมน้ำท่วม": ("MOI-DDPM", "MOAC-RID")})

    found = directory.find("ทีมน้ำท่วม, กทม.")

    assert found.codes == ("LIST-ทีมน้ำท่วม", "TH-10")
    assert directory.expand(found.codes) == ("MOAC-RID", "MOI-DDPM", "TH-10")


def test_groups_leave_out_what_must_be_named() -> None:
    kinds = {
        code: {DIRECTORY.agency(one).kind for one in DIRECTORY.expand([code])}  # type: ignore[union-attr]
        for code in ("ALL", "ALL-AGENCIES", "ALL-PROVINCES", "ALL-MOI")
    }

    assert kinds == {
        "ALL": {AgencyKind.MINISTRY},
        "ALL-AGENCIES": {AgencyKind.DEPARTMENT},
        "ALL-PROVINCES": {AgencyKind.PROVINCE},
        "ALL-MOI": {AgencyKind.DEPARTMENT},
    }
    assert len(DIRECTORY.expand(["ALL"])) == 20
    assert DIRECTORY.expand(["MOI-PWA", "MOI-PWA"]) == ("MOI-PWA",)


def test_agencies_keep_the_order_typed_and_groups_have_that_of_protocol() -> None:
    ministries = [one.code for one in thai_agencies() if one.kind is AgencyKind.MINISTRY]

    assert DIRECTORY.expand(["TH-83", "MOI-DDPM", "MOAC"]) == ("TH-83", "MOI-DDPM", "MOAC")
    assert DIRECTORY.expand(["MOPH", "ALL"]) == ("MOPH", *[m for m in ministries if m != "MOPH"])


def test_an_agency_is_found_by_its_code_alone() -> None:
    assert DIRECTORY.agency("MOI-DDPM") is not None
    assert DIRECTORY.agency("ALL") is None


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("กรมทรัพยากรธรณี แจ้ง", NamePlace.ANYWHERE, "MNRE-DMR"),
        ("กรมประมงแจ้ง", NamePlace.ANYWHERE, None),
        ("น่าน", NamePlace.ANYWHERE, None),
        ("น่าน", NamePlace.BEHIND_LABEL, None),
        ("น่าน", NamePlace.IN_VALUE, "TH-55"),
        ("แรงงาน", NamePlace.ANYWHERE, None),
        ("แรงงาน", NamePlace.BEHIND_LABEL, "MOL"),
        ("ก.พ. 70", NamePlace.BEHIND_LABEL, None),
        ("rice", NamePlace.IN_VALUE, None),
        ("", NamePlace.IN_VALUE, None),
    ],
)
def test_plain_words_are_names_only_where_one_is_expected(
    text: str, place: NamePlace, code: str | None
) -> None:
    match = DIRECTORY.match_at(fold(text), 0, place)

    assert (match.codes[0] if match else None) == code


def test_every_official_name_is_recognised() -> None:
    missed = [
        agency.code
        for agency in thai_agencies()
        for name in (agency.name_th, agency.name_en)
        if agency.code not in DIRECTORY.find(name).codes
    ]

    assert missed == []


def test_every_abbreviation_is_recognised_or_asked_about() -> None:
    missed = []
    for agency in thai_agencies():
        if not agency.abbr_th or agency.kind is AgencyKind.PROVINCE:
            continue
        found = DIRECTORY.find(agency.abbr_th)
        offered = {code for one in found.problems for code in one.choices}
        if agency.code not in {*found.codes, *offered}:
            missed.append(agency.code)

    assert missed == []
