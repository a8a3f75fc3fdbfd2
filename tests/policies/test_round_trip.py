"""A document goes to JSON and comes back as it was, checked again."""

import json
from pathlib import Path
from typing import Any

import pytest

from hostops.policies.loading import bundled, load, restore
from hostops.policies.problems import PolicyError
from tests.policies.texts import THIRD, third


@pytest.mark.parametrize("path", [*bundled(), THIRD], ids=lambda path: path.stem)
def test_json_gives_the_same_document(path: Path) -> None:
    document = load(path)
    text = json.dumps(document.model_dump(mode="json"))
    again = restore(json.loads(text), document.policy.id)
    assert again == document
    assert json.dumps(again.model_dump(mode="json")) == text


def test_a_percentage_keeps_its_digits() -> None:
    data = third().model_dump(mode="json")
    data["availability"]["commitment"] = "99.950"
    restored = restore(data, "tara")
    assert restored.model_dump(mode="json")["availability"]["commitment"] == "99.950"


def test_stored_data_is_checked_in_full() -> None:
    data: dict[str, Any] = third().model_dump(mode="json")
    data["cases"]["severities"][0]["clause"] = "tara:99"
    with pytest.raises(PolicyError, match=r"tara: cases.severities\[0\].clause: there is no clause tara:99"):
        restore(data, "tara")


def test_a_document_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        third().policy.title = "Other"  # type: ignore[misc]
