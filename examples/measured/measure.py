"""How near the model comes to programs that ran: `npm run measure` builds what is needed, and runs this.

Each program is recorded several times, each with another seed. From what was recorded, each task's load and render, from the
strategy, and from what things cost on this machine, which costs.py measures first, the crate predicts the run. A run counts where
it had the machine for itself: where it has used all that was used meanwhile by /proc/stat.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections import namedtuple
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
REPLAY = ROOT / "target/release/examples/replay"
RUST = ROOT / "target/measured/release"
PAGE = ROOT / "docs/measured.md"
MARKS = "<!-- measured -->\n", "<!-- /measured -->\n"
CORES = os.cpu_count()

RUNS = 7
SPARE = 3  # more runs of a program where some were disturbed
OTHERS, BLUR = 0.02, 0.03  # what others may use: a part of all cores' time, and seconds that clocks cannot tell apart
AIM, AIM_OF_PROCESSES = 0.02, 0.05  # of the makespan
AIM_OF_ENDS = 5  # milliseconds, where a loop that takes turns has the mixed work

Way = namedtuple("Way", "language name command fib limit costs")
Run = namedtuple("Run", "is_quiet recorded predicted error ends same_order")

PYTHON, NODE = [sys.executable], ["node"]
SYSTEM = {"switchCost": "switchCost", "quantum": "quantum"}
THREADS = {"threadStart": "threadStart", **SYSTEM}
# Which call of fib takes some milliseconds, how many tasks are in flight in the mixed work, and which field has which cost.
WAYS = [
    Way("Python", "a loop", [*PYTHON, HERE / "sequential.py"], 24, 1, {}),
    Way("Python", "asyncio", [*PYTHON, HERE / "coroutines.py"], 20, 8, {"switchCost": "coroutineSwitch"}),
    Way("Python", "threads", [*PYTHON, HERE / "threads.py"], 24, 8, {**THREADS, "switchCost": "lockSwitch"}),
    Way("Python", "processes", [*PYTHON, HERE / "processes.py"], 24, 8, {**SYSTEM, "processStart": "processCopy"}),
    Way("Rust", "a loop", [RUST / "sequential"], 30, 1, {}),
    Way("Rust", "Tokio", [RUST / "coroutines"], 26, 8, {}),
    Way("Rust", "a thread a task", [RUST / "threads"], 30, 40, THREADS),
    Way("Rust", "a pool", [RUST / "pool"], 30, 8, THREADS),
    Way("Node.js", "a loop", [*NODE, HERE / "sequential.mjs"], 27, 1, {}),
    Way("Node.js", "promises", [*NODE, HERE / "promises.mjs"], 18, 8, {}),
    Way("Node.js", "workers", [*NODE, HERE / "workers.mjs"], 27, CORES, {**SYSTEM, "threadStart": "workerStart"}),
]
WORKS = {
    "mixed": {"TASKS": "40", "LOADS": "20-180", "RENDERS": "20-80"},
    "fib": {"TASKS": "50"},
    "download": {"TASKS": "50", "LOADS": "10-50"},
}
HEAD = ["work", "language", "way", "recorded", "predicted", "error", "at worst", "ends", "same order", "quiet", "aim"]


def used():
    """The seconds for which all cores together were used, or taken away, since the machine was started."""
    with open("/proc/stat", encoding="ascii") as stat:
        user, nice, system, _idle, _waiting, *others = map(int, stat.readline().split()[1:9])
    return (user + nice + system + sum(others)) / os.sysconf("SC_CLK_TCK")


def record(command, environment):
    """Runs a program, and tells whether it had the machine for itself."""
    before, start = used(), time.monotonic()
    program = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(program.pid, 0)
    program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit code {program.returncode}")
    others = used() - before - usage.ru_utime - usage.ru_stime
    return others <= BLUR + OTHERS * CORES * (time.monotonic() - start)


def predict(file, costs):
    """What the crate makes of a recorded run and of what things cost."""
    trace = json.loads(file.read_text(encoding="utf-8"))
    trace["otherData"] |= costs
    file.write_text(json.dumps(trace), encoding="utf-8")
    with file.open("rb") as recording:
        return json.loads(subprocess.run([REPLAY], stdin=recording, stdout=subprocess.PIPE, check=True).stdout)


def measure(way, work, costs, arguments):
    """Runs a program until enough runs were quiet, but not without end."""
    environment = WORKS[work] | {"FIB": str(way.fib)}
    if work == "mixed":
        environment["LIMIT"] = str(way.limit)
    if arguments.quick:
        environment["TASKS"] = "8"
    runs = []
    while sum(run.is_quiet for run in runs) < arguments.runs and len(runs) < arguments.runs + SPARE:
        seed = str(len(runs) + 1)
        file = arguments.keep / f"{way.language} {way.name} {work} {seed}.json".replace(" ", "-").lower()
        is_quiet = record([*way.command, work], environment | {"SEED": seed, "RECORD": str(file)})
        found = predict(file, {field: costs[cost] for field, cost in way.costs.items()})
        recorded, predicted = found["recorded"]["makespan"], found["predicted"]["makespan"]
        ends, same_order = found["error"]["ends"]["median"], found["error"]["sameOrder"]
        runs.append(Run(is_quiet, recorded, predicted, predicted / recorded - 1, ends, same_order))
    return runs


def row(way, work, runs):
    """A line of the table: of the runs that were quiet, or of all where none was."""
    counted = [run for run in runs if run.is_quiet] or runs
    recorded, predicted, error, ends = (
        statistics.median(getattr(run, name) for run in counted) for name in ("recorded", "predicted", "error", "ends")
    )
    is_met = abs(error) <= (AIM_OF_PROCESSES if way.name == "processes" else AIM)
    if work == "mixed" and way.name in ("asyncio", "Tokio"):
        is_met = is_met and ends <= AIM_OF_ENDS
    return [
        *(work, way.language, way.name),
        f"{recorded:,.0f} ms",
        f"{predicted:,.0f} ms",
        f"{error:+.1%}",
        f"{max((run.error for run in counted), key=abs):+.1%}",
        f"{ends:.1f} ms",
        f"{sum(run.same_order for run in counted)} of {len(counted)}",
        f"{sum(run.is_quiet for run in runs)} of {len(runs)}",
        "met" if is_met else "missed",
    ]


def said(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        models = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    rust, node = said("rustc", "--version").split()[1], said("node", "--version")[1:]
    versions = f"Python {platform.python_version()}, Rust {rust}, Node.js {node}"
    return f"{CORES} cores ({', '.join(sorted(set(models)))}), {platform.system()} {platform.release()}; {versions}."


def tell(text):
    print(text, file=sys.stderr, flush=True)


def report(wanted, arguments):
    """Measures all that is wanted, and gives the lines of the report."""
    tell("What things cost")
    costs_runs = "1" if arguments.quick else str(RUNS)
    costs = json.loads(said(*PYTHON, ROOT / "examples/costs.py", "--json", "--runs", costs_runs))
    rows, runs = [], []
    for way, work in wanted:
        found = measure(way, work, costs, arguments)
        runs += found
        rows.append(row(way, work, found))
        tell("  ".join(rows[-1]))
    quiet = sum(run.is_quiet for run in runs)
    left_out = "The others are left out, but where all of a line are such."
    times = [f"`{name}` {cost:.3g}" for name, cost in costs.items() if not name.endswith(("Memory", "stack"))]
    lines = [
        machine(),
        "",
        *(f"| {' | '.join(cells)} |" for cells in [HEAD, ["---"] * 3 + ["---:"] * 7 + ["---"], *rows]),
        "",
        f"{quiet} of {len(runs)} runs had the machine for themselves. {left_out if quiet < len(runs) else ''}".rstrip(),
        "",
        f"What things cost, in milliseconds: {', '.join(times)}.",
        "",
        "What recording costs:",
        "",
        *(f"- {said(*command)}." for command in ([*PYTHON, HERE / "overhead.py"], [RUST / "overhead"])),
        f"- {said(*NODE, HERE / 'overhead.mjs')}.",
    ]
    if not arguments.quick:
        tell("The article's tables")
        lines += ["", "The article's tables, by `python3 examples/measured/article.py`:", "", "```text"]
        lines += [said(*PYTHON, HERE / "article.py"), "```"]
    return lines


def main():
    parser = argparse.ArgumentParser(description="Measures how near the model comes to programs that ran.")
    parser.add_argument("--write", action="store_true", help="write the report into docs/measured.md")
    parser.add_argument("--quick", action="store_true", help="some runs of few tasks, without the article's tables")
    parser.add_argument("--only", default="", metavar="WORD,...", help="only the lines that have all these words")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the recordings in a folder")
    arguments = parser.parse_args()
    arguments.runs = 2 if arguments.quick else RUNS
    words = arguments.only.lower().split(",")
    wanted = [(way, work) for work in WORKS for way in WAYS]
    wanted = [(way, work) for way, work in wanted if all(word in f"{way[:2]} {work}".lower() for word in words)]
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        arguments.keep = arguments.keep or Path(folder)
        arguments.keep.mkdir(parents=True, exist_ok=True)
        lines = report(wanted, arguments)
    print("\n".join(lines))
    tell(f"It took {time.monotonic() - start:.0f} s.")
    if arguments.write:
        text = PAGE.read_text(encoding="utf-8")
        before, after = text.split(MARKS[0])[0], text.split(MARKS[1])[1]
        PAGE.write_text("\n".join([before + MARKS[0], *lines, "", MARKS[1] + after]), encoding="utf-8")


if __name__ == "__main__":
    main()
