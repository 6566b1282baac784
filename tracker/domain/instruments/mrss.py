"""Modified Rodnan skin score: thickness of the skin at seventeen sites, each 0 to 3."""

from tracker.domain.instrument import Instrument
from tracker.domain.items import Number
from tracker.domain.known import total
from tracker.domain.outputs import Score
from tracker.domain.text import N_

SITES = {
    "face": N_("Face"),
    "chest": N_("Chest (front)"),
    "abdomen": N_("Abdomen"),
    "upper_arm_right": N_("Upper arm, right"),
    "upper_arm_left": N_("Upper arm, left"),
    "forearm_right": N_("Forearm, right"),
    "forearm_left": N_("Forearm, left"),
    "hand_right": N_("Hand, right"),
    "hand_left": N_("Hand, left"),
    "fingers_right": N_("Fingers, right"),
    "fingers_left": N_("Fingers, left"),
    "thigh_right": N_("Thigh, right"),
    "thigh_left": N_("Thigh, left"),
    "lower_leg_right": N_("Lower leg, right"),
    "lower_leg_left": N_("Lower leg, left"),
    "foot_right": N_("Foot, right"),
    "foot_left": N_("Foot, left"),
}
HINT = N_("Skin thickness: 0 normal, 1 mild, 2 moderate, 3 severe. Back, neck and buttocks do not count.")

MRSS = Instrument(
    code="mrss",
    title=N_("Modified Rodnan skin score"),
    short=N_("mRSS"),
    items=tuple(Number(key, title, 0, 3, step=1, decimals=0, hint=HINT) for key, title in SITES.items()),
    work=lambda a: {"mrss": total(a[site] for site in SITES)},
    outputs=(Score("mrss", N_("mRSS"), axis=(0, 51), low_key="mrss_min", high_key="mrss_max"),),
    source="Khanna 2017, doi 10.5301/jsrd.5000231",
    licence=N_("Published method; labels in our own words."),
)
