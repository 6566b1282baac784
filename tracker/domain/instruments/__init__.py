"""The catalogue: every instrument the program knows, in the order in which lists show them."""

from tracker.domain.instrument import Instrument
from tracker.domain.instruments.cdai import CDAI
from tracker.domain.instruments.doris_2021 import DORIS_2021
from tracker.domain.instruments.edss import EDSS
from tracker.domain.instruments.mg_adl import MG_ADL
from tracker.domain.instruments.mrss import MRSS
from tracker.domain.instruments.pga import PGA
from tracker.domain.instruments.prednisone_equivalent import PREDNISONE_EQUIVALENT
from tracker.domain.instruments.sledai_2k import SLEDAI_2K
from tracker.domain.instruments.sledai_2k_lab import SLEDAI_2K_LAB

CATALOGUE: tuple[Instrument, ...] = (
    SLEDAI_2K,
    SLEDAI_2K_LAB,
    PGA,
    DORIS_2021,
    PREDNISONE_EQUIVALENT,
    MRSS,
    CDAI,
    EDSS,
    MG_ADL,
)

_BY_CODE = {each.code: each for each in CATALOGUE}


def instrument(code: str) -> Instrument:
    """The declaration of `code`; KeyError when there is none."""
    return _BY_CODE[code]


def find(code: str) -> Instrument | None:
    """The same, or None."""
    return _BY_CODE.get(code)
