"""What an item means that several instruments ask: each such definition stands once, in our own words."""

from tracker.domain.text import N_

LINE = N_("A mark on a line of 10 cm; 0 is best.")
SLEDAI_TOTAL = N_("The total of the 24 signs of SLEDAI-2K at that visit, blood and complement included.")
PGA_3 = N_("The physician's mark from 0 to 3 for the activity of lupus at that visit, as in PGA.")
STEROIDS = N_("All systemic steroids of the day together, in mg of prednisone; prednisolone counts the same.")
HAQ_TOTAL = N_("The index of the HAQ questionnaire from 0 to 3, raised by aids and help; 0 is no disability.")
SKIN_TOTAL = N_("The sum of skin thickness at 17 places, each felt and rated 0 to 3, by the same examiner.")
CRP_NOW = N_("C-reactive protein of the visit. Tocilizumab keeps it low whatever the disease does.")
PREDICTED = N_("Of the predicted value, by the same reference equation at both times.")
LABORATORY_LIMIT = N_("The limit printed by the laboratory beside this result, in the same unit.")
COUNTED_DAYS = N_("Counted from the infusion, which is Day 0; days before it are negative.")
