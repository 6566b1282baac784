"""A backup under the key of yesterday is put back: what a power cut meanwhile must not leave without a key.

`python -m tests.faults.restore_day PLACE TOLD` makes PLACE/study; TOLD hears when it begins and is done.
"""

import json
import sys
from contextlib import nullcontext
from pathlib import Path

from tests.faults.clinic_day import PASSPHRASES, make_keys_cheap
from tracker.domain.patient import Patient
from tracker.services import restore as restoring
from tracker.services.data_key import renew_data_key
from tracker.services.package_key import Secret
from tracker.services.studies import create_study, file_of


def main() -> None:
    """With a third word, for a control, the key file is written only after the data."""
    make_keys_cheap()
    if len(sys.argv) > 3:
        restoring._both_keys = lambda *_: nullcontext()  # type: ignore[assignment]
    place, told, own = Path(sys.argv[1]), Path(sys.argv[2]), PASSPHRASES[0]

    def tell(**what: object) -> None:
        with told.open("ab", buffering=0) as lines:
            lines.write(json.dumps(what).encode() + b"\n")

    folder = place / "study"
    session = create_study(folder, name="D", clinic="C", user_name="Kemi Abara", passphrase=own).session
    with session.office.work(session.user.id) as unit:
        unit.put(Patient(site=session.site.id, study_id="A-1"))
    package = file_of(session).back_up("day")
    renew_data_key(session, own)
    session.close()
    tell(begins="restore")
    restoring.restore(package, folder, Secret(passphrase=own), reason="as it was yesterday").session.close()
    tell(done="restore")


if __name__ == "__main__":
    main()
