"""The five measures by which response of systemic sclerosis is judged, each at baseline and now."""

from functools import partial

from tracker.domain.instruments.meanings import HAQ_TOTAL, PREDICTED, SKIN_TOTAL
from tracker.domain.items import Item, Number, pair
from tracker.domain.sources import ItemOf, Lab, ResultOf
from tracker.domain.text import N_

_pair = partial(pair, Number, before="{}_baseline", now="{}_followup")

MEASURES: tuple[Item, ...] = (
    *_pair("mrss", N_("Skin score (mRSS)"), 0, 51, step=1, decimals=0, found=ResultOf("mrss", "mrss"), hint=SKIN_TOTAL),
    *_pair("fvc_pct", N_("FVC"), 0, 200, "%", decimals=1, found=Lab("fvc", "pct_predicted"),
           hint=PREDICTED),
    *_pair("ptga", N_("Patient global"), 0, 10, decimals=1, found=ItemOf("global_assessments", "ptga"),
           hint=N_("From 0 to 10; millimetres are divided by 10.")),
    *_pair("mdga", N_("Physician global"), 0, 10, decimals=1, found=ItemOf("global_assessments", "phga"),
           hint=N_("From 0 to 10; millimetres are divided by 10.")),
    *_pair("haq_di", N_("HAQ disability index"), 0, 3, decimals=3, found=ResultOf("haq_di", "haq_di"), hint=HAQ_TOTAL),
)  # fmt: skip
