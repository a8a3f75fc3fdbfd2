"""Reads a policy document and refuses it with every problem at once: the file, the place, the mend."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from hostops.policies.crosschecks import crosscheck
from hostops.policies.mends import problems_of
from hostops.policies.problems import PolicyError, Problem
from hostops.policies.schema.document import Document
from hostops.policies.yamltext import Reading, read

DOCUMENTS = Path(__file__).parent / "documents"


def bundled() -> list[Path]:
    """The policy documents that come with the portal, by name."""
    return sorted(DOCUMENTS.glob("*.yaml"))


def load(source: Path | str, name: str | None = None) -> Document:
    """The document in a file (a `Path`) or in a text (a `str`).

    `name` is what errors call it; a file's own name by default. Raises PolicyError, which lists
    every problem that could be found, in the order of the lines.
    """
    if isinstance(source, str):
        return load_text(source, name or "document.yaml")
    name = name or source.name
    try:
        text = source.read_text("utf-8")
    except UnicodeDecodeError as error:
        problem = Problem((), "it is not UTF-8 text", "save the file as UTF-8")
        raise PolicyError(name, [problem]) from error
    return load_text(text, name)


def load_text(text: str, name: str) -> Document:
    """The document in `text`; see `load`."""
    reading = read(text, name)
    document, problems = _built(reading.data)
    placed = [*reading.problems, *(_with_line(problem, reading) for problem in problems)]
    if document is None or placed:
        raise PolicyError(name, sorted(placed, key=lambda problem: problem.line or 0))
    return document


def restore(data: Any, name: str) -> Document:
    """The document from what `model_dump(mode="json")` gave, checked in full; raises PolicyError."""
    document, problems = _built(data)
    if document is None or problems:
        raise PolicyError(name, problems)
    return document


def _built(data: Any) -> tuple[Document | None, list[Problem]]:
    if not isinstance(data, dict):
        return None, [Problem((), "it has no sections", "begin with policy:, clauses:, calendars:")]
    try:
        document = Document.model_validate(data)
    except ValidationError as error:
        return None, problems_of(error, data)
    return document, crosscheck(document)


def _with_line(problem: Problem, reading: Reading) -> Problem:
    return Problem(problem.place, problem.fault, problem.mend, reading.line_of(problem.place))
