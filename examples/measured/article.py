"""The article's two tables, for this machine: `python3 examples/measured/article.py`. It takes some minutes."""

import os
import platform
import subprocess
import sys
from pathlib import Path

PROGRAMS = ["sequential", "coroutines", "threads", "processes"]
ARTICLE = {"fib": [27.8, 65.0, 33.0, 18.2], "download": [15.7, 1.40, 1.88, 4.92]}
# A page took the article's loop about 314 ms.
SERVER = {"LOADS": os.environ.get("LOADS", "200-428")}


def seconds(program, work):
    command = [sys.executable, Path(__file__).with_name(f"{program}.py"), work]
    printed = subprocess.run(command, env=os.environ | SERVER, stdout=subprocess.PIPE, text=True, check=True).stdout
    return float(printed.split()[1])


def main():
    tasks, fib = os.environ.get("TASKS", "50"), os.environ.get("FIB", "30")
    titles = {"fib": f"{tasks} calls of fib({fib})", "download": f"{tasks} downloads"}
    print(f"Seconds in Python {platform.python_version()} on {os.cpu_count()} cores")
    for work, title in titles.items():
        print(f"\n{title:<22}" + "".join(f"{program:>12}" for program in PROGRAMS))
        print("in the article".ljust(22) + "".join(f"{time:12.2f}" for time in ARTICLE[work]))
        print("here".ljust(22), end="", flush=True)
        for program in PROGRAMS:
            print(f"{seconds(program, work):12.2f}", end="", flush=True)
        print()


if __name__ == "__main__":
    main()
