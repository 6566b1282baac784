"""Whether a folder is carried to and fro by a sync program or lies on another computer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.domain.refusal import Refusal
from tracker.domain.text import N_

NETWORK = "network"
WORD = N_("understood")
"""What is typed to use such a folder all the same."""


@dataclass(frozen=True, kw_only=True)
class FolderFacts:
    """What a computer knows of one folder."""

    names: tuple[str, ...] = ()
    """The names on the way to it."""
    synced: str = ""
    """The sync program that says to this system that the folder is below its own."""
    markers: frozenset[str] = frozenset()
    """Files of sync programs in the folder, or in one above."""
    file_system: str = ""
    """As the system names it; "" where it does not say."""
    drive: str = ""
    r"""On Windows `C:` or `\\server\share`."""


class SharedFolder(Refusal):
    """A folder that harms an open study; `folder` may be used once somebody confirmed it."""

    def __init__(self, folder: object, carrier: str) -> None:
        super().__init__(
            N_(
                "“{folder}” lies on a network drive, where two computers can harm a study. "
                "Choose a folder of this computer."
            )
            if carrier == NETWORK
            else N_(
                "“{folder}” is copied to and fro by {carrier}, which can harm an open study. "
                "Choose a folder that stays on this computer."
            ),
            folder=str(folder),
            carrier=carrier,
        )
        self.folder = folder
        self.carrier = carrier


_NAMED = (
    (re.compile(r"onedrive( - .+)?"), "OneDrive"),
    (re.compile(r"dropbox( \(.+\))?"), "Dropbox"),
    (re.compile(r"mobile documents|com~apple~clouddocs|icloud ?drive"), "iCloud"),
    (re.compile(r"google ?drive|drivefs|googledrive-.+"), "Google Drive"),
    (re.compile(r"nextcloud"), "Nextcloud"),
    (re.compile(r"owncloud"), "ownCloud"),
    (re.compile(r"cloudstorage"), "a cloud service"),
)
"""Whole names of folders, in small letters -> who carries them."""

_MARKED = (
    (re.compile(r"\.dropbox(\.cache)?"), "Dropbox"),
    (re.compile(r"\.nextcloudsync\.log"), "Nextcloud"),
    (re.compile(r"\.owncloudsync\.log|\.csync_journal\.db|\.?_?sync_[0-9a-f]+\.db"), "Nextcloud or ownCloud"),
    (re.compile(r"\.tmp\.drive(down|up)load"), "Google Drive"),
    (re.compile(r"\.stfolder"), "Syncthing"),
)

_REMOTE = re.compile(
    r"nfs\d*|cifs|smb\w*|9p|afs|ncpfs|davfs\d*|ceph|glusterfs|lustre|webdav|afpfs|fuse(\..+)?"
)
_LOCAL_FUSE = re.compile(
    r"fuse\.(fuse-overlayfs|overlayfs|ntfs(-3g)?|exfat(-fuse)?|ext[234]|gocryptfs|encfs|cryfs|veracrypt"
    r"|securefs|bindfs|mergerfs|lxcfs)"
)


_SERVER = re.compile(r"\\\\(\?\\UNC\\|[^?.\\])", re.IGNORECASE)


def carrier_of(facts: FolderFacts) -> str:
    """Who carries the folder: a sync program by name, `NETWORK`, or "" for a folder of this computer."""
    if facts.synced:
        return facts.synced
    named = _first(_NAMED, (name.casefold() for name in facts.names))
    marked = _first(_MARKED, sorted(facts.markers))
    if named or marked:
        return named or marked
    system = facts.file_system.casefold()
    remote = _REMOTE.fullmatch(system) and not _LOCAL_FUSE.fullmatch(system)
    return NETWORK if _SERVER.match(facts.drive) or remote else ""


_MARKER = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _MARKED))


def is_marker(name: str) -> bool:
    """Whether a file of this name is left by a sync program."""
    return _MARKER.fullmatch(name) is not None


_COPY = re.compile(r"(study|keys)([ _(-]|\.sync-).*\.(db|json)(-wal|-shm)?", re.IGNORECASE)


def conflict_copies(names: Iterable[str]) -> tuple[str, ...]:
    """The names beside study.db that a sync program gave to a second version, such as study-LAPTOP7.db."""
    return tuple(sorted(name for name in names if "conflict" in name.casefold() or _COPY.fullmatch(name)))


def _first(rules: Iterable[tuple[re.Pattern[str], str]], names: Iterable[str]) -> str:
    known = tuple(names)
    return next((who for rule, who in rules if any(rule.fullmatch(name) for name in known)), "")
