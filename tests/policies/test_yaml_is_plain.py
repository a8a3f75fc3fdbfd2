"""What a policy document may be as YAML: plain values, each key once."""

from pathlib import Path

import pytest

from hostops.policies.loading import load
from hostops.policies.problems import PolicyError
from tests.policies.texts import THIRD, line_of, refusal_of, third_with


def test_a_key_that_stands_twice_is_refused_with_both_lines() -> None:
    text = third_with("  summary:", "  title: Again\n  summary:")
    said = str(refusal_of(text))
    assert said.startswith(
        f"tara.yaml, line {line_of(text, 'title: Again')}: policy.title: the key stands twice, first on line "
    )
    assert "keep one of the two" in said


def test_broken_yaml_names_its_line() -> None:
    text = third_with("  title: Terms of Operation", "  title: [Terms of Operation")
    error = refusal_of(text)
    assert "it is not YAML" in str(error)
    assert error.problems[0].line is not None


def test_times_and_percentages_need_no_quotes() -> None:
    text = (
        third_with('mon: [["09:30", "13:00"]', "mon: [[09:30, 13:00]")
        .replace('"99.5"', "99.50")
        .replace('"22:30"', "22:30")
    )
    document = load(text, "tara.yaml")
    assert document.calendars["office"].hours["mon"][0] == ("09:30", "13:00")
    assert document.availability is not None
    assert str(document.availability.commitment) == "99.50"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "it has no sections"),
        ("- a\n- b\n", "it has no sections"),
        ("policy: &here {id: x}\n", "the anchor here is used"),
        (
            "policy: !!python/object:os.system {}\n",
            "the tag tag:yaml.org,2002:python/object:os.system is used",
        ),
        ("[" * 5000, "it is"),
    ],
)
def test_other_things_are_refused(text: str, fault: str) -> None:
    assert fault in str(refusal_of(text))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("policy: caf\xe9".encode("latin-1"))
    with pytest.raises(PolicyError, match=r"latin.yaml: the document: it is not UTF-8 text; save the file as UTF-8"):
        load(path)


def test_a_path_and_its_text_give_the_same_document() -> None:
    assert load(THIRD) == load(THIRD.read_text("utf-8"), "tara.yaml")
