"""How every command ends: exit codes, one sentence, and no Qt where none is needed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.__main__ import main
from tracker.cli.parser import COMMANDS, build_parser, run_command_line
from tracker.cli.progress import progress_bar
from tracker.domain.refusal import Refusal
from tracker.language import words


@pytest.fixture
def command(monkeypatch):
    """Put a function of the test in the place of a command."""

    def put(run):
        class Module:
            @staticmethod
            def add_parser(commands):
                commands.add_parser("score").set_defaults(run=run)

        monkeypatch.setattr("importlib.import_module", lambda _name: Module)

    return put


def test_that_the_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_that_each_command_has_help_of_its_own_and_says_what_to_run(name, capsys):
    with pytest.raises(SystemExit) as end:
        main([name, "--help"])
    assert end.value.code == 0
    assert f"tracker {name}" in capsys.readouterr().out
    parser = build_parser([name], words())
    choices = next(action for action in parser._actions if action.dest == "command").choices
    assert callable(choices[name].get_default("run")) or choices[name]._subparsers


def test_that_an_unknown_command_is_wrong_usage(capsys):
    with pytest.raises(SystemExit) as end:
        main(["cure"])
    assert end.value.code == 2
    assert "cure" in capsys.readouterr().err


def test_that_a_refusal_is_one_line_on_standard_error_and_exit_code_1(command, capsys):
    def refuse(_arguments):
        raise Refusal("There is no study in {folder}.\nChoose another folder.", folder="S")

    command(refuse)
    assert run_command_line(["score"]) == 1
    out, err = capsys.readouterr()
    assert (out, err) == ("", "There is no study in S. Choose another folder.\n")


def test_that_a_file_that_cannot_be_read_is_named_without_a_traceback(command, capsys, tmp_path):
    command(lambda _arguments: len((tmp_path / "answers.json").read_text()))
    assert run_command_line(["score"]) == 1
    err = capsys.readouterr().err
    assert "answers.json" in err
    assert err.count("\n") == 1


def test_that_an_interrupt_is_told_in_one_line(command, capsys):
    def interrupt(_arguments):
        raise KeyboardInterrupt

    command(interrupt)
    assert run_command_line(["score"]) == 130
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows pipes close differently")
def test_that_a_reader_who_has_seen_enough_is_no_error():
    code = """
import sys
from types import SimpleNamespace
from tracker.cli.parser import run_command_line

def add_parser(commands):
    commands.add_parser("score").set_defaults(run=lambda _: print("x" * 10**6) or 0)

sys.modules["tracker.cli.score"] = SimpleNamespace(add_parser=add_parser)
sys.exit(run_command_line(["score"]))
"""
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    child.stdout.read(10)
    child.stdout.close()
    assert child.stderr.read() == b""
    assert child.wait() == 141
    child.stderr.close()


def test_that_a_pipe_gets_no_progress_bar_and_a_terminal_gets_one_that_is_wiped():
    class Screen:
        def __init__(self, terminal: bool) -> None:
            self.text, self.terminal = "", terminal

        def isatty(self) -> bool:
            return self.terminal

        def write(self, text: str) -> None:
            self.text += text

        def flush(self) -> None: ...

    pipe, terminal = Screen(terminal=False), Screen(terminal=True)
    for screen in (pipe, terminal):
        with progress_bar(words(), screen) as progress:
            progress(1, 4, "Patients")
    assert pipe.text == ""
    assert "1/4 Patients" in terminal.text
    assert terminal.text.endswith("\x1b[2K")


def test_that_text_reaches_a_pipe_whole_whatever_the_locale():
    code = "from tracker.__main__ import main; main(['--version']) if 0 else None;"
    code += "from tracker.cli import parser; parser._write_text_as_utf8(); print('Łukasz 王 ≥')"
    narrow = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-c", code], env=narrow, capture_output=True, check=True)
    assert done.stdout.decode() == f"Łukasz 王 ≥{os.linesep}"


def test_that_the_program_starts_as_a_module_and_as_a_command():
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "tracker", "--version"], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("tracker ")
