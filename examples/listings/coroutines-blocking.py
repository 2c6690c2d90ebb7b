# One thread, and a call that does not give way.
import asyncio

from tiles import load, load_async, render

# if: limit
limit = asyncio.Semaphore(8)


async def paint(tile):
    # if: limit
    async with limit:
        if tile in {10}:
            # here: blocked
            data = load(tile)
        else:
            # here: queued, load, ready
            data = await load_async(tile)
        # here: switch, render
        return render(data)


async def main():
    tiles = map(paint, range(16))
    # here: start
    print(*await asyncio.gather(*tiles))


asyncio.run(main())
