"""What every listing does with a tile."""

import asyncio
import time

WAIT = 0.005  # seconds, for an answer from far away
LEFT = [-2.2, -1.4, -0.6, 0.2]
TOP = [-1.6, -0.8, 0.0, 0.8]


def load(tile):
    """Waits for a tile's data, and keeps its thread."""
    time.sleep(WAIT)
    return LEFT[tile % 4], TOP[tile // 4 % 4]


async def load_async(tile):
    """Waits for a tile's data, and gives way."""
    await asyncio.sleep(WAIT)
    return LEFT[tile % 4], TOP[tile // 4 % 4]


def render(corner):
    """The colour of a part of the Mandelbrot set: the
    redder, the longer its points stay."""
    left, top = corner
    steps = 0
    for row in range(16):
        for column in range(16):
            x = left + 0.05 * column
            y = top + 0.05 * row
            steps += stay(x, y)
    red = 255 * steps // (16 * 16 * 50)
    return f"#{red:02x}{red // 2:02x}{255 - red:02x}"


def stay(x, y):
    """After how many steps, 50 at most, a point leaves."""
    a, b = 0.0, 0.0
    for step in range(50):
        a, b = a * a - b * b + x, 2.0 * a * b + y
        if a * a + b * b > 4.0:
            return step
    return 50
