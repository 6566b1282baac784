"""The first tables: the study, its people, its patients and what happened to them, and the trail."""

from tracker.store._driver import Database

APPLICATION_ID = 0x54524B52
"""“TRKR” in the header of the file, so that no other SQLCipher file is taken for a study."""

_TRAIL = (
    """CREATE TABLE audit_event (
    seq INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    utc TEXT NOT NULL,
    utc_offset INTEGER NOT NULL,
    monotonic INTEGER NOT NULL,
    clock_back INTEGER NOT NULL,
    user TEXT NOT NULL,
    login TEXT NOT NULL,
    app TEXT NOT NULL,
    act TEXT NOT NULL,
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    patient TEXT,
    revision INTEGER NOT NULL,
    payload_hash TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT""",
    """CREATE TABLE audit_payload (
    seq INTEGER PRIMARY KEY REFERENCES audit_event(seq),
    salt TEXT,
    payload TEXT
) STRICT""",
    "CREATE INDEX audit_event_record ON audit_event(record)",
    "CREATE INDEX audit_event_patient ON audit_event(patient)",
)

_LATER = "DEFERRABLE INITIALLY DEFERRED"
_PATIENT = f"patient TEXT NOT NULL REFERENCES patient(id) {_LATER}"
_VISIT = f"visit TEXT NOT NULL REFERENCES visit(id) {_LATER}"
_VISIT_IF_ANY = f"visit TEXT REFERENCES visit(id) {_LATER}"

_TABLES = {
    "study": """name TEXT NOT NULL, time_zone TEXT NOT NULL, created TEXT NOT NULL,
        practice INTEGER NOT NULL CHECK (practice IN (0, 1))""",
    "site": "clinic TEXT NOT NULL, hospital TEXT NOT NULL",
    "user": """name TEXT NOT NULL, short TEXT NOT NULL, role TEXT NOT NULL, active INTEGER NOT NULL""",
    "setting": "key TEXT NOT NULL, value TEXT NOT NULL",
    "patient": """study_id TEXT NOT NULL, family TEXT NOT NULL, given TEXT NOT NULL, born TEXT,
        sex TEXT NOT NULL, hospital_no TEXT NOT NULL, allergies TEXT NOT NULL, published INTEGER NOT NULL,
        standing TEXT NOT NULL, standing_since TEXT""",
    "diagnosis": f"{_PATIENT}, disease TEXT NOT NULL, detail TEXT NOT NULL, since TEXT",
    "infusion": f"""{_PATIENT}, number INTEGER NOT NULL, day0 TEXT, product TEXT NOT NULL,
        dose TEXT NOT NULL, dose_unit TEXT NOT NULL, lot TEXT NOT NULL""",
    "conditioning": f"""{_PATIENT}, infusion TEXT NOT NULL REFERENCES infusion(id) {_LATER},
        drug TEXT NOT NULL, dose TEXT NOT NULL, unit TEXT NOT NULL, start TEXT, end TEXT""",
    "visit": f"""{_PATIENT}, day TEXT NOT NULL, code TEXT NOT NULL, title TEXT NOT NULL,
        clinician TEXT NOT NULL, note TEXT NOT NULL, main_message TEXT NOT NULL""",
    "lab_result": f"""{_PATIENT}, {_VISIT_IF_ANY}, analyte TEXT NOT NULL, sampled TEXT NOT NULL,
        comparator TEXT NOT NULL, value TEXT NOT NULL, unit TEXT NOT NULL, low TEXT NOT NULL,
        high TEXT NOT NULL, laboratory TEXT NOT NULL, detection_limit TEXT NOT NULL, state TEXT NOT NULL,
        note TEXT NOT NULL,
        number REAL GENERATED ALWAYS AS (iif(value = '', NULL, CAST(value AS REAL))) VIRTUAL""",
    "assessment": f"""{_PATIENT}, {_VISIT}, instrument TEXT NOT NULL,
        version INTEGER NOT NULL, answers TEXT NOT NULL CHECK (json_valid(answers)),
        found TEXT NOT NULL CHECK (json_valid(found)), result TEXT NOT NULL CHECK (json_valid(result))""",
    "draft": f"""{_PATIENT}, {_VISIT_IF_ANY}, author TEXT NOT NULL, form TEXT NOT NULL,
        content TEXT NOT NULL CHECK (json_valid(content)), saved_at TEXT NOT NULL""",
    "medication_course": f"""{_PATIENT}, drug TEXT NOT NULL, name TEXT NOT NULL,
        purpose TEXT NOT NULL, steps TEXT NOT NULL CHECK (json_valid(steps)), start TEXT, end TEXT,
        stop_reason TEXT NOT NULL, how_to_take TEXT NOT NULL""",
    "adverse_event": f"""{_PATIENT}, term TEXT NOT NULL, kind TEXT NOT NULL, scale TEXT NOT NULL,
        grade INTEGER, start TEXT, end TEXT, ongoing INTEGER, serious INTEGER, related TEXT NOT NULL,
        action TEXT NOT NULL""",
    "published_source": """code TEXT NOT NULL, title TEXT NOT NULL, journal TEXT NOT NULL,
        identifier TEXT NOT NULL, text_kind TEXT NOT NULL""",
    "published_fact": f"""patient TEXT REFERENCES patient(id) {_LATER},
        cohort TEXT NOT NULL, cohort_size TEXT NOT NULL, disease TEXT NOT NULL,
        variable TEXT NOT NULL, text TEXT NOT NULL, number TEXT NOT NULL, spread TEXT NOT NULL,
        unit TEXT NOT NULL, relation TEXT NOT NULL, timepoint TEXT NOT NULL, day INTEGER,
        last_day INTEGER,
        day_basis TEXT NOT NULL, source TEXT NOT NULL, locator TEXT NOT NULL, from_memory TEXT NOT NULL""",
    "document": f"""{_PATIENT}, {_VISIT_IF_ANY}, kind TEXT NOT NULL, version INTEGER NOT NULL,
        sha256 TEXT NOT NULL, file_name TEXT NOT NULL, language TEXT NOT NULL, made_at TEXT NOT NULL,
        made_by TEXT NOT NULL""",
    "signature": f"""{_PATIENT}, kind TEXT NOT NULL, record TEXT NOT NULL,
        record_revision INTEGER NOT NULL, user TEXT NOT NULL, at TEXT NOT NULL, meaning TEXT NOT NULL""",
}

_INDEXES = (
    *(
        f"CREATE INDEX {table}_patient ON {table}(patient)"
        for table, columns in _TABLES.items()
        if columns.startswith("patient ")
    ),
    "CREATE INDEX lab_result_visit ON lab_result(visit)",
    "CREATE INDEX lab_result_analyte ON lab_result(analyte, patient)",
    "CREATE INDEX assessment_visit ON assessment(visit)",
    "CREATE INDEX signature_record ON signature(record)",
    "CREATE INDEX draft_visit ON draft(visit)",
)


def change(db: Database) -> None:
    """Every row points at the event that wrote it; drafts are nobody's record and point nowhere."""
    db.conn.execute(f"PRAGMA application_id={APPLICATION_ID}")
    for statement in _TRAIL:
        db.conn.execute(statement)
    for table, columns in _TABLES.items():
        event = "" if table == "draft" else "event INTEGER NOT NULL REFERENCES audit_event(seq),"
        db.conn.execute(
            f"CREATE TABLE {table} (id TEXT NOT NULL PRIMARY KEY, site TEXT NOT NULL,"
            f" revision INTEGER NOT NULL, removed INTEGER NOT NULL, {event} {columns}) STRICT"
        )
    for statement in _INDEXES:
        db.conn.execute(statement)
