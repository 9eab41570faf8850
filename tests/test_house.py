"""The plan of the house, held by a machine: what reviewers should not have to look for."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(path for folder in ("exchange", "bench") for path in (ROOT / folder).rglob("*.py"))
MOST_LINES_IN_A_FILE = 250
MOST_LINES_IN_A_FUNCTION = 30
CLOCKS = {"exchange/kernel/clock.py", "exchange/kernel/ids.py"}
TIME_READERS = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("datetime", "today"), ("time", "time")}


def name_of(module: Path) -> str:
    return str(module.relative_to(ROOT))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def calls(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Calls of the form ``a.b(…)`` as («a», «b»); longer chains keep their last two names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            yield getattr(owner, "id", getattr(owner, "attr", "")), node.func.attr


@pytest.fixture(scope="module", params=MODULES, ids=name_of)
def module(request: pytest.FixtureRequest) -> tuple[str, str, ast.Module]:
    text = request.param.read_text("utf-8")
    return name_of(request.param), text, ast.parse(text)


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines that do something: neither the signature nor the docstring."""
    first = function.body[1 if ast.get_docstring(function) and len(function.body) > 1 else 0]
    return (function.end_lineno or 0) - first.lineno + 1


def test_files_and_functions_stay_small(module: tuple[str, str, ast.Module]) -> None:
    _, text, tree = module
    long = [function.name for function in functions(tree) if body_lines(function) > MOST_LINES_IN_A_FUNCTION]

    assert text.count("\n") <= MOST_LINES_IN_A_FILE
    assert long == []


def test_nothing_is_imported_inside_a_function(module: tuple[str, str, ast.Module]) -> None:
    _, _, tree = module

    assert [f.name for f in functions(tree) for n in ast.walk(f) if isinstance(n, ast.Import | ast.ImportFrom)] == []


def test_no_lazy_words_hold_what_somebody_typed(module: tuple[str, str, ast.Module]) -> None:
    """A lazy text counts as markup in templates: what is put into it would be drawn unescaped."""
    _, _, tree = module
    lazy = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_l"]
    put_in = [word.value for call in lazy for word in call.keywords]

    assert [ast.unparse(value) for value in put_in if not _is_ours(value)] == []


def _is_ours(value: ast.expr) -> bool:
    """A constant, or a bound of the field itself."""
    name = getattr(value, "attr", getattr(value, "id", ""))
    return isinstance(value, ast.Constant) or name.isupper() or name in {"least", "most"}


def test_only_the_unit_of_work_commits(module: tuple[str, str, ast.Module]) -> None:
    name, _, tree = module
    commits = [call for call in calls(tree) if call[1] == "commit" and call[0] in {"session", "current", "db"}]

    assert commits == [] or name == "exchange/kernel/unit_of_work.py"


def test_only_the_clock_reads_the_time(module: tuple[str, str, ast.Module]) -> None:
    name, _, tree = module

    assert not TIME_READERS & set(calls(tree)) or name in CLOCKS


def test_no_relationship_loads_behind_our_back(module: tuple[str, str, ast.Module]) -> None:
    _, _, tree = module
    relationships = [
        n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "relationship"
    ]

    for relationship in relationships:
        assert {k.arg: ast.unparse(k.value) for k in relationship.keywords}.get("lazy") == "'raise'"


def test_every_public_function_says_why(module: tuple[str, str, ast.Module]) -> None:
    _, _, tree = module
    public = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and not n.name.startswith("_")]

    assert ast.get_docstring(tree)
    assert [node.name for node in public if not ast.get_docstring(node)] == []
