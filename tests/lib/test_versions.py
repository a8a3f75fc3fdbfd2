"""Versions stand in the order of who numbers them; what has no order is refused."""

import shutil
import subprocess
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hostops.lib.versions import Scheme, Unordered, check, compared, newest, older

RISING: list[tuple[Scheme, list[str]]] = [
    ("deb", ["1.0~rc1-1", "1.0-1", "1.0-1+b1", "1.0-1+deb12u1", "1.0-2", "1.0+dfsg-1", "1.10-1", "1:0.9-1"]),
    ("rpm", ["1.0~rc1-1.el9", "1.0-1.el9", "1.0-1.el9_2", "1.0^20260101-1.el9", "1.0.1-1", "1.10-1", "1:0.9-1"]),
    ("generic", ["R80.40", "R81", "R81.10", "R81.20", "R81.20 JHF 26", "R81.20 JHF 101", "R82"]),
    ("generic", ["V7R4 PTF 9", "V7R4 PTF 12", "v7r5", "V7R5 PTF 1"]),
    ("generic", ["4.16.3", "v4.16.10", "4.17.0-alpha", "4.17.0-rc.1", "4.17.0-rc.2", "4.17.0", "4.17.0.1"]),
    ("generic", ["2026-09", "2026-10-14", "2026-11"]),
]


@pytest.mark.parametrize(("scheme", "rising"), RISING)
def test_each_is_older_than_the_next(scheme: Scheme, rising: list[str]) -> None:
    for a, b in pairwise(rising):
        assert older(a, b, scheme)
        assert not older(b, a, scheme)
    assert newest(reversed(rising), scheme) == rising[-1]


@pytest.mark.parametrize(
    ("a", "b", "scheme"),
    [
        ("1.0-1", "0:1.0-1", "deb"),
        ("1.0-1", "1.00-1", "deb"),
        ("1.0-1", "0:1.0-01", "rpm"),
        ("v4.16", "4.16", "generic"),
    ],
)
def test_written_otherwise_and_the_same(a: str, b: str, scheme: Scheme) -> None:
    assert compared(a, b, scheme) == 0


@pytest.mark.parametrize(
    ("version", "scheme"),
    [
        ("", "generic"),
        ("latest", "generic"),
        ("4.16\n", "generic"),
        ("4.16 ", "generic"),
        ("٤.١٦", "generic"),
        ("4.16\x00", "generic"),
        ("4" * 121, "generic"),
        ("", "deb"),
        ("r12", "deb"),
        ("1.0_1", "deb"),
        ("1.0-", "deb"),
        ("a:1.0", "deb"),
        ("1:", "rpm"),
        ("1.0-1-1", "rpm"),
        ("1 0", "rpm"),
        ("~", "rpm"),
    ],
)
def test_what_has_no_order_is_refused(version: str, scheme: Scheme) -> None:
    with pytest.raises(Unordered):
        check(version, scheme)
    with pytest.raises(Unordered):
        older("1.0", version, scheme)


@given(st.text(max_size=130), st.text(max_size=130), st.sampled_from(["generic", "deb", "rpm"]))
def test_any_two_texts_have_an_order_or_a_refusal(a: str, b: str, scheme: Scheme) -> None:
    try:
        one, other = compared(a, b, scheme), compared(b, a, scheme)
    except Unordered:
        return
    assert (one > 0) == (other < 0)
    assert compared(a, a, scheme) == 0


PLAIN = st.text("019azA.+~", min_size=0, max_size=6)


@st.composite
def debian_versions(draw: st.DrawFn) -> str:
    revision = draw(PLAIN)
    return draw(st.sampled_from(["", "0:", "2:"])) + "1" + draw(PLAIN) + (f"-{revision}" if revision else "")


@pytest.mark.skipif(not shutil.which("dpkg"), reason="dpkg itself is the judge")
@settings(max_examples=150, deadline=None)
@given(debian_versions(), debian_versions())
def test_dpkg_agrees(a: str, b: str) -> None:
    assume(a != b)
    says = subprocess.run(["dpkg", "--compare-versions", a, "lt", b], check=False)
    assert older(a, b, "deb") == (says.returncode == 0)


GENERIC = st.from_regex(r"\A[A-Za-z]?[0-9]{1,2}([ .-](rc|beta|[a-z]|[0-9]{1,3})){0,3}\Z")


@given(GENERIC, GENERIC, GENERIC)
def test_the_order_has_no_circles(a: str, b: str, c: str) -> None:
    if compared(a, b) <= 0 and compared(b, c) <= 0:
        assert compared(a, c) <= 0
