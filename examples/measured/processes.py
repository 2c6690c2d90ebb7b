"""A pool of processes: each has an interpreter, and a lock, of its own."""

import os
from concurrent.futures import ProcessPoolExecutor

import work


def run(task, numbers, limit):
    with ProcessPoolExecutor(limit) as pool:
        list(pool.map(task, numbers))


if __name__ == "__main__":
    work.main("processes", run, limit=work.limit(os.cpu_count()))
