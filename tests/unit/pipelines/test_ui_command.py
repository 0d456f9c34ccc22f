"""How the servers behind `newstally ui` are started."""

import subprocess
import sys
from pathlib import Path

from pipelines.cli.ui import server_environment


def test_a_file_of_the_working_folder_is_never_run(tmp_path: Path) -> None:
    """With a gql.py in the folder the UI could not start; any such file would be run with the rights of the UI."""
    (tmp_path / "gql.py").write_text("raise SystemExit(7)\n")
    for form in (["-m", "gql"], ["-c", "import gql"]):
        done = subprocess.run(
            [sys.executable, *form], cwd=tmp_path, env=server_environment(), capture_output=True, check=False
        )
        assert done.returncode != 7
