"""Write every drawing."""

from tools.drawings import DRAWINGS, FOLDER

FOLDER.mkdir(exist_ok=True)
for draw in DRAWINGS:
    card = draw()
    (FOLDER / f"{card.name}.svg").write_text(card.svg(), encoding="utf-8")
