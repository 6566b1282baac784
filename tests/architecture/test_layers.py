"""The layers hold, in the graph of imports and when the program runs."""

import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

from tests.architecture.tree import ROOT

SCREEN = ("PySide6", "shiboken6", "pyqtgraph")


def loaded_after(code: str, forbidden: tuple[str, ...] = SCREEN, cwd: Path = ROOT) -> list[str]:
    """Run `code` in a process of its own and name the `forbidden` packages that it has loaded."""
    tell = f"""
import sys
print("loaded:", *sorted({{module.split(".")[0] for module in sys.modules}} & set({forbidden!r})))
"""
    done = subprocess.run(
        [sys.executable, "-c", code + tell], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1].split()[1:]


def everything_in(package: str) -> str:
    return f"""
import importlib, pkgutil, {package} as package
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
"""


def test_that_every_contract_on_imports_is_kept():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_that_no_module_reaches_itself_through_what_it_imports():
    graph = grimp.build_graph("tracker", cache_dir=None)
    imported = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(list(TopologicalSorter(imported).static_order())) == len(graph.modules)
    circle = {**imported, "tracker.domain.patient": {"tracker.app"}}
    with pytest.raises(CycleError):
        TopologicalSorter(circle).prepare()


@pytest.mark.parametrize("package", ["tracker.domain", "tracker.store", "tracker.services", "tracker.pdf"])
def test_that_the_inner_packages_load_without_qt(package):
    assert loaded_after(everything_in(package)) == []


def test_that_scoring_loads_neither_qt_nor_the_store_nor_reportlab():
    code = """
import io, sys
from tracker.__main__ import main
sys.stdin = io.TextIOWrapper(io.BytesIO(b'{}'))
assert main(["score", "sledai_2k", "-"]) == 0
"""
    assert (
        loaded_after(code, (*SCREEN, "sqlcipher3", "sqlite_utils", "reportlab", "cryptography", "numpy"))
        == []
    )


def test_that_the_door_is_painted_before_the_store_is_loaded():
    heavy = ("sqlite_utils", "sqlcipher3", "numpy", "pyqtgraph", "reportlab")
    assert loaded_after("import tracker.app\n", heavy) == []


def test_that_the_domain_loads_nothing_but_the_standard_library():
    code = f"""
import sys
before = set(sys.modules)
{everything_in("tracker.domain")}
new = {{name.split(".")[0] for name in set(sys.modules) - before}}
foreign = new - set(sys.stdlib_module_names) - {{"tracker"}}
assert not foreign, foreign
"""
    loaded_after(code)


def test_that_the_window_does_load_qt():
    """The control: were this empty, the tests above would prove nothing."""
    assert "PySide6" in loaded_after(everything_in("tracker.ui.theme"))
