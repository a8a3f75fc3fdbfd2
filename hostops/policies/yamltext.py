"""YAML as policy documents use it: plain values with the line of each, nothing clever.

Only `null`, `true`, `false` and whole numbers are read as such; everything else stays the text
that was written, so that `17:00` is a time, `99.99` keeps its digits and `no` is a word. A key
that stands twice, an anchor or a tag is refused.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import NodeEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from hostops.policies.problems import Place, PolicyError, Problem

_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
_WHOLE = re.compile(r"^-?(0|[1-9][0-9]{0,17})$")
_PLAIN_TAGS = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:str")


@dataclass
class Reading:
    """The data of a document, the line of each place (from 1), and what was wrong with its YAML."""

    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, place: Place) -> int | None:
        """The line of this place, or of the nearest one above it that was written."""
        for length in range(len(place), -1, -1):
            if place[:length] in self.lines:
                return self.lines[place[:length]]
        return None


def read(text: str, name: str) -> Reading:
    """Parse `text`; PolicyError if it is not YAML at all, problems in the result for the rest."""
    reading = Reading()
    try:
        _refuse_anchors(text, name)
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        reading.data = None if node is None else _value(node, (), reading)
    except yaml.YAMLError as error:
        raise PolicyError(name, [_syntax(error)]) from error
    except RecursionError:
        nested = Problem((), "it is nested too deeply", "write a policy document")
        raise PolicyError(name, [nested]) from None
    return reading


def _syntax(error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    fault = " ".join(str(getattr(error, "problem", None) or error).split())
    mend = "check the indentation, the quotes and the brackets there"
    return Problem((), f"it is not YAML: {fault}", mend, None if mark is None else mark.line + 1)


def _refuse_anchors(text: str, name: str) -> None:
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        if isinstance(event, NodeEvent) and event.anchor is not None:
            line = None if event.start_mark is None else event.start_mark.line + 1
            raise PolicyError(
                name,
                [Problem((), f"the anchor {event.anchor} is used", "write the values out in both places", line)],
            )


def _value(node: Node, place: Place, reading: Reading) -> Any:
    reading.lines.setdefault(place, node.start_mark.line + 1)
    if node.tag not in _PLAIN_TAGS:
        reading.problems.append(
            Problem(place, f"the tag {node.tag} is used", "write the plain value", node.start_mark.line + 1)
        )
    if isinstance(node, MappingNode):
        return _mapping(node, place, reading)
    if isinstance(node, SequenceNode):
        return [_value(item, (*place, index), reading) for index, item in enumerate(node.value)]
    assert isinstance(node, ScalarNode)
    return _scalar(node)


def _mapping(node: MappingNode, place: Place, reading: Reading) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        here = (*place, key)
        if key in result:
            first = reading.lines[here]
            reading.problems.append(
                Problem(here, f"the key stands twice, first on line {first}", "keep one of the two", line)
            )
            continue
        reading.lines[here] = line
        result[key] = _value(value_node, here, reading)
    return result


def _scalar(node: ScalarNode) -> Any:
    if node.style is not None:
        return node.value
    if node.value in _WORDS:
        return _WORDS[node.value]
    return int(node.value) if _WHOLE.match(node.value) else node.value
