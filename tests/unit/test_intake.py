"""Who has sent no names, and who has not enrolled (R16, R17)."""

from datetime import timedelta

from monday import NOW, thai_agencies

from domain.agencies import AgencyKind, offices, speaking_for
from domain.roster.intake import IN_CHANNEL, Listed, expected_agencies, intake

AGENCIES = thai_agencies()
DDPM, DDC = ("MOI-DDPM", "MOPH-DDC")


def test_expected_are_those_in_the_channel_unless_a_list_says_else() -> None:
    kinds = {agency.kind for agency in expected_agencies(AGENCIES, None)}

    assert kinds == IN_CHANNEL
    assert AgencyKind.STATE_ENTERPRISE not in kinds
    assert [each.code for each in expected_agencies(AGENCIES, [DDC, DDPM])] == [DDPM, DDC]


def test_names_sent_after_the_closing_date_are_late() -> None:
    expected = expected_agencies(AGENCIES, [DDPM, DDC])
    listed = [
        Listed("นก", (DDPM,), NOW, enrolled=True),
        Listed("เล็ก", (DDC,), NOW + timedelta(days=1), enrolled=False),
    ]

    stands = intake(expected, listed, AGENCIES, NOW)

    assert [agency.code for agency in stands.missing] == [DDC]
    assert stands.late == stands.missing
    assert intake(expected, listed, AGENCIES, None).missing == ()
    assert [(name, [each.code for each in of]) for name, of in stands.waiting] == [("เล็ก", [DDC])]


def test_k19_names_for_a_ministry_are_names_for_its_office_and_they_are_named_once() -> None:
    listed = [
        Listed("นก", ("MOI",), NOW, enrolled=True),
        Listed("เล็ก", ("MOPH-OPS", "MOPH"), NOW, enrolled=False, reports=False),
    ]
    expected = expected_agencies(AGENCIES, ["MOI-OPS", "MOPH", "MOPH-OPS"])

    stands = intake(expected, listed, AGENCIES, None)

    assert [each.code for each in expected] == ["MOPH", "MOI-OPS"]
    assert stands.missing == ()
    assert [each.code for each in stands.silent] == ["MOPH-OPS"]
    assert [[each.code for each in of] for _, of in stands.waiting] == [["MOPH-OPS"]]


def test_k19_each_ministry_has_an_office_and_who_speaks_for_it_speaks_for_the_ministry() -> None:
    of = offices(AGENCIES)
    ministries = {each.code for each in AGENCIES if each.kind is AgencyKind.MINISTRY}

    assert set(of.values()) == ministries
    assert len(of) == len(ministries) == 20
    assert of["PMO-OPM"] == "PMO"
    assert speaking_for(["MOI-OPS", DDC], of) == ("MOI-OPS", "MOI", DDC)
    assert speaking_for(["MOI", "MOI-OPS"], of) == ("MOI", "MOI-OPS")
    assert speaking_for([DDPM], of) == (DDPM,)
