"""The catalogue: every instrument the program knows, in the order in which lists show them."""

from tracker.domain.instrument import Instrument
from tracker.domain.instruments.acr20_50_70 import ACR20_50_70
from tracker.domain.instruments.acr_criss_2016 import ACR_CRISS_2016
from tracker.domain.instruments.acr_eular_boolean import ACR_EULAR_BOOLEAN
from tracker.domain.instruments.arr import ARR
from tracker.domain.instruments.bcell_aplasia import BCELL_APLASIA
from tracker.domain.instruments.cdai import CDAI
from tracker.domain.instruments.crs_astct_2019 import CRS_ASTCT_2019
from tracker.domain.instruments.ctcae_v5_lab import CTCAE_V5_LAB
from tracker.domain.instruments.ctcae_v6_lab import CTCAE_V6_LAB
from tracker.domain.instruments.das28 import DAS28_CRP, DAS28_ESR
from tracker.domain.instruments.doris_2021 import DORIS_2021
from tracker.domain.instruments.edss import EDSS
from tracker.domain.instruments.egfr_ckd_epi_2021 import EGFR_CKD_EPI_2021
from tracker.domain.instruments.escsg_ai import ESCSG_AI
from tracker.domain.instruments.eular_response import EULAR_RESPONSE
from tracker.domain.instruments.eustar_ai_2017 import EUSTAR_AI_2017
from tracker.domain.instruments.facit_fatigue import FACIT_FATIGUE
from tracker.domain.instruments.haq_di import HAQ_DI
from tracker.domain.instruments.icaht_early import ICAHT_EARLY
from tracker.domain.instruments.icaht_late import ICAHT_LATE
from tracker.domain.instruments.icans_astct_2019 import ICANS_ASTCT_2019
from tracker.domain.instruments.iec_hs import IEC_HS
from tracker.domain.instruments.imacs_core import IMACS_CORE
from tracker.domain.instruments.licats_onset_class import LICATS_ONSET_CLASS
from tracker.domain.instruments.lldas import LLDAS
from tracker.domain.instruments.measures_general import GENERAL_MEASURES
from tracker.domain.instruments.measures_nerve import NERVE_MEASURES
from tracker.domain.instruments.measures_organs import ORGAN_MEASURES
from tracker.domain.instruments.mg_adl import MG_ADL
from tracker.domain.instruments.mrss import MRSS
from tracker.domain.instruments.mrss_change_eustar import MRSS_CHANGE_EUSTAR
from tracker.domain.instruments.pga import PGA
from tracker.domain.instruments.prednisone_equivalent import PREDNISONE_EQUIVALENT
from tracker.domain.instruments.renal_response import RENAL_RESPONSE
from tracker.domain.instruments.revised_criss import REVISED_CRISS
from tracker.domain.instruments.sdai import SDAI
from tracker.domain.instruments.sdi import SDI
from tracker.domain.instruments.selena_flare_index import SELENA_FLARE_INDEX
from tracker.domain.instruments.sledai_2k import SLEDAI_2K
from tracker.domain.instruments.sledai_2k_change import SLEDAI_2K_CHANGE
from tracker.domain.instruments.sledai_2k_lab import SLEDAI_2K_LAB
from tracker.domain.instruments.sri4 import SRI4
from tracker.domain.instruments.ssc_ild_progression import SSC_ILD_PROGRESSION
from tracker.domain.instruments.susar_clock import SUSAR_CLOCK
from tracker.domain.instruments.tis import TIS
from tracker.domain.instruments.tis_enzyme_choice import TIS_ENZYME_CHOICE
from tracker.domain.instruments.visit_window import VISIT_WINDOW

CATALOGUE: tuple[Instrument, ...] = (
    SLEDAI_2K,
    SLEDAI_2K_LAB,
    SLEDAI_2K_CHANGE,
    PGA,
    SELENA_FLARE_INDEX,
    DORIS_2021,
    LLDAS,
    SRI4,
    EGFR_CKD_EPI_2021,
    RENAL_RESPONSE,
    SDI,
    FACIT_FATIGUE,
    HAQ_DI,
    PREDNISONE_EQUIVALENT,
    IMACS_CORE,
    TIS,
    TIS_ENZYME_CHOICE,
    MRSS,
    MRSS_CHANGE_EUSTAR,
    EUSTAR_AI_2017,
    ESCSG_AI,
    ACR_CRISS_2016,
    REVISED_CRISS,
    SSC_ILD_PROGRESSION,
    DAS28_ESR,
    DAS28_CRP,
    EULAR_RESPONSE,
    CDAI,
    SDAI,
    ACR_EULAR_BOOLEAN,
    ACR20_50_70,
    EDSS,
    ARR,
    MG_ADL,
    VISIT_WINDOW,
    SUSAR_CLOCK,
    LICATS_ONSET_CLASS,
    CRS_ASTCT_2019,
    ICANS_ASTCT_2019,
    CTCAE_V5_LAB,
    CTCAE_V6_LAB,
    ICAHT_EARLY,
    ICAHT_LATE,
    IEC_HS,
    BCELL_APLASIA,
    *ORGAN_MEASURES,
    *NERVE_MEASURES,
    *GENERAL_MEASURES,
)

_BY_CODE = {each.code: each for each in CATALOGUE}


def instrument(code: str) -> Instrument:
    """The declaration of `code`; KeyError when there is none."""
    return _BY_CODE[code]


def find(code: str) -> Instrument | None:
    """The same, or None."""
    return _BY_CODE.get(code)
