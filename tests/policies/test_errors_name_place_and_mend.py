"""A refused document says the file, the line, the place, the fault and the mend, for every problem."""

from tests.policies.texts import line_of, refusal_of, third_with, told

RESPONSE = "cases.severities[0].response"


def test_the_line_is_that_of_the_value() -> None:
    text = third_with("duration: PT5M", "duration: 15m")
    error = refusal_of(text)
    assert str(error).startswith(f"tara.yaml, line {line_of(text, 'duration: 15m')}: {RESPONSE}.duration: ")
    assert len(error.problems) == 1


def test_what_is_missing_is_placed_where_it_should_stand() -> None:
    text = third_with("        duration: PT5M\n", "")
    assert refusal_of(text).problems[0].line == line_of(text, "      response:")


def test_every_problem_is_told_in_the_order_of_the_lines() -> None:
    text = (
        third_with("timezone: Asia/Kolkata", "timezone: Mars")
        .replace("PT5M", "5m")
        .replace("tell: [managers]", "tel: [managers]")
    )
    lines = [problem.line for problem in refusal_of(text).problems]
    assert len(lines) >= 4
    assert lines == sorted(lines, key=lambda line: line or 0)


def test_priority_contact_needs_a_number_and_an_address() -> None:
    said = told(
        "  caps:\n",
        "  priority_contact: {clause: 'tara:1', channels: [phone], later_contact_starts: true}\n  caps:\n",
    )
    assert any("contact: priority cases need a number to call" in line and "add contact:" in line for line in said)
