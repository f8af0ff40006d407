from __future__ import annotations

import errno

import pytest

from trustcore.http.local import local_fault

FULL = OSError(errno.EMFILE, "Too many open files")


def caused(cause: BaseException) -> Exception:
    error = RuntimeError("could not connect")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        FULL,
        OSError(errno.ENFILE, "Too many open files in system"),
        OSError("Multiple exceptions: [Errno 24] Too many open files, [Errno 111] refused"),
        caused(FULL),
        caused(caused(FULL)),
        ExceptionGroup("connecting", [ConnectionRefusedError(), FULL]),
    ],
)
def test_a_fault_of_this_machine_is_found(error: BaseException) -> None:
    """In the error itself, in its causes, and in what several failures were joined to."""
    assert "ulimit" in str(local_fault(error))


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(errno.ECONNREFUSED, "refused"),
        OSError(errno.EADDRNOTAVAIL, "no IPv6 here"),
        ValueError("[Errno 24]"),
        caused(TimeoutError()),
    ],
)
def test_faults_of_others_are_left_alone(error: BaseException) -> None:
    """Also where a text looks alike."""
    assert local_fault(error) is None


def test_a_circle_of_causes_has_an_end() -> None:
    """Foreign code may make one."""
    one, other = RuntimeError(), RuntimeError()
    one.__context__, other.__context__ = other, one

    assert local_fault(one) is None
    assert "memory" in str(local_fault(caused(OSError(errno.ENOBUFS, ""))))
