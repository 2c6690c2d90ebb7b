# Threads: each waits for itself.
from concurrent.futures import ThreadPoolExecutor

from tiles import load, render


def paint(tile):
    # here: queued, load
    data = load(tile)
    # here: ready, switch, render
    return render(data)


with ThreadPoolExecutor(max_workers=8) as pool:
    # here: start
    picture = pool.map(paint, range(16))
print(*picture)
