"""The database and broker servers of the tests: their own, in their own folder, ended by proven id only."""

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg2
import pytest
import redis

from tests.services import NotOurs, NotReady, OwnPostgres, OwnRedis, OwnServer, end, works_in


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that works elsewhere, as the server of another program would."""
    with subprocess.Popen(["sleep", "60"], cwd=tmp_path) as process:
        yield process
        process.kill()


def test_own_postgres_answers_inside_the_block_and_is_gone_after_it() -> None:
    with OwnPostgres() as cluster:
        pid, folder = cluster.process.pid, cluster.folder
        connection = psycopg2.connect(cluster.url)
        with connection.cursor() as cursor:
            cursor.execute("SHOW data_directory")
            assert cursor.fetchone() == (str(folder / "data"),)
        connection.close()
        assert works_in(pid, folder)

    assert not psutil.pid_exists(pid)
    assert not folder.exists()


def test_own_postgres_listens_on_no_network_port() -> None:
    with OwnPostgres() as cluster:
        assert [c for c in psutil.Process(cluster.process.pid).net_connections("inet") if c.status == "LISTEN"] == []


def test_own_redis_answers_inside_the_block_and_is_gone_after_it() -> None:
    with OwnRedis() as server:
        pid, folder = server.process.pid, server.folder
        with redis.Redis.from_url(server.url) as line:
            assert line.info("server")["process_id"] == pid
        assert works_in(pid, folder)

    assert not psutil.pid_exists(pid)
    assert not folder.exists()


def test_a_foreign_process_is_refused_and_lives_on(tmp_path: Path, stranger: subprocess.Popen[bytes]) -> None:
    ours = tmp_path / "ours"
    ours.mkdir()

    with pytest.raises(NotOurs):
        end(stranger.pid, folder=ours, how=signal.SIGKILL)

    assert stranger.poll() is None


def test_a_process_in_our_folder_is_ended(tmp_path: Path, stranger: subprocess.Popen[bytes]) -> None:
    end(stranger.pid, folder=tmp_path, how=signal.SIGTERM)

    assert stranger.wait(timeout=5) == -signal.SIGTERM


def test_a_server_that_dies_at_its_start_says_why_and_leaves_no_folder() -> None:
    class Broken(OwnServer):
        prefix, stop_signal = "rakor-broken-", signal.SIGTERM

        def prepare(self) -> list[str]:
            return ["sh", "-c", "echo no space left; exit 3"]

        def answers(self) -> bool:
            return False

    broken = Broken()

    with pytest.raises(NotReady, match="no space left"):
        broken.__enter__()

    assert not broken.folder.exists()
