"""`python -m bench`: every benchmark, one after the other; names on the command line choose."""

import sys

from bench import deadlines, messages, webhook

BENCHMARKS = {
    "deadlines": deadlines.main,
    "messages": messages.main,
    "webhook": webhook.main,
}


def main() -> None:
    """Run the benchmarks named, or all; exit 2 for a name that does not exist."""
    wanted = sys.argv[1:] or list(BENCHMARKS)
    unknown = [name for name in wanted if name not in BENCHMARKS]
    if unknown:
        sys.stderr.write(f"No benchmark {unknown[0]!r}: choose from {', '.join(BENCHMARKS)}.\n")
        raise SystemExit(2)
    sys.argv = sys.argv[:1]
    for name in wanted:
        sys.stdout.write(f"\n## {name}\n\n")
        sys.stdout.flush()
        BENCHMARKS[name]()


if __name__ == "__main__":
    main()
