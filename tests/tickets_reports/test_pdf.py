"""The report as a PDF: the same figures, any name, a font that travels with it."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from hostops.clocks.models import Clock
from tests.browsing import browser_of
from tests.house import House

MARCH = {"period": "2026-03", "zone": "America/Los_Angeles"}


def document(house: House, person: str = "manager", **query: str) -> PdfReader:
    answer = browser_of(getattr(house, person)).get("/reports/attainment.pdf", {**MARCH, **query})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="attainment-2026-03.pdf"'
    return PdfReader(BytesIO(answer.content))


def words(found: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in found.pages).split())


def test_it_has_the_figures_and_what_they_mean(house: House, march: dict[str, Clock]) -> None:
    text = words(document(house))
    assert "Attainment: All accounts" in text
    assert "2026-03-01 to 2026-03-31, days of America/Los_Angeles" in text
    assert "All promises 6 3 3 1 50.0 % 60.0 % 50.0 % +0.0" in text
    assert "Harbor 5 2 3 1 40.0 % 50.0 % 50.0 % -10.0" in text
    assert "March 2026 50.0 % of 2" in text
    assert "How these figures are counted" in text
    assert "page 1 of" in text


def test_a_customers_is_about_its_own(house: House, march: dict[str, Clock]) -> None:
    text = words(document(house, "holder"))
    assert "Attainment: Harbor" in text
    assert "Nordic" not in text


@pytest.mark.parametrize("name", ["Żółć Łódź", "Ελλάς Φιλοξενία", "Хостинг Київ", "İstanbul Şişli", "Nguyễn Việt"])
def test_names_of_many_scripts_can_be_read(house: House, march: dict[str, Clock], name: str) -> None:
    house.harbor.name = name
    house.harbor.save()
    assert name in words(document(house))


def test_a_sign_that_no_font_has_breaks_nothing(house: House, march: dict[str, Clock]) -> None:
    house.harbor.name = "東京 \U0001f600 Harbor"
    house.harbor.save()
    assert "Harbor" in words(document(house))


def test_its_fonts_are_embedded(house: House, march: dict[str, Clock]) -> None:
    page: Any = document(house).pages[0]
    for font in page["/Resources"]["/Font"].values():
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        assert "/FontFile2" in descendant["/FontDescriptor"].get_object()


def test_nothing_decided_is_a_document_too(house: House) -> None:
    assert "All promises 0 0 0 0" in words(document(house))
