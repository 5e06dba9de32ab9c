"""Which addresses may be called: those of the public internet, in no disguise. Rule F7."""

import pytest

from domain.links import is_numeric, is_public, literal


@pytest.mark.parametrize("address", ["8.8.8.8", "203.150.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_may_be_called(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192"),
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "192.88.99.1"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2001:db8::1"),
        *("2002:7f00:1::", "2001:0:4136:e378:8000:63bf:80ff:fffe", "localhost", "", "127.1"),
    ],
)
def test_no_other_address_may(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0X7F.1", "0177.0.0.1", "1.2.3.4."]
)
def test_hosts_that_systems_read_as_numbers_are_known(host):
    assert is_numeric(host)


@pytest.mark.parametrize("host", ["example.go.th", "1.example.com", "x0", "7f000001"])
def test_names_are_no_numbers(host):
    assert not is_numeric(host)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("8.8.8.8", "8.8.8.8"),
        ("[::1]", "::1"),
        ("2130706433", None),
        ("127.1", None),
        ("a.th", None),
    ],
)
def test_only_the_usual_form_is_an_address(host, address):
    assert literal(host) == address
