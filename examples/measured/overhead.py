"""What the recorder costs: `python3 examples/measured/overhead.py` prints it."""

import os
import time

import recorder

TASKS = 20_000
RUNS = 7


def render():
    pass


def load():
    pass


def task():
    load()
    render()


def seconds():
    """The processor's time, the least of several runs: the one that was disturbed least."""
    found = []
    for _ in range(RUNS):
        recorder.events.clear()
        start = time.process_time()
        for _ in range(TASKS):
            task()
        found.append(time.process_time() - start)
    return min(found)


def main():
    plain = seconds()
    recorder.watch(globals(), os.devnull, task="task", load="load", render="render")
    cost = (seconds() - plain) / TASKS / 6
    recorder.events.clear()
    print(f"Python: {cost * 1e6:.2f} µs an event, 6 events a task, of which 2 read the thread's CPU clock")


if __name__ == "__main__":
    main()
