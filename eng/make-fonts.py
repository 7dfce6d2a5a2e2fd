#!/usr/bin/python3
"""Makes the two bundled fonts from Debian's fonts-inter (SIL OFL 1.1).

Keeps Latin, Greek, Cyrillic, punctuation, currency, arrows and shapes; makes the tabular figures
the default ones, so that prices line up on a scale; turns the outlines into TrueType ones, which
PDF embeds directly; drops layout tables, which the painter does not use.

    apt-get install fonts-inter python3-fonttools
    eng/make-fonts.py            # writes src/TradeMatrix.Charting/Assets/*.ttf
"""
import gzip
import pathlib
import shutil

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

SOURCE = pathlib.Path("/usr/share/fonts/opentype/inter")
TARGET = pathlib.Path(__file__).resolve().parent.parent / "src/TradeMatrix.Charting/Assets"
RANGES = [(0x20, 0x7E), (0xA0, 0x17F), (0x391, 0x3C9), (0x400, 0x45F), (0x2010, 0x2027),
          (0x2030, 0x203A), (0x20A0, 0x20BF), (0x2190, 0x2199), (0x2200, 0x2265), (0x25A0, 0x25CF)]
EXTRA = [0x2BC, 0x2C6, 0x2DA, 0x2DC, 0x2044, 0x2070, 0x2116, 0x2122, 0x2605, 0x2713, 0x2717]


def tabular(font):
    """Glyph name of each digit -> glyph name of its tabular form, from the tnum feature."""
    gsub = font["GSUB"].table
    lookups = {i for r in gsub.FeatureList.FeatureRecord if r.FeatureTag == "tnum"
               for i in r.Feature.LookupListIndex}
    pairs = {}
    for i in lookups:
        for table in gsub.LookupList.Lookup[i].SubTable:
            pairs.update(getattr(getattr(table, "ExtSubTable", table), "mapping", {}))
    return pairs


def make(name):
    font = TTFont(SOURCE / f"{name}.otf")
    pairs, cmap = tabular(font), font.getBestCmap()
    digits = {ord(c): pairs[cmap[ord(c)]] for c in "0123456789"}
    for table in font["cmap"].tables:
        table.cmap.update({k: v for k, v in digits.items() if k in table.cmap})
    options = subset.Options(layout_features=[], name_IDs=["*"], notdef_outline=True, hinting=False)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=[c for a, b in RANGES for c in range(a, b + 1)] + EXTRA)
    worker.subset(font)

    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    outlines = {}
    for glyph in order:
        pen = TTGlyphPen(glyphs)
        glyphs[glyph].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        outlines[glyph] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, outlines
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs "
                  "maxStackElements maxSizeOfInstructions maxComponentElements").split():
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    font["post"].formatType = 3.0
    for table in ("CFF ", "VORG", "GSUB", "GPOS", "GDEF", "BASE", "STAT"):
        if table in font:
            del font[table]
    font.sfntVersion = "\000\001\000\000"
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(TARGET / f"{name}.ttf")


TARGET.mkdir(parents=True, exist_ok=True)
for face in ("Inter-Regular", "Inter-Bold"):
    make(face)
shutil.copyfile("/usr/share/doc/fonts-inter/copyright", TARGET / "Inter-LICENSE.txt")
