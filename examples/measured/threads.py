"""A pool of threads: one at a time runs Python, since there is one global interpreter lock."""

import os
from concurrent.futures import ThreadPoolExecutor

import work


def run(task, numbers, limit):
    with ThreadPoolExecutor(limit) as pool:
        list(pool.map(task, numbers))


work.main("threads", run, limit=work.limit(5 * os.cpu_count()))
