"""Folders where SQLite's write-ahead log does not work: on a network, or kept in step with a cloud."""

import os
import sys
from pathlib import Path

NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "9p", "webdav", "davfs", "sshfs", "fuse.sshfs",
     "fuse.davfs", "ncpfs", "afs", "glusterfs", "fuse.glusterfs", "ceph", "lustre", "vboxsf", "fuse.vmhgfs-fuse"}
)  # fmt: skip
"""File systems, as the system names them, that are on another machine."""

SYNCHRONISED = ("dropbox", "onedrive", "google drive", "googledrive", "my drive", "icloud drive", "icloud",
                "mobile documents", "nextcloud", "owncloud", "syncthing", "pcloud drive")  # fmt: skip
"""Names of folders, in lower case, that such programs make."""


def _has_own_device(folder: Path) -> bool:
    """Return whether a folder is on a disk of this machine for certain: only those have a device's number on Linux.

    To ask for the names of the file systems takes a fiftieth of the start.
    """
    return sys.platform == "linux" and os.major(folder.stat().st_dev) != 0


def file_system(folder: Path) -> str:
    """Return the name of the file system that a folder is on; empty when the system does not say."""
    import psutil

    mounts = {Path(mount.mountpoint): mount.fstype for mount in psutil.disk_partitions(all=True)}
    return next((mounts[place] for place in (folder, *folder.parents) if place in mounts), "")


def why_no_log(path: Path) -> str:
    """Return a sentence when the project lies where the write-ahead log does not work, else nothing."""
    folder = path.resolve().parent
    if any(part.lower().startswith(SYNCHRONISED) for part in folder.parts):
        return (
            f"{folder} is kept in step with other machines. Open the project in one place at a time only, "
            "and wait for it to be copied before you open it elsewhere."
        )
    if not _has_own_device(folder) and file_system(folder) in NETWORK:
        return (
            f"{folder} is on a network. Open the project in one window at a time only; "
            "a folder of this machine is faster and safer."
        )
    return ""
