"""The look: contrast of every pair of inks that meet, sizes, icons, one stylesheet."""

import itertools
import re

import pytest
from PySide6.QtGui import QColor

from tracker.domain.chart import Role
from tracker.paths import resource
from tracker.ui.theme.icons import pixmap
from tracker.ui.theme.style import stylesheet
from tracker.ui.theme.tokens import DARK, FACES, LIGHT, TEXT_SCALES, TONES, Tokens

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_that_the_measure_of_contrast_knows_black_on_white() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") < 4.5


@BOTH
def test_that_every_text_ink_reads_on_every_ground(tokens: Tokens) -> None:
    grounds = (tokens.bg, tokens.surface, tokens.raised, tokens.sunken)
    for ink, ground in itertools.product((tokens.text, tokens.text2, tokens.text3), grounds):
        assert contrast(ink, ground) >= 4.5, (ink, ground)


@BOTH
@pytest.mark.parametrize("tone", TONES)
def test_that_a_tone_reads_on_its_soft_ground_and_on_the_surface(tokens: Tokens, tone: str) -> None:
    ink, soft = tokens.tone(tone)
    assert contrast(ink, soft) >= 4.5
    assert contrast(ink, tokens.surface) >= 4.5


@BOTH
def test_that_controls_and_focus_rings_stand_out_from_what_is_around_them(tokens: Tokens) -> None:
    for ground in (tokens.bg, tokens.surface, tokens.raised, tokens.sunken):
        assert contrast(tokens.control, ground) >= 3, ground
        assert contrast(tokens.primary, ground) >= 3, ground
    assert contrast(tokens.on_primary, tokens.primary) >= 4.5
    assert contrast(tokens.surface, tokens.danger) >= 4.5
    assert contrast(tokens.primary, tokens.info_soft) >= 4.5
    assert contrast(tokens.text, tokens.info_soft) >= 4.5


@BOTH
@pytest.mark.parametrize("role", Role)
def test_that_every_role_of_a_chart_has_an_ink_that_reads_as_text(tokens: Tokens, role: Role) -> None:
    assert contrast(tokens.ink(role), tokens.surface) >= 4.5


@BOTH
@pytest.mark.parametrize("scale", TEXT_SCALES)
def test_that_the_stylesheet_is_filled_in_at_every_text_size(tokens: Tokens, scale: int) -> None:
    sheet = stylesheet(tokens.scaled(scale))
    assert "$" not in sheet
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", sheet)) <= {
        value.upper() if value == value.upper() else value
        for value in [
            *(v for v in vars(tokens).values() if isinstance(v, str)),
            QColor(tokens.primary).darker(108).name(),
        ]
    }


def test_that_no_text_is_smaller_than_eleven_pixels() -> None:
    assert min(face.size for face in FACES.values()) == 11


def test_that_every_icon_draws_in_the_colour_it_is_given(qapp: object) -> None:
    names = sorted(path.stem for path in resource("icons").glob("*.svg"))
    assert len(names) > 30
    for name in names:
        image = pixmap(name, "#FF0000", 24).toImage()
        colours = {
            image.pixelColor(x, y).name()
            for x in range(24)
            for y in range(24)
            if image.pixelColor(x, y).alpha() > 200
        }
        assert "#ff0000" in colours, name
