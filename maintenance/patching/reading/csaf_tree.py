"""The product tree of a CSAF document: which package and version an identifier stands for. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote

from hostops.lib.text import clean_line
from maintenance.patching.reading.found import LONGEST_PACKAGE, Malformed
from maintenance.patching.reading.json_text import Said, pointer, said

_ARCHITECTURES = "noarch|src|x86_64|i[3-6]86|aarch64|ppc64|ppc64le|s390x?|armv7hl|riscv64"
_NEVRA = re.compile(rf"(?P<name>[^\s/:]+)-(?P<evr>(?:\d+:)?[^-\s]+-[^-\s]+)\.(?:{_ARCHITECTURES})")
_PURL = re.compile(
    r"pkg:(?P<type>[a-z0-9.+-]+)/(?:[^@?#]*/)?(?P<name>[^/@?#]+)@(?P<version>[^?#]+)(?:\?(?P<more>[^#]*))?"
)
_DEEPEST = 40
_LONGEST_ECOSYSTEM = 80


@dataclass(frozen=True, slots=True)
class Product:
    """A package and its version, in whose numbering; without a version where the tree names none."""

    ecosystem: str
    package: str
    version: str = ""


class Helper(Said):
    purl: str = ""


class Named(Said):
    product_id: str
    name: str
    product_identification_helper: Helper = Helper()


class Relationship(Said):
    product_reference: str
    full_product_name: Named


Path = tuple[tuple[str, str], ...]


def products_of(tree: dict[str, Any]) -> dict[str, Product]:
    """The products by their identifier. `Malformed` with the pointer for a tree that is none."""
    steps: tuple[object, ...] = ("product_tree",)
    found = {named.product_id: _product(named, path) for named, path in _leaves(tree, steps, ())}
    for index, each in enumerate(_list(tree, "full_product_names", steps)):
        named = said(Named, each, *steps, "full_product_names", index)
        found[named.product_id] = _product(named, ())
    for index, each in enumerate(_list(tree, "relationships", steps)):
        relation = said(Relationship, each, *steps, "relationships", index)
        part = found.get(relation.product_reference)
        if part is None:
            place = pointer(*steps, "relationships", index, "product_reference")
            raise Malformed(place, f"The product tree has no {relation.product_reference[:80]}.")
        found[relation.full_product_name.product_id] = part
    return found


def _list(value: dict[str, Any], name: str, steps: tuple[object, ...]) -> list[Any]:
    below = value.get(name) or []
    if not isinstance(below, list):
        raise Malformed(pointer(*steps, name), "This is no list.")
    return below


def _leaves(value: dict[str, Any], steps: tuple[object, ...], path: Path) -> Iterator[tuple[Named, Path]]:
    if len(path) > _DEEPEST:
        raise Malformed(pointer(*steps), "The tree is too deep.")
    for index, branch in enumerate(_list(value, "branches", steps)):
        here = (*steps, "branches", index)
        if not isinstance(branch, dict):
            raise Malformed(pointer(*here), "This is no branch.")
        below = (*path, (str(branch.get("category")), clean_line(str(branch.get("name", "")))))
        if "product" in branch:
            yield said(Named, branch["product"], *here, "product"), below
        yield from _leaves(branch, here, below)


def _product(named: Named, path: Path) -> Product:
    return _by_purl(named) or _by_nevra(named) or _by_branches(named, path)


def _by_purl(named: Named) -> Product | None:
    match = _PURL.fullmatch(named.product_identification_helper.purl)
    if match is None:
        return None
    epoch = parse_qs(match["more"] or "").get("epoch", ["0"])[0]
    version = unquote(match["version"])
    whole = f"{epoch}:{version}" if epoch not in ("", "0") and ":" not in version else version
    return Product(match["type"], unquote(match["name"])[:LONGEST_PACKAGE], whole)


def _by_nevra(named: Named) -> Product | None:
    match = _NEVRA.fullmatch(named.name)
    return Product("rpm", match["name"][:LONGEST_PACKAGE], match["evr"]) if match else None


def _by_branches(named: Named, path: Path) -> Product:
    """A version below a product's name: Cisco, IOS, 15.2(6)E; of versions within versions the innermost."""
    by_category = dict(path)
    version = (
        by_category.get("service_pack") or by_category.get("patch_level") or by_category.get("product_version", "")
    )
    package = by_category.get("product_name", "") if version else clean_line(named.name)
    ecosystem = by_category.get("vendor", "")
    return Product(ecosystem[:_LONGEST_ECOSYSTEM], package[:LONGEST_PACKAGE], version)
