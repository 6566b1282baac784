"""Which folders are told to be carried to and fro: cloud services by name and mark, drives by their kind."""

import pytest

from tracker.domain.shared_folders import NETWORK, FolderFacts, carrier_of, conflict_copies


@pytest.mark.parametrize(
    ("facts", "carrier"),
    [
        ({"synced": "OneDrive"}, "OneDrive"),
        ({"names": ("home", "k", "OneDrive - Klinik Nord", "study")}, "OneDrive"),
        ({"names": ("home", "k", "Dropbox (Clinic)", "study")}, "Dropbox"),
        ({"names": ("Users", "k", "Library", "Mobile Documents", "com~apple~CloudDocs")}, "iCloud"),
        ({"names": ("Users", "k", "iCloudDrive")}, "iCloud"),
        ({"names": ("home", "k", "Google Drive", "My Drive")}, "Google Drive"),
        ({"names": ("home", "k", "Nextcloud")}, "Nextcloud"),
        ({"names": ("home", "k", "ownCloud")}, "ownCloud"),
        ({"markers": frozenset({".dropbox.cache"})}, "Dropbox"),
        ({"markers": frozenset({".sync_1a2b3c.db"})}, "Nextcloud or ownCloud"),
        ({"markers": frozenset({".tmp.drivedownload"})}, "Google Drive"),
        *(
            ({"file_system": kind}, NETWORK)
            for kind in ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.rclone", "fuse")
        ),
        ({"drive": r"\\server\share"}, NETWORK),
        ({"drive": r"\\?\UNC\server\share"}, NETWORK),
    ],
)
def test_that_a_shared_folder_is_told(facts, carrier):
    assert carrier_of(FolderFacts(**facts)) == carrier


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"names": ("home", "dropboxer", "My OneDriver", "study of Google Drives")},
        *(
            {"file_system": kind}
            for kind in ("ext4", "btrfs", "xfs", "overlay", "tmpfs", "apfs", "fuseblk", "fuse.gocryptfs")
        ),
        {"drive": "C:"},
        {"drive": r"\\?\C:"},
        {"drive": r"\\.\C:"},
    ],
)
def test_that_a_folder_of_this_computer_is_left_alone(facts):
    """The control."""
    assert carrier_of(FolderFacts(**facts)) == ""


def test_that_copies_of_a_sync_program_are_told_from_our_own_files():
    ours = (
        "study.db",
        "study.db-wal",
        "study.db-shm",
        "study.db.before-restore-20261123",
        "keys.json",
        "keys.json.damaged",
        ".keys.prev.json",
        "backups",
    )
    theirs = (
        "keys (Kemi's conflicted copy 2026-11-23).json",
        "study (1).db",
        "study-LAPTOP7.db",
        "study.db.sync-conflict",
        "study.sync-conflict-20261123-120000-ABC.db",
        "study_conflict-20261123.db-wal",
    )
    assert conflict_copies((*ours, *theirs)) == theirs
