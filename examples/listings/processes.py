# Processes: an interpreter each.
from concurrent.futures import ProcessPoolExecutor

from tiles import load, render


def paint(tile):
    # here: queued, load
    data = load(tile)
    # here: ready, switch, render
    return render(data)


if __name__ == "__main__":
    with ProcessPoolExecutor(8) as pool:
        # here: start
        picture = pool.map(paint, range(16))
    print(*picture)
