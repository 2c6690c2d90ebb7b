# One after the other.
from tiles import load, render

picture = []
for tile in range(16):
    # here: load
    data = load(tile)
    # here: switch, render
    picture.append(render(data))
print(*picture)
