"""Why a study is not opened: one sentence each, and the files stay as they were."""

from dataclasses import dataclass
from pathlib import Path

from tracker.domain.refusal import Refusal
from tracker.domain.text import N_, Said


class NoStudy(Refusal):
    """The folder is missing, or holds no study."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            N_("There is no study in “{folder}”. Choose the folder that holds study.db and keys.json."),
            folder=str(folder),
        )


class FolderTaken(Refusal):
    """A new study wants an empty folder of its own."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            N_("“{folder}” is not empty. Choose a new folder for the study."), folder=str(folder)
        )


class FolderUnusable(Refusal):
    """The folder cannot be made, read or written."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            N_(
                "“{folder}” cannot be read and written. Check its permissions and free space, then try again."
            ),
            folder=str(folder),
        )


class KeysMissing(Refusal):
    """Neither keys.json nor one of its copies can be read."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The key file keys.json of this study is missing or damaged, and so are its copies. "
                "Put back the one from your newest backup."
            )
        )


class KeysTooNew(Refusal):
    """keys.json has a format that this version does not know."""

    def __init__(self) -> None:
        super().__init__(
            N_("The key file was written by a newer version of this program. Install that version.")
        )


class KeysTooWeak(Refusal):
    """Somebody made the passphrase cheaper to guess than we allow."""

    def __init__(self) -> None:
        super().__init__(
            N_("The key file asks for weaker protection than this program allows. Put back a copy of it.")
        )


class DataMissing(Refusal):
    """keys.json is there, study.db is not."""

    def __init__(self) -> None:
        super().__init__(
            N_("The file study.db of this study is missing. Put it back from your newest backup.")
        )


class Damaged(Refusal):
    """The right key does not open study.db, or what it opens is not sound."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The key is right, but study.db is damaged or belongs to another study. "
                "Leave it as it is and open your newest backup."
            )
        )


@dataclass(frozen=True)
class Finding:
    """Where the copy lies (None when it could not be made), and what is known, sentence by sentence."""

    aside: Path | None
    known: tuple[Said, ...]


class FoundDamaged(Damaged):
    """study.db is damaged and was copied aside; `finding` tells what is known."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.finding = finding


class TooNew(Refusal):
    """The study was written by a later version."""

    def __init__(self) -> None:
        super().__init__(
            N_("This study was written by a newer version of this program. Install that version to open it.")
        )


class WrongPassphrase(Refusal):
    """No hint whether the person exists; `seconds` is the wait before the next try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(N_("That passphrase does not open this file. Wait {seconds} s."), seconds=seconds)
        self.seconds = seconds


class WrongOrDamaged(Refusal):
    """The passphrase opens nothing, and the key file is damaged: the passphrase may be right."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            N_(
                "That passphrase does not open this file, and its key file keys.json is damaged. Use the "
                "recovery key, or put back keys.json from your newest backup. Wait {seconds} s."
            ),
            seconds=seconds,
        )
        self.seconds = seconds


class KeyRenewed(Refusal):
    """The data key was being renewed when the program stopped; only who renewed it can go on."""

    def __init__(self) -> None:
        super().__init__(
            N_("The data key of this study has been renewed. An administrator has to open it first.")
        )


class NoLonger(Refusal):
    """A slot of somebody who was removed, put back from an old key file."""

    def __init__(self) -> None:
        super().__init__(N_("This person no longer works in the study. Ask an administrator."))


class WrongRecoveryCode(Refusal):
    """The code is well formed, and is not this study's."""

    def __init__(self, seconds: int) -> None:
        super().__init__(N_("That recovery code does not open this file. Wait {seconds} s."), seconds=seconds)
        self.seconds = seconds


class TooSoon(Refusal):
    """The wait after a wrong try is not over."""

    def __init__(self, seconds: int) -> None:
        super().__init__(N_("Wait {seconds} s before the next try."), seconds=seconds)
        self.seconds = seconds


class SecretNeeded(Refusal):
    """Only a practice study opens without one."""

    def __init__(self) -> None:
        super().__init__(N_("This study opens with a passphrase. Type it, or give a file that holds it."))


class PersonNeeded(Refusal):
    """Several people work in the study."""

    def __init__(self) -> None:
        super().__init__(N_("Several people work in this study. Say who you are."))


class InUse(Refusal):
    """Somebody else holds the study."""

    def __init__(self, holder: str, host: str, process: int) -> None:
        super().__init__(
            N_("This study is open in {holder} (process {process} on {host}). Close it there first."),
            holder=holder,
            host=host,
            process=process,
        )


class ReadOnly(Refusal):
    """The study was opened for reading."""

    def __init__(self) -> None:
        super().__init__(N_("The study is open for reading only; nothing was changed."))


class Outdated(Refusal):
    """Written by an earlier version; only somebody who may write can bring it up to date."""

    def __init__(self) -> None:
        super().__init__(N_("This study was written by an older version. Open it once in the window first."))


class PassphraseTooWeak(Refusal):
    """Too short, or on everybody's list."""


class NotSaved(Refusal):
    """The disk is full or failed while writing."""

    def __init__(self) -> None:
        super().__init__(
            N_("The disk is full or failed while saving. Make room, look whether it was saved, try again.")
        )
