"""Generated files are what the generator writes today."""

import subprocess
import sys
from pathlib import Path

import pytest

from emulator.operations import OPERATIONS
from scripts import generate_api


@pytest.mark.parametrize("name", ["shapes", "catalogue"])
def test_generated_file_is_up_to_date(name: str, tmp_path: Path) -> None:
    model = generate_api.service_model()
    operations = [model.operation_model(each) for each in sorted(OPERATIONS)]
    source = {
        "shapes": generate_api.shapes_source(operations),
        "catalogue": generate_api.catalogue_source(model, operations),
    }[name]
    file = tmp_path / f"{name}.py"
    file.write_text(source)
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", "--line-length", "120", file], check=True)
    committed = (generate_api.API / f"{name}.py").read_text()
    assert committed.endswith(file.read_text()), "run `make api`"
