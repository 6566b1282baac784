"""Cuts the four faces of Tracker Sans from the variable Inter; its results are kept in resources/fonts.

    python installer/cut_fonts.py Inter-roman.var.ttf

reportlab knows no variable fonts and no font features, so weights become files and tabular figures become the
figures. The Open Font License asks for another name. Needs fontTools; the program itself does not.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
FAMILY = "Tracker Sans"
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl"]


def cut(source: Path, style: str, weight: int) -> TTFont:
    """One static face of `source`, with tabular figures in the place of the proportional ones."""
    font = instantiateVariableFont(TTFont(source, recalcTimestamp=False), {"wght": weight})
    _freeze_figures(font)
    options = Options(layout_features=FEATURES, name_IDs=["*"], hinting=False, notdef_outline=True)
    options.recalc_timestamp = False
    options.drop_tables += ["DSIG", "STAT"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for code in font.getBestCmap() if not 0xE000 <= code < 0xF900])
    subsetter.subset(font)
    _level_figures(font)
    _name(font, style, weight)
    return font


def _freeze_figures(font: TTFont) -> None:
    rules = font["GSUB"].table
    lookups = next(
        r.Feature.LookupListIndex for r in rules.FeatureList.FeatureRecord if r.FeatureTag == "tnum"
    )
    swaps: dict[str, str] = {}
    for index in lookups:
        for table in rules.LookupList.Lookup[index].SubTable:
            swaps.update(getattr(table, "ExtSubTable", table).mapping)
    for table in font["cmap"].tables:
        for figure in range(ord("0"), ord("9") + 1):
            if figure in table.cmap:
                table.cmap[figure] = swaps.get(table.cmap[figure], table.cmap[figure])


def _level_figures(font: TTFont) -> None:
    """Between the drawn weights rounding leaves figures a hair apart; columns want them equal."""
    figures = {font.getBestCmap()[code] for code in range(ord("0"), ord("9") + 1)}
    width = max(font["hmtx"][glyph][0] for glyph in figures)
    for glyph in figures:
        font["hmtx"][glyph] = (width, font["hmtx"][glyph][1])


def _name(font: TTFont, style: str, weight: int) -> None:
    names, plain = font["name"], style in {"Regular", "Bold"}
    for name in list(names.names):
        if name.nameID not in {0, 5, 9, 11, 12, 13, 14}:
            names.removeNames(nameID=name.nameID)
    said = {
        1: FAMILY if plain else f"{FAMILY} {style}",
        2: style if plain else "Regular",
        3: f"{FAMILY} {style}, cut from Inter",
        4: f"{FAMILY} {style}",
        6: f"{FAMILY.replace(' ', '')}-{style}",
        16: FAMILY,
        17: style,
    }
    for number, text in said.items():
        names.setName(text, number, 3, 1, 0x409)
        names.setName(text, number, 1, 0, 0)
    font["OS/2"].usWeightClass = weight
    bold = style == "Bold"
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x61 | (0x20 if bold else 0x40)
    font["head"].macStyle = 1 if bold else 0


if __name__ == "__main__":
    target = Path(__file__).resolve().parent.parent / "resources" / "fonts"
    for name, value in WEIGHTS.items():
        cut(Path(sys.argv[1]), name, value).save(target / f"TrackerSans-{name}.ttf")
