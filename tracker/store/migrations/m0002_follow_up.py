"""Follow-up: visit plans, appointments, safety checks, queries, and what events and medicines lacked."""

from tracker.store._driver import Database

_LATER = "DEFERRABLE INITIALLY DEFERRED"
_PATIENT = f"patient TEXT NOT NULL REFERENCES patient(id) {_LATER}"
_INFUSION = f"infusion TEXT REFERENCES infusion(id) {_LATER}"
_JSON = "TEXT NOT NULL DEFAULT '{}'"

_TABLES = {
    "study_plan": """key TEXT NOT NULL, version INTEGER NOT NULL, applies_from TEXT NOT NULL,
        text TEXT NOT NULL, why TEXT NOT NULL""",
    "planned_visit_note": f"""{_PATIENT}, {_INFUSION}, code TEXT NOT NULL, state TEXT NOT NULL,
        reason TEXT NOT NULL, note TEXT NOT NULL""",
    "appointment": f"""{_PATIENT}, {_INFUSION}, code TEXT NOT NULL, day TEXT NOT NULL,
        time TEXT NOT NULL, place TEXT NOT NULL""",
    "not_assessed": f"""{_PATIENT}, visit TEXT NOT NULL REFERENCES visit(id) {_LATER},
        assessment TEXT NOT NULL, reason TEXT NOT NULL""",
    "closure": "start TEXT NOT NULL, end TEXT NOT NULL, title TEXT NOT NULL",
    "inquiry": f"""{_PATIENT}, topic TEXT NOT NULL, asked TEXT NOT NULL,
        visit TEXT REFERENCES visit(id) {_LATER}""",
    "query": f"""{_PATIENT}, kind TEXT NOT NULL, record TEXT NOT NULL, path TEXT NOT NULL,
        question TEXT NOT NULL, answer TEXT NOT NULL, answered_by TEXT, closed_by TEXT,
        raised_by TEXT NOT NULL""",
    "safety_check": f"""{_PATIENT}, {_INFUSION}, at TEXT NOT NULL,
        answers TEXT NOT NULL CHECK (json_valid(answers)), found TEXT NOT NULL CHECK (json_valid(found)),
        results TEXT NOT NULL CHECK (json_valid(results)),
        confirmed TEXT NOT NULL CHECK (json_valid(confirmed)), told TEXT NOT NULL, note TEXT NOT NULL""",
}

_TEXT = "TEXT NOT NULL DEFAULT ''"

_COLUMNS = {
    "patient": {"cause_of_death": _TEXT, "coordinator": "TEXT", "plan": _TEXT},
    "infusion": {"planned": "TEXT", "details": _JSON},
    "visit": {"plan": _TEXT, "infusion": "TEXT", "contact": _TEXT},
    "signature": {"content": _TEXT, "voided_at": "TEXT", "void_reason": _TEXT},
    "medication_course": {
        "route": _TEXT,
        "taper": _TEXT,
        "tablets": _TEXT,
        "ruling": _TEXT,
        "ruling_reason": _TEXT,
        "note": _TEXT,
    },
    "adverse_event": {
        "verbatim": _TEXT,
        "meddra_llt": _TEXT,
        "meddra_pt": _TEXT,
        "meddra_soc": _TEXT,
        "meddra_version": _TEXT,
        "grades": "TEXT NOT NULL DEFAULT '[]'",
        "criteria": _JSON,
        "relations": _JSON,
        "expected": "INTEGER",
        "treatment": _TEXT,
        "outcome": _TEXT,
        "narrative": _TEXT,
        "reporter": _TEXT,
        "site_aware": "TEXT",
        "sponsor_aware": "TEXT",
        "sponsor_told": "TEXT",
        "worsened": "TEXT",
        "details": _JSON,
    },
}


def change(db: Database) -> None:
    """New tables as the first ones were made; new columns are empty in rows that were there before."""
    for table, columns in _TABLES.items():
        db.conn.execute(
            f"CREATE TABLE {table} (id TEXT NOT NULL PRIMARY KEY, site TEXT NOT NULL,"
            " revision INTEGER NOT NULL, removed INTEGER NOT NULL,"
            f" event INTEGER NOT NULL REFERENCES audit_event(seq), {columns}) STRICT"
        )
        if columns.startswith("patient "):
            db.conn.execute(f"CREATE INDEX {table}_patient ON {table}(patient)")
    for table, added in _COLUMNS.items():
        for name, kind in added.items():
            db.conn.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
