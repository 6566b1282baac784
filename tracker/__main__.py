"""Where the program starts: the window without arguments, the command line with them."""

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; the exit code is 0 done, 1 refused, 2 wrong usage."""
    from tracker.store.process import use_no_network

    use_no_network()
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments:
        from tracker.cli.parser import run_command_line

        return run_command_line(arguments)
    from tracker.app import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
