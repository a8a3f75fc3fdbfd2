"""Pages of patch duties and what is owed of them, for the table of all pages (`tests/browser/places.py`)."""

from tests.browser.place import STAFF, Place

# harbor is on a policy that promises no patching
_WHO = (*STAFF, "nordic-contact")

PLACES: dict[str, Place] = {
    "patching/duties/<str:number>/": Place(_WHO, ("/patching/duties/{patch_duty}/",)),
    "patching/owed/<str:number>/": Place(_WHO, ("/patching/owed/{patch_owed}/",)),
}
