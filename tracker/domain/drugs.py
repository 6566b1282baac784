"""The drugs a coordinator meets: class, whether they suppress immunity, and what they are in prednisone."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tracker.domain.drug_effects import Effect
from tracker.domain.instruments.prednisone_equivalent import EQUAL_TO_5_MG, LOCAL, PREDNISONE_MG, SYSTEMIC
from tracker.domain.text import N_


class DrugClass(StrEnum):
    """What a drug is for, in this clinic."""

    STEROID = "steroid"
    ANTIMALARIAL = "antimalarial"
    IMMUNOSUPPRESSANT = "immunosuppressant"
    BIOLOGIC = "biologic"
    ANTI_INFECTIVE = "anti_infective"
    IMMUNOGLOBULIN = "immunoglobulin"
    VACCINE = "vaccine"
    CONDITIONING = "conditioning"
    RESCUE = "rescue"
    OTHER = "other"


class DrugLane(StrEnum):
    """The lane of the events strip; NONE for what is drawn nowhere or in a panel of its own."""

    NONE = ""
    TREATMENT = "treatment"
    SUPPORT = "support"


PURPOSES = {
    "disease": N_("The disease"),
    "toxicity": N_("Toxicity of the treatment"),
    "prophylaxis": N_("Prevention of infection"),
    "replacement": N_("Antibody replacement"),
    "adrenal_replacement": N_("Adrenal replacement"),
    "vaccination": N_("Vaccination"),
    "other": N_("Other"),
}
"""Why a drug is taken: codes of `MedicationCourse.purpose`."""

ROUTES = {
    "oral": N_("By mouth"),
    "iv": N_("Into a vein"),
    "im": N_("Into a muscle"),
    "sc": N_("Under the skin"),
    "topical": N_("On the skin"),
    "inhaled": N_("Inhaled"),
    "intraarticular": N_("Into a joint"),
    "ophthalmic": N_("Into the eye"),
}
"""How a drug is given: codes of `MedicationCourse.route`; "" is not known."""

LOCAL_ROUTES, SYSTEMIC_ROUTES = frozenset(LOCAL), frozenset(SYSTEMIC)


@dataclass(frozen=True, kw_only=True)
class Drug:
    """`equals_prednisone_5`: how many mg do what prednisone 5 mg does; None for what is no steroid."""

    code: str
    title: str
    drug_class: DrugClass
    immunosuppressive: bool = False
    lane: DrugLane = DrugLane.NONE
    equals_prednisone_5: Decimal | None = None
    unit: str = "mg"
    """What its dose is usually counted in."""
    synonyms: tuple[str, ...] = ()
    """Other names somebody may type, brands among them."""

    effects: frozenset[Effect] = frozenset()
    """What it does to counts and laboratory values that scores rest on."""

    def in_prednisone(self, amount: Decimal) -> Decimal | None:
        """`amount` mg as prednisone; multiplied first, so that 0.75 mg dexamethasone are 5 mg exactly."""
        return amount * PREDNISONE_MG / self.equals_prednisone_5 if self.equals_prednisone_5 else None


def _steroid(code: str, title: str, *synonyms: str) -> Drug:
    return Drug(
        code=code,
        title=title,
        drug_class=DrugClass.STEROID,
        immunosuppressive=True,
        equals_prednisone_5=Decimal(EQUAL_TO_5_MG[code]),
        synonyms=synonyms,
    )


def _suppressant(
    code: str, title: str, kind: DrugClass = DrugClass.IMMUNOSUPPRESSANT, *effects: Effect
) -> Drug:
    return Drug(
        code=code,
        title=title,
        drug_class=kind,
        immunosuppressive=True,
        lane=DrugLane.TREATMENT,
        effects=frozenset(effects),
    )


def _support(code: str, title: str, kind: DrugClass, *effects: Effect) -> Drug:
    return Drug(code=code, title=title, drug_class=kind, lane=DrugLane.SUPPORT, effects=frozenset(effects))


def _quiet(code: str, title: str, kind: DrugClass) -> Drug:
    return Drug(code=code, title=title, drug_class=kind)


DRUGS: Mapping[str, Drug] = {
    drug.code: drug
    for drug in (
        _steroid("prednisone", N_("Prednisone")),
        _steroid("prednisolone", N_("Prednisolone")),
        _steroid("methylprednisolone", N_("Methylprednisolone")),
        _steroid("triamcinolone", N_("Triamcinolone")),
        _steroid("dexamethasone", N_("Dexamethasone")),
        _steroid("betamethasone", N_("Betamethasone")),
        _steroid("hydrocortisone", N_("Hydrocortisone")),
        _steroid("cortisone", N_("Cortisone")),
        _steroid("deflazacort", N_("Deflazacort")),
        _quiet("hydroxychloroquine", N_("Hydroxychloroquine"), DrugClass.ANTIMALARIAL),
        _suppressant("mycophenolate", N_("Mycophenolate")),
        _suppressant("azathioprine", N_("Azathioprine")),
        _suppressant("methotrexate", N_("Methotrexate")),
        _suppressant("leflunomide", N_("Leflunomide")),
        _suppressant("cyclophosphamide", N_("Cyclophosphamide")),
        _suppressant("tacrolimus", N_("Tacrolimus")),
        _suppressant("ciclosporin", N_("Ciclosporin")),
        _suppressant("sulfasalazine", N_("Sulfasalazine")),
        _suppressant("rituximab", N_("Rituximab"), DrugClass.BIOLOGIC, Effect.DEPLETES_B_CELLS),
        _suppressant("obinutuzumab", N_("Obinutuzumab"), DrugClass.BIOLOGIC, Effect.DEPLETES_B_CELLS),
        _suppressant("belimumab", N_("Belimumab"), DrugClass.BIOLOGIC),
        _suppressant("anifrolumab", N_("Anifrolumab"), DrugClass.BIOLOGIC),
        _suppressant("abatacept", N_("Abatacept"), DrugClass.BIOLOGIC),
        _suppressant("adalimumab", N_("Adalimumab"), DrugClass.BIOLOGIC),
        _suppressant("tofacitinib", N_("Tofacitinib"), DrugClass.BIOLOGIC),
        _suppressant("daratumumab", N_("Daratumumab"), DrugClass.BIOLOGIC),
        _suppressant("ocrelizumab", N_("Ocrelizumab"), DrugClass.BIOLOGIC, Effect.DEPLETES_B_CELLS),
        _suppressant("natalizumab", N_("Natalizumab"), DrugClass.BIOLOGIC),
        _suppressant("efgartigimod", N_("Efgartigimod"), DrugClass.BIOLOGIC),
        _suppressant("eculizumab", N_("Eculizumab"), DrugClass.BIOLOGIC),
        Drug(
            code="fludarabine",
            title=N_("Fludarabine"),
            drug_class=DrugClass.CONDITIONING,
            immunosuppressive=True,
            lane=DrugLane.TREATMENT,
        ),
        _support("tocilizumab", N_("Tocilizumab"), DrugClass.RESCUE, Effect.BLOCKS_IL6),
        _support("anakinra", N_("Anakinra"), DrugClass.RESCUE),
        Drug(
            code="ivig",
            title=N_("Immunoglobulin (IVIG)"),
            drug_class=DrugClass.IMMUNOGLOBULIN,
            effects=frozenset({Effect.BRINGS_ANTIBODIES}),
            lane=DrugLane.SUPPORT,
            unit="g/kg",
        ),
        _support("filgrastim", N_("Filgrastim"), DrugClass.RESCUE, Effect.RAISES_NEUTROPHILS),
        _support("vaccine_influenza", N_("Flu vaccine"), DrugClass.VACCINE),
        _support("vaccine_pneumococcus", N_("Pneumococcal vaccine"), DrugClass.VACCINE),
        _support("vaccine_covid", N_("COVID-19 vaccine"), DrugClass.VACCINE),
        _support("vaccine_zoster", N_("Shingles vaccine (not live)"), DrugClass.VACCINE),
        _quiet("aciclovir", N_("Aciclovir"), DrugClass.ANTI_INFECTIVE),
        _quiet("valaciclovir", N_("Valaciclovir"), DrugClass.ANTI_INFECTIVE),
        _quiet("co_trimoxazole", N_("Co-trimoxazole"), DrugClass.ANTI_INFECTIVE),
        _quiet("atovaquone", N_("Atovaquone"), DrugClass.ANTI_INFECTIVE),
        _quiet("entecavir", N_("Entecavir"), DrugClass.ANTI_INFECTIVE),
        _quiet("levetiracetam", N_("Levetiracetam"), DrugClass.OTHER),
        _quiet("nintedanib", N_("Nintedanib"), DrugClass.OTHER),
        _quiet("pyridostigmine", N_("Pyridostigmine"), DrugClass.OTHER),
        _quiet("ramipril", N_("Ramipril"), DrugClass.OTHER),
        _quiet("paracetamol", N_("Paracetamol"), DrugClass.OTHER),
        _quiet("other", N_("Other drug"), DrugClass.OTHER),
    )
}


def drug(code: str) -> Drug:
    """The declaration of `code`; "other" for what is not declared."""
    return DRUGS.get(code, DRUGS["other"])
