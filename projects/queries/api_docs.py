"""What does an OpenAPI description say, as rows of tables?"""

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

_TYPES = {
    "string": "文字", "integer": "整数", "boolean": "true 或 false", "number": "数", "object": "对象",
}  # fmt: skip
_FORMATS = {"date": "日期", "date-time": "日期和时间", "uri": "网址"}


@dataclass(frozen=True)
class Line:
    """One parameter or one field: its name, what it is, what it means."""

    name: str
    kind: str
    words: str


@dataclass(frozen=True)
class Operation:
    key: str
    title: str
    path: str
    words: str
    parameters: list[Line]
    fields: list[Line]
    faults: list[tuple[str, str]]
    address: str
    example: str


def operations(schema):
    """Every address of the API in the order of the schema."""
    return [_operation(schema, path, methods["get"]) for path, methods in schema["paths"].items()]


def _operation(schema, path, told):
    answers = told["responses"]
    body = answers["200"]["content"]["application/json"]
    address, example = next(iter(body["examples"].items()))
    return Operation(
        key=told["operationId"], title=told["summary"], path=path, words=told["description"],
        parameters=[
            Line(one["name"], _kind(one["schema"], schema), one.get("description", ""))
            for one in told.get("parameters", [])
            if one["in"] != "header"
        ],
        fields=list(_fields(_record(body["schema"], schema), schema)),
        faults=[(code, one["description"]) for code, one in answers.items() if code != "200"],
        address=example.get("summary") or address,
        example=json.dumps(example["value"], ensure_ascii=False, indent=1),
    )  # fmt: skip


def _record(of, schema):
    """The record itself; of a list, one of its records."""
    found = _resolved(of, schema)
    results = found.get("properties", {}).get("results")
    return _resolved(results["items"], schema) if results else found


def _fields(record, schema, prefix=""):
    for name, of in record.get("properties", {}).items():
        yield Line(f"{prefix}{name}", _kind(of, schema), of.get("description", "").split("\n\n")[0])
        inner = _resolved(of.get("items", of), schema)
        if inner.get("properties"):
            mark = "[]." if _resolved(of, schema).get("type") == "array" else "."
            yield from _fields(inner, schema, f"{prefix}{name}{mark}")


def _kind(of, schema):
    """The type in words, with the codes that are possible."""
    found = _resolved(of, schema)
    codes = [code for one in _choices(found, schema) for code in one.get("enum", []) if code]
    if codes:
        words = "、".join(codes)
    elif found.get("type") == "array":
        words = _("若干个{}").format(_kind(found["items"], schema))
    else:
        words = _FORMATS.get(found.get("format")) or _TYPES.get(found.get("type"), "")
    return words + (_("，可以没有") if of.get("nullable") else "")


def _choices(found, schema):
    return [found, *(_resolved(one, schema) for one in found.get("oneOf", []))]


def _resolved(of, schema):
    """Follows references into the components."""
    while True:
        reference = of.get("$ref") or next(
            (one["$ref"] for one in of.get("allOf", []) if "$ref" in one), None
        )
        if not reference:
            return of
        of = schema["components"]["schemas"][reference.rsplit("/", 1)[-1]]
