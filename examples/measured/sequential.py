"""One task after another."""

import work


def run(task, numbers, _limit):
    for number in numbers:
        task(number)


work.main("sequential", run, limit=1)
