"""The shipped faces: the signs we print, figures of one width, a licence, a name of their own."""

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from tracker.paths import resource

FACES = ("Regular", "Medium", "SemiBold", "Bold")
SIGNS = "≥≤−→✓✗▲△▽µ⁹⁶²°×–…“”’•½ŁśćğİΩαЖяếợộĐ"


@pytest.fixture(params=FACES)
def face(request):
    return TTFontFile(str(resource("fonts", f"TrackerSans-{request.param}.ttf")))


def test_that_every_sign_we_print_has_a_glyph(face):
    assert [sign for sign in SIGNS if ord(sign) not in face.charToGlyph] == []


def test_that_figures_are_of_one_width(face):
    assert len({face.charWidths[ord(figure)] for figure in "0123456789"}) == 1


def test_that_the_faces_bear_a_name_of_their_own(face):
    assert face.familyName.startswith(b"Tracker Sans")


def test_that_a_script_we_cannot_print_is_known_to_be_missing(face):
    assert ord("王") not in face.charToGlyph


def test_that_the_licence_lies_beside_the_faces():
    licence = resource("fonts", "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "The Inter Project Authors" in licence
