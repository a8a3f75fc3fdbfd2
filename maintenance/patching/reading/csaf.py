"""CSAF 2.0 documents. Pure.

What mends a vulnerability are the products of its `fixed` and `first_fixed` states, found in the product
tree: by their package address (purl), by the name of an RPM package, or as a version below a product's name.
A product that is named without a version is passed over: the document does not say which one mends.
"""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from maintenance.patching.reading.csaf_tree import Product, products_of
from maintenance.patching.reading.found import CVE, Advised, Fix, Malformed, ordered, scheme_of
from maintenance.patching.reading.json_text import (
    Instant,
    Line,
    Name,
    Said,
    Text,
    json_of,
    pointer,
    said,
    web_address,
)

VERSION = "2.0"
_LONGEST_ID, _LONGEST_TITLE, _LONGEST_WORD = 120, 500, 20


class Tracking(Said):
    id: Annotated[Name, Field(max_length=_LONGEST_ID)]
    initial_release_date: Instant
    current_release_date: Instant


class Severity(Said):
    text: Line


class Note(Said):
    category: str
    text: Text


class Reference(Said):
    category: str = "external"
    url: str


class Head(Said):
    csaf_version: str
    title: Name
    tracking: Tracking
    aggregate_severity: Severity | None = None
    notes: tuple[Note, ...] = ()
    references: tuple[Reference, ...] = ()


class Status(Said):
    fixed: tuple[str, ...] = ()
    first_fixed: tuple[str, ...] = ()


class Vulnerability(Said):
    cve: Annotated[str, Field(pattern=f"^{CVE.pattern}$")] | None = None
    product_status: Annotated[Status, BeforeValidator(lambda value: value or {})] = Status()


class Document(Said):
    document: Head
    product_tree: dict[str, Any] = {}
    vulnerabilities: tuple[Vulnerability, ...] = ()


def read(text: str) -> list[Advised]:
    """The advisory of the document; `Malformed` with the pointer for anything else."""
    document = said(Document, json_of(text))
    head = document.document
    if head.csaf_version != VERSION:
        raise Malformed("/document/csaf_version", f"This reads CSAF {VERSION}.")
    products = products_of(document.product_tree)
    fixes = dict.fromkeys(_fixes(document, products))
    return [
        Advised(
            identifier=head.tracking.id,
            title=head.title[:_LONGEST_TITLE],
            summary=next((note.text for note in head.notes if note.category in ("summary", "description")), ""),
            severity=head.aggregate_severity.text[:_LONGEST_WORD] if head.aggregate_severity else "",
            cves=tuple(dict.fromkeys(each.cve for each in document.vulnerabilities if each.cve)),
            url=_url(head),
            published_at=head.tracking.initial_release_date,
            modified_at=head.tracking.current_release_date,
            fixes=tuple(fixes),
        )
    ]


def _url(head: Head) -> str:
    ranked = sorted(head.references, key=lambda reference: reference.category != "self")
    return next(filter(None, (web_address(reference.url) for reference in ranked)), "")


def _fixes(document: Document, products: dict[str, Product]) -> Iterator[Fix]:
    for index, vulnerability in enumerate(document.vulnerabilities):
        for name in ("fixed", "first_fixed"):
            for place, identifier in enumerate(getattr(vulnerability.product_status, name)):
                at = pointer("vulnerabilities", index, "product_status", name, place)
                if identifier not in products:
                    raise Malformed(at, f"The product tree has no {identifier[:80]}.")
                yield from _fix(products[identifier], at)


def _fix(product: Product, place: str) -> Iterator[Fix]:
    if product.package and product.version:
        version = ordered(product.version, scheme_of(product.ecosystem), place)
        yield Fix(product.ecosystem, product.package, version)
