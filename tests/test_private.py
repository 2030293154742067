"""Files for their owner alone."""

import errno
import stat
from pathlib import Path

import pytest

from pdsync.private import DRAFTS, put


def test_only_the_owner_may_read_it(tmp_path):
    put(tmp_path / "a", b"one")
    put(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"two"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_what_breaks_off_leaves_what_was_there_and_nothing_beside_it(tmp_path, monkeypatch, error):
    def breaks(draft, _):
        assert draft.match(DRAFTS)
        raise error

    put(tmp_path / "a", b"one")
    monkeypatch.setattr(Path, "replace", breaks)
    with pytest.raises(type(error)):
        put(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
