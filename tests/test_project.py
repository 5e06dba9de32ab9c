"""The house rules: who imports whom, sizes, docstrings, settings, commands, lock files."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import click
import pytest

from bot.cli import COMMANDS, SHARED_FILES, main
from bot.settings import Settings
from domain.chat.commands import Kind
from domain.chat.table import KIND_OF, TABLE
from handlers import HANDLERS

ROOT = Path(__file__).parent.parent
OURS = ("bench", "bot", "domain", "handlers", "migrations", "models", "scheduler", "simulator")
PRODUCT = tuple(name for name in OURS if name != "bench")
LONGEST_FILE = 300
PAGES = [path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")]

# Folder -> (our folders, other packages) it may import beside itself and the standard library;
# `None`: any other package. This is the architecture; a new arrow is made here first.
ARROWS: dict[str, tuple[set[str], set[str] | None]] = {
    "domain": (set(), {"rapidfuzz"}),
    "models": ({"domain"}, {"sqlalchemy", "holidays"}),
    "handlers": ({"domain", "models"}, {"sqlalchemy"}),
    "bot": ({"domain", "models", "handlers", "migrations"}, None),
    "scheduler": ({"domain", "models", "bot"}, None),
    "migrations": ({"models"}, {"sqlalchemy", "alembic"}),
    "simulator": (set(), None),
    "bench": (set(PRODUCT), None),
}
ENTRY_POINTS = ("bot/app.py", "bot/cli", "bot/commands/", "bot/demo")
"""Where the parts are put together: these may import the scheduler and the simulator too."""

# Folder -> room in it (a folder, or a module beside the folders) -> other rooms it may import.
INSIDE: dict[str, dict[str, set[str]]] = {
    "bot": {
        "typed": set(),
        "settings": {"typed"},
        "log": set(),
        "documents": set(),
        "calendar": {"settings"},
        "line": {"settings"},
        "heartbeat": set(),
        "loops": set(),
        "deps": {"calendar", "heartbeat", "line", "loops", "settings"},
        "queue": {"deps", "loops"},
        "server": set(),
        "quota": {"deps", "line"},
        "outbox": {"calendar", "deps", "line", "log", "queue"},
        "evidence": {"deps", "line", "log", "loops", "outbox", "queue"},
        "watch": {"calendar", "deps", "evidence", "line", "loops"},
        "inbox": {
            *("calendar", "deps", "line", "log", "outbox", "queue", "quota", "settings", "watch"),
        },
        "worker": {"deps", "evidence", "inbox", "loops", "outbox", "queue"},
        "app": {"deps", "inbox", "line", "settings", "watch", "worker"},
        "commands": {
            *("app", "calendar", "deps", "documents", "inbox", "line", "log"),
            *("server", "settings", "typed", "watch"),
        },
        "demo": {"app", "calendar", "commands", "deps", "documents", "server", "settings"},
        "cli": set(),
    },
    "models": {
        "tables": set(),
        "work": set(),
        "sqlite": set(),
        "holidays": {"tables", "workspaces"},
        "heartbeats": {"tables"},
        "agencies": {"tables", "workspaces"},
        "workspaces": {"tables"},
        "queue": {"tables", "work"},
        "database": {"sqlite", "tables", "work"},
        "people": {"agencies", "tables", "workspaces"},
        "issues": {"agencies", "people", "tables"},
        "joint": {"agencies", "indicator", "tables"},
        "groups": {"agencies", "people", "tables"},
        "audit": {"agencies", "indicator", "issues", "tables", "workspaces"},
        "indicator": {"agencies", "issues", "people", "tables"},
        "quota": {"groups", "tables", "work"},
        "evidence": {"groups", "issues", "people", "queue", "tables", "work"},
        "notices": {"agencies", "audit", "groups", "issues", "quota", "tables", "work"},
        "outbox": {"groups", "notices", "people", "queue", "tables", "work"},
        "unsend": {
            "evidence",
            "groups",
            "indicator",
            "issues",
            "notices",
            "outbox",
            "tables",
            "work",
        },
        "reminders": {
            "agencies",
            "audit",
            "groups",
            "issues",
            "notices",
            "outbox",
            "people",
            "tables",
            "workspaces",
        },
        "inbox": {
            *("groups", "issues", "outbox", "people", "queue", "tables", "work", "workspaces"),
        },
        "direct": {
            "groups",
            "issues",
            "notices",
            "outbox",
            "people",
            "quota",
            "reminders",
            "tables",
            "work",
            "workspaces",
        },
        "exports": {
            "agencies",
            "audit",
            "evidence",
            "indicator",
            "issues",
            "notices",
            "people",
            "reminders",
        },
        "clock": {
            "evidence",
            "groups",
            "inbox",
            "notices",
            "outbox",
            "people",
            "queue",
            "reminders",
            "tables",
            "work",
        },
        "retention": {"inbox", "notices", "outbox", "queue", "tables"},
        "revival": {
            "audit",
            "direct",
            "groups",
            "inbox",
            "issues",
            "notices",
            "outbox",
            "people",
            "queue",
            "quota",
            "work",
        },
        "wording": {
            "agencies",
            "database",
            "direct",
            "evidence",
            "groups",
            "holidays",
            "issues",
            "notices",
            "outbox",
            "people",
            "quota",
            "reminders",
            "workspaces",
        },
        "roster": {
            "agencies",
            "audit",
            "direct",
            "groups",
            "notices",
            "people",
            "tables",
            "workspaces",
        },
    },
    "simulator": {
        "certificates": set(),
        "model": set(),
        "messages": {"model"},
        "endpoints": {"messages", "model"},
        "control": {"certificates", "model"},
        "scenarios": {"control", "model"},
        "page": {"control", "messages", "model", "scenarios"},
        "door": {"endpoints", "model"},
        "sender": {"certificates", "model"},
        "http": {"control", "endpoints", "messages", "model", "page", "sender"},
    },
}


ABOVE = {"bot/commands/demo.py": "demo"}
"""Files that belong to another room than the folder in which their kind stands."""


def files(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(tree(path)))


@pytest.fixture(scope="module", autouse=True)
def _forget_nodes() -> Iterator[None]:
    """Many small objects: the garbage collector would pass over them to the end of the run."""
    yield
    nodes.cache_clear()


def imported(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{short(path)}: imports are absolute"
            assert node.module is not None
            yield node.module


def allowed(path: Path, package: str) -> bool:
    folder = short(path).split("/")[0]
    ours, others = ARROWS[folder]
    if short(path).startswith(ENTRY_POINTS):
        ours = ours | {"scheduler", "simulator"}
    if package == folder or package in sys.stdlib_module_names or package in ours:
        return True
    return package not in OURS and (others is None or package in others)


def test_imports_follow_the_arrows() -> None:
    wrong = [
        f"{short(path)} imports {module}"
        for path in files(*OURS)
        for module in imported(path)
        if not allowed(path, module.split(".")[0])
    ]

    assert wrong == []


def rooms(path: Path, folder: str) -> set[str]:
    """Return the rooms of a folder that a file imports."""
    names = {
        f"{node.module}.{alias.name}"
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    } | set(imported(path))
    dotted = (name.split(".") for name in names)
    return {parts[1] for parts in dotted if parts[0] == folder and len(parts) > 1}


def room_of(path: Path, folder: str) -> str:
    own = path.relative_to(ROOT / folder).parts[0].removesuffix(".py")
    return ABOVE.get(short(path), own)


@pytest.mark.parametrize("folder", sorted(INSIDE))
def test_rooms_follow_the_arrows_inside_a_folder(folder: str) -> None:
    table = INSIDE[folder]
    wrong = [
        f"{short(path)} imports {folder}.{room}"
        for path in files(folder)
        if (own := room_of(path, folder)) != "__init__"
        for room in sorted(rooms(path, folder) - table[own] - {own})
    ]

    assert wrong == []
    TopologicalSorter(table).prepare()  # raises CycleError where arrows run in a circle


def test_the_scheduler_takes_little_of_the_bot() -> None:
    taken = {room for path in files("scheduler") for room in rooms(path, "bot")}

    assert taken == {"calendar", "deps", "line", "loops", "quota"}


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", *sorted(PAGES)])
def test_every_file_that_the_docs_name_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(rf"`((?:{'|'.join((*OURS, 'tests', 'scripts', 'docs'))})/[\w./-]*)`", text)

    assert [name for name in named if not (ROOT / name).exists()] == []


def test_only_the_adapter_and_the_simulator_know_the_sdk() -> None:
    knowing = {
        short(path)
        for path in files(*OURS)
        for module in imported(path)
        if module.split(".")[0] == "linebot"
    }

    outside = {name for name in knowing if not name.startswith(("simulator/", "bench/"))}
    assert outside == {"bot/line/sdk.py"}


def test_rapidfuzz_stays_in_the_directory() -> None:
    using = {short(path) for path in files("domain") if "rapidfuzz" in set(imported(path))}

    assert all(name.startswith("domain/directory/") for name in using)


def names(node: ast.AST) -> set[str]:
    """What a node names; the function of that name in asyncio is another thing."""
    if isinstance(node, ast.Attribute):
        gathers = node.attr == "gather" and ast.unparse(node) == "asyncio.gather"
        return set() if gathers else {node.attr}
    named = [getattr(node, part, None) for part in ("id", "arg", "name")]
    text = node.value if isinstance(node, ast.Constant) else None
    return {each for each in (*named, text) if isinstance(each, str)}


def test_only_the_planner_decides_when_a_notice_is_pushed() -> None:
    timing = {"push_at", "notice_wait", "gather"}
    product = [path for path in files(*PRODUCT) if "versions" not in path.parts]
    naming = {short(path) for path in product for node in nodes(path) if names(node) & timing}
    deciding = {short(path) for path in product if "domain.planner.waits_until" in functions(path)}

    counting = {"models/direct/carried.py"}
    telling = {"models/notices/__init__.py", "models/notices/telling.py"}
    assert naming == {"bot/settings.py"} | telling | counting
    assert deciding == {"models/notices/telling.py"}


def functions(path: Path) -> set[str]:
    """What a file imports from modules, with the module's name."""
    return {
        f"{node.module}.{alias.name}"
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_only_the_office_days_know_the_official_holidays() -> None:
    assert [short(path) for path in files("models") if "holidays" in set(imported(path))] == [
        "models/holidays.py"
    ]


def test_nothing_imports_the_tests() -> None:
    assert [short(path) for path in files(*OURS) if "tests" in set(imported(path))] == []


def test_no_file_is_too_long() -> None:
    product = [path for path in files(*PRODUCT) if "versions" not in path.parts]
    lengths = {short(path): len(path.read_text(encoding="utf-8").splitlines()) for path in product}

    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def public(body: list[ast.stmt]) -> Iterator[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        setter = any(ast.unparse(one).endswith(".setter") for one in node.decorator_list)
        if node.name.startswith("_") or setter:
            continue
        yield node
        if isinstance(node, ast.ClassDef):
            yield from public(node.body)


def test_modules_and_public_names_have_docstrings() -> None:
    silent = []
    for path in files(*PRODUCT):
        module = tree(path)
        if ast.get_docstring(module) is None:
            silent.append(short(path))
        silent += [
            f"{short(path)}:{node.lineno} {node.name}"
            for node in public(module.body)
            if ast.get_docstring(node) is None
        ]

    assert silent == []


def test_only_the_command_line_prints() -> None:
    printing = {
        short(path)
        for path in files(*OURS)
        for node in nodes(path)
        if isinstance(node, ast.Call) and names(node.func) & {"print", "echo"}
        if ast.unparse(node.func) in ("print", "click.echo")
    }

    allowed_to = ("bot/cli", "bot/commands/", "bench/")
    assert {name for name in printing if not name.startswith(allowed_to)} == set()


def test_example_and_settings_list_the_same_names() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    example = re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", text, re.MULTILINE)

    assert len(example) == len(set(example))
    assert set(example) == {field.validation_alias for field in Settings.model_fields.values()}


def test_every_setting_of_the_example_is_explained() -> None:
    explained = False
    silent = []
    for line in (ROOT / ".env.example").read_text(encoding="utf-8").splitlines():
        setting = re.match(r"#? ?([A-Z][A-Z0-9_]+)=", line)
        if setting is None:
            explained = line.startswith("# ")
        elif not explained:
            silent.append(setting[1])

    assert silent == []


def commands(group: click.Group, path: str = "saphan") -> Iterator[tuple[str, click.Command]]:
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_list_of_commands_tells_the_first_sentence_of_their_help(name: str) -> None:
    command = main.get_command(click.Context(main), name)

    assert command is not None
    assert command.name == name
    assert command.get_short_help_str(limit=1000) == COMMANDS[name]


def test_every_file_of_commands_is_on_the_list() -> None:
    """A file that adds to the group of another, and what the commands share, are the exceptions."""
    listed = {SHARED_FILES.get(name, name) for name in COMMANDS}
    found = {path.stem for path in files("bot/commands")}

    assert found - listed == {
        "__init__",
        "closed_quarter",
        "dates",
        "joint_next",
        "joint_told",
        "joint_years",
        "session",
        "settings",
    }


def test_the_demo_says_that_it_starts_before_it_imports_much() -> None:
    """The bot and the simulator take seconds to import on a small machine."""
    first = ["bot/commands/demo.py", "bot/commands/__init__.py", "bot/__init__.py"]
    needed = {
        module.split(".")[0]
        for name in first
        for node in tree(ROOT / name).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in [getattr(node, "module", None) or node.names[0].name]
    }

    assert needed <= {"click", *sys.stdlib_module_names}


def test_the_procfile_starts_commands_that_exist() -> None:
    """By a path that needs no more than `pip install -r requirements.txt`."""
    known = {name.replace("saphan", "python -m bot.cli", 1) for name, _ in commands(main)}
    entries = dict(
        line.split(": ", 1) for line in (ROOT / "Procfile").read_text("utf-8").splitlines()
    )

    assert set(entries) == {"release", "web", "worker", "scheduler"}
    assert set(entries.values()) <= known


def test_every_command_and_option_has_help() -> None:
    silent = [
        f"{name} {param.name}"
        for name, command in commands(main)
        for param in command.params
        if isinstance(param, click.Option) and not param.help
    ]

    assert silent == []
    assert [name for name, command in commands(main) if not command.help] == []


def test_the_contract_commands_exist() -> None:
    known = {name.removeprefix("saphan ") for name, _ in commands(main)}

    assert known >= {
        *("serve", "web", "worker", "scheduler", "migrate", "demo", "simulator", "doctor"),
        *("workspace add", "workspace list", "roster import", "roster codes", "group code"),
        *("export", "stats", "quota", "parse deadline", "parse message", "audit verify"),
    }


@pytest.mark.parametrize("kind", sorted(TABLE))
def test_every_chat_command_has_a_handler_and_a_row_in_the_readme(kind: str) -> None:
    row = TABLE[kind]
    shown = re.findall(rf"^\|.*`#{kind}\b.*", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)

    assert row.shape.command in HANDLERS
    assert len(shown) == 1
    assert row.kind == kind == row.words[0]
    assert any(f"`#{word}`" in shown[0] for word in row.words if not word.isascii())


def test_every_command_has_a_row_and_the_readme_spells_none_that_has_not() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    shown = re.findall(r"`#([A-Za-z\u0e01-\u0e4e]+)", text)

    assert {*TABLE, Kind.NONE} == set(Kind)
    assert set(shown) <= set(KIND_OF)
    assert len(KIND_OF) == sum(len(row.words) for row in TABLE.values())


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_lock_files_pin_hashes_and_name_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = [line for line in text.replace("\\\n", "").splitlines() if line.strip()]

    assert "://" not in text
    assert not re.search(r"^\s*-", text.replace("\\\n", ""), re.MULTILINE)
    assert [line for line in packages if "==" not in line or "--hash=sha256:" not in line] == []
