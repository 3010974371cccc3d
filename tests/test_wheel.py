"""The wheel: what is in it, and that it reads the seed in a fresh environment, from any folder."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SEED = next((ROOT / "seeds").glob("*.txt"))

pytestmark = pytest.mark.wheel


def run(*command: str | Path, folder: Path) -> str:
    """Run a program away from the checkout, without what the environment of the tests says of Python and Marsad."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MARSAD_"))}
    done = subprocess.run(
        [str(part) for part in command], check=False, cwd=folder, env=environ, capture_output=True, timeout=300
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, folder=folder)
    (built,) = folder.glob("marsad-*.whl")
    return built


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it; what it depends on is found where the tests have it."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", programs / "python", "--disable-pip-version-check"]
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, folder=folder)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return programs


def test_everything_lies_in_the_two_packages(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"etl", "dashboard"}
    assert not [name for name in names if "__pycache__" in name or "/local/" in name]


@pytest.mark.parametrize(
    ("inside", "source"),
    [
        ("etl/data/languages", "data/languages"),
        ("etl/data/registry", "data/registry"),
        ("etl/data/samples", "data/samples"),
        ("etl/data", "data/*.toml"),
        ("etl/data/seeds", "seeds"),
        ("dashboard", "dashboard"),
        ("etl", "etl"),
    ],
)
def test_what_the_checkout_has_is_in_it(wheel: Path, inside: str, source: str) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    listed = run("git", "ls-files", "-z", source, folder=ROOT).split("\0")
    top = Path(source).parent if "*" in source else source
    wanted = {f"{inside}/{Path(name).relative_to(top).as_posix()}" for name in listed if name}
    assert wanted
    assert not wanted - held


def test_it_reads_the_seed_from_any_folder(programs: Path, tmp_path: Path) -> None:
    place = run(programs / "python", "-c", "import etl; print(etl.__file__)", folder=tmp_path)
    assert not Path(place.strip()).is_relative_to(ROOT)
    (line,) = run(programs / "marsad", "extract", SEED, "--published", "2024-07-27", folder=tmp_path).splitlines()
    event = json.loads(line)
    assert (event["event_type"], event["city"], event["participants"]) == ("seminar", "rabat", 20)
    assert (event["date_start"], event["date_basis"]) == ("2024-07-25", "relative")
    assert list(tmp_path.iterdir()) == []


def test_its_store_lies_under_the_working_folder(programs: Path, tmp_path: Path) -> None:
    told = run(programs / "marsad", "ingest", SEED, folder=tmp_path)
    assert (tmp_path / "data" / "local" / "marsad.db").is_file()
    assert str(tmp_path / "data" / "local" / "marsad.db") in told
    run(programs / "marsad", "export", "--format", "csv", "-o", "report.csv", folder=tmp_path)
    assert len((tmp_path / "report.csv").read_text(encoding="utf-8").splitlines()) == 2
    assert not list(programs.parent.rglob("marsad.db"))


def test_it_carries_the_seed_and_the_samples_of_the_demo(programs: Path, tmp_path: Path) -> None:
    code = (
        "from etl.vocabulary.sources import data_folder, seeds_folder;"
        "print(len(list(seeds_folder().glob('*.txt'))), len(list((data_folder() / 'samples').glob('*'))))"
    )
    seeds, samples = run(programs / "python", "-c", code, folder=tmp_path).split()
    assert int(seeds) == 1
    assert int(samples) >= 30
