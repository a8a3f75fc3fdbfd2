"""The CISA catalogue of known exploited vulnerabilities, as JSON in its published schema. Pure."""

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StrictInt
from pydantic_core import PydanticCustomError

from maintenance.patching.reading.found import CVE, Catalogue, Listed, Malformed
from maintenance.patching.reading.json_text import Instant, Line, Said, Text, json_of, pointer, said

_FIRST_YEAR, _LAST_YEAR = 1999, 9998


def _day(value: Any) -> Any:
    if not isinstance(value, str) or len(value) != len("2026-03-27"):
        raise PydanticCustomError("day", "Write a day as 2026-03-27.")
    return value


def _sensible(day: date) -> date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise PydanticCustomError("year", "There is no such year here.")
    return day


Day = Annotated[date, BeforeValidator(_day), AfterValidator(_sensible)]


# As long as the columns take them; what is longer is cut.
Who = Annotated[Line, AfterValidator(lambda words: words[:200])]
Title = Annotated[Line, AfterValidator(lambda words: words[:300])]


class Vulnerability(Said):
    """One entry, by the names of the schema."""

    cve: Annotated[str, Field(alias="cveID", pattern=f"^{CVE.pattern}$")]
    vendor: Annotated[Who, Field(alias="vendorProject")]
    product: Who
    name: Annotated[Title, Field(alias="vulnerabilityName")]
    added_on: Annotated[Day, Field(alias="dateAdded")]
    description: Annotated[Text, Field(alias="shortDescription")]
    required_action: Annotated[Text, Field(alias="requiredAction")]
    due_on: Annotated[Day, Field(alias="dueDate")]
    ransomware: Annotated[str, Field(alias="knownRansomwareCampaignUse")] = "Unknown"
    notes: Text = ""
    cwes: tuple[Annotated[str, Field(pattern=r"^CWE-[0-9]{1,9}$")], ...] = ()

    def listed(self) -> Listed:
        return Listed(**self.model_dump() | {"ransomware": self.ransomware == "Known"})


class Document(Said):
    version: Annotated[Line, Field(alias="catalogVersion")]
    released_at: Annotated[Instant, Field(alias="dateReleased")]
    count: StrictInt
    vulnerabilities: tuple[Any, ...]


def read(text: str) -> Catalogue:
    """The whole catalogue; `Malformed` with the place for anything else, and where entries are missing or doubled."""
    document = said(Document, json_of(text))
    if document.count != len(document.vulnerabilities):
        raise Malformed("/count", f"It says {document.count} entries, and has {len(document.vulnerabilities)}.")
    listed: dict[str, Listed] = {}
    for index, entry in enumerate(document.vulnerabilities):
        found = said(Vulnerability, entry, "vulnerabilities", index).listed()
        if found.cve in listed:
            raise Malformed(pointer("vulnerabilities", index, "cveID"), f"{found.cve} is there twice.")
        listed[found.cve] = found
    return Catalogue(document.version, document.released_at, tuple(listed.values()))
