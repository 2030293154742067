"""Each recipe's command is run as it stands in its file, against a sandbox, with a service account's key.

Nothing of a command is changed but the places in PLACES, each by a folder of the test's own: the folder with the
configs, the one that pdsync is installed in, the one where it keeps sign-ins. What a secret store would hand over
(GitHub's `${{ secrets.… }}`, Kubernetes' and Cloud Run's secrets) comes from the table SECRETS.
"""

import configparser
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from receiving import webhook

from pdsync.sandbox import serve
from pdsync.sandbox.control import ALL

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
PAGE = ROOT / "docs" / "scheduling.md"
CONFIG = """\
cohort: "2611"
calendar: {{tz: America/Denver, module: {{start: 2026-11-09, end: 2026-12-18}}}}
roster: {roster}
google:
  sign_in: service_account
  key_file: {key}
  subject: staff@school.example
  quotas: off
notify: {{webhook: {{{secret}}}}}
"""


class Site:
    """A machine or container on which a recipe is run: a folder with a config, pdsync installed, and a sandbox."""

    def __init__(self, path, box, hook):
        self.path, self.box, self.hook = path, box, hook
        self.srv, self.opt, self.home = path / "srv", path / "opt", path / "home"
        for folder in (self.srv, self.opt / "bin"):
            folder.mkdir(parents=True)
        (self.opt / "bin" / "pdsync").symlink_to(Path(sys.executable).with_name("pdsync"))
        self.key = json.dumps(
            box.do(lambda workspace: box._control.service_account({"email": "job", "delegated": ALL}))
        )
        self.secrets = {"PDSYNC_SERVICE_ACCOUNT": self.key, "PDSYNC_WEBHOOK": hook.url, "PDSYNC_SMTP_PASSWORD": "none"}

    def config(self, *, folder=None, key="service-account.json", secret="url_env: PDSYNC_WEBHOOK", with_key=True):
        """Lay the config, the roster and the key where the recipe says that they are, and hand out."""
        folder = folder or self.srv
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "roster.csv").write_text(
            "key,name,email\ns1,Samuela Lee,samuela@students.example\n", encoding="utf-8"
        )
        path = folder / "2611.yaml"
        path.write_text(CONFIG.format(roster="roster.csv", key=key, secret=secret), encoding="utf-8")
        place = folder / key
        place.parent.mkdir(exist_ok=True)
        place.write_text(self.key, encoding="utf-8")
        hook = folder / "webhook"
        hook.write_text(self.hook.url, encoding="utf-8")
        hook.chmod(0o600)
        assert self.run([str(self.opt / "bin" / "pdsync"), "handout", "-c", str(path)], cwd=folder).returncode == 0
        if not with_key:
            place.unlink()

    def here(self, text):
        """The text with each of a recipe's places become a folder of the test's."""
        places = {
            r"C:\pdsync\venv\Scripts\pdsync.exe": self.opt / "bin" / "pdsync",
            r"C:\pdsync": self.srv,
            "/srv/pdsync": self.srv,
            "/opt/pdsync": self.opt,
            "/var/lib/pdsync": self.home,
            "/tmp/pdsync": self.home,
        }
        for place, folder in places.items():
            text = re.sub(rf"{re.escape(place)}(?![\w.-])", lambda _, folder=folder: str(folder), text)
        return text

    def run(self, command, *, cwd, env=None, **more):
        """What came of a command in an environment that knows nothing but where the sandbox is, and what is given."""
        bare = {"PATH": "/usr/bin:/bin", "HOME": str(self.path), "PDSYNC_HOME": str(self.home)}
        known = {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
        env = {**bare, **known, **(env or {}), "PDSYNC_GOOGLE_ENDPOINT": self.box.url}
        return subprocess.run(
            command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False, **more
        )

    def has_synced(self, done, *, logs):
        """Whether that run was a whole sync: quiet, logged as asked, told to the webhook, and written in the Sheet."""
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        events = [json.loads(line)["event"] for line in done.stderr.splitlines()]
        assert ("run-ended" in events, "message-sent" in events) == (logs, logs), done.stderr
        assert "1 × not-started" in self.hook.text
        assert "Samuela" not in done.stderr + self.hook.text
        writes = [call for call in self.box.journal() if call["method"] == "sheets.spreadsheets.batchUpdate"]
        assert {call["user"] for call in writes} == {"staff@school.example"}


@pytest.fixture
def site(tmp_path):
    with serve(quota="off") as box, webhook() as hook:
        yield Site(tmp_path, box, hook)


def deploy(name):
    return (DEPLOY / name).read_text(encoding="utf-8")


# ---- on a machine of the school's


def cron_line():
    """The environment, the five fields of time, the user, and the command of the one line of the crontab."""
    lines = [line for line in deploy("cron/pdsync").splitlines() if line and not line.startswith("#")]
    env = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))
    (line,) = (line for line in lines if not re.match(r"[A-Z_]+=", line))
    *times, user, command = line.split(None, 6)
    return env, times, user, command


def test_the_line_for_cron(site):
    site.config(secret="url_file: webhook")
    env, times, user, command = cron_line()
    assert (times, user) == (["0", "4", "*", "*", "*"], "pdsync")
    assert "%" not in command, "cron takes a % for the end of a line"
    env = {name: site.here(value) for name, value in env.items()}
    done = site.run([env["SHELL"], "-c", site.here(command)], cwd="/", env=env)
    site.has_synced(done, logs=False)
    assert done.stderr == "", "or cron sends a mail every night"


def unit(name):
    parser = configparser.ConfigParser(interpolation=None, delimiters="=")
    parser.optionxform = str
    parser.read_string(deploy(f"systemd/{name}"))
    return parser


def test_the_service_of_systemd(site):
    site.config(secret="url_file: webhook")
    service = unit("pdsync-sync.service")["Service"]
    env = dict([site.here(service["Environment"]).split("=", 1)])
    done = site.run(shlex.split(site.here(service["ExecStart"])), cwd=site.here(service["WorkingDirectory"]), env=env)
    site.has_synced(done, logs=True)
    assert f"/var/lib/{service['StateDirectory']}" == service["Environment"].partition("=")[2]
    assert unit("pdsync-sync.timer")["Timer"]["OnCalendar"] == "*-*-* 04:00:00 America/Denver"


def test_systemd_finds_no_fault_with_its_units(site):
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.skip("there is no systemd-analyze on this machine")
    units = site.path / "units"
    units.mkdir()
    for name in ("pdsync-sync.service", "pdsync-sync.timer"):
        (units / name).write_text(site.here(deploy(f"systemd/{name}")), encoding="utf-8")
    done = site.run([tool, "verify", "--man=no", str(units / "pdsync-sync.timer")], cwd=units)
    said = done.stdout + done.stderr
    if "Failed to" in said and "directory" in said:
        pytest.skip(f"systemd-analyze does not work here: {said}")
    assert (done.returncode, said) == (0, "")


def test_the_task_of_windows(site):
    """Run as the task says, but on this system: the program's place is another, what it is told is the same."""
    site.config(secret="url_file: webhook")
    task = ElementTree.fromstring(deploy("windows/pdsync-sync.xml"))
    names = {"task": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    action = task.find("task:Actions/task:Exec", names)
    command, arguments, folder = (
        action.findtext(f"task:{one}", namespaces=names) for one in ("Command", "Arguments", "WorkingDirectory")
    )
    assert '"' not in arguments, "then Windows would part it in another way than at blanks"
    done = site.run([site.here(command), *arguments.split(" ")], cwd=site.here(folder))
    site.has_synced(done, logs=False)
    assert task.findtext("task:Settings/task:StartWhenAvailable", namespaces=names) == "true"


# ---- where others run it


def filled(text, site):
    return re.sub(r"\$\{\{ secrets\.(\w+) \}\}", lambda found: site.secrets[found[1]], text)


def test_the_workflow_of_github(site):
    """Its steps that run something, but for the installation: `tests/test_packaging` and the container do that."""
    cohorts = site.path / "cohorts"
    site.config(folder=cohorts, with_key=False)
    workflow = yaml.safe_load(deploy("github/pdsync.yml"))
    assert workflow["permissions"] == {"contents": "read"}
    steps = [step for step in workflow["jobs"]["sync"]["steps"] if "run" in step]
    assert steps[0]["name"] == "Install pdsync"
    for step in steps[1:]:
        env = {name: filled(value, site) for name, value in step["env"].items()}
        env["PATH"] = f"{site.opt / 'bin'}:/usr/bin:/bin"
        done = site.run(["bash", "-e", "-c", step["run"]], cwd=site.path / step["working-directory"], env=env)
        assert done.returncode == 0, done.stderr
    assert (cohorts / "service-account.json").stat().st_mode & 0o077 == 0
    site.has_synced(done, logs=True)


def image():
    """What the Containerfile's last stage sets: environment, folder, user and entry point."""
    text = deploy("Containerfile").replace("\\\n", " ")
    lines = [line.split(None, 1) for line in text.rpartition("\nFROM ")[2].splitlines() if line[:1].isupper()]
    said = dict(lines)
    return dict(part.split("=", 1) for part in said["ENV"].split()), said["WORKDIR"], json.loads(said["ENTRYPOINT"])


def contained(site, container):
    """What comes of a container: its arguments behind the image's entry point."""
    env, folder, entry = image()
    env = {name: site.here(value) for name, value in env.items()}
    for variable in container.get("env", ()):
        env[variable["name"]] = site.secrets[variable["name"]]
    for source in container.get("envFrom", ()):
        assert source["secretRef"]["name"] == "pdsync-env"
        env |= {name: site.secrets[name] for name in ("PDSYNC_WEBHOOK", "PDSYNC_SMTP_PASSWORD")}
    return site.run([*entry, *container["args"]], cwd=site.here(container.get("workingDir", folder)), env=env)


def test_the_job_of_cloud_run(site):
    job = yaml.safe_load(deploy("cloud-run/job.yaml"))
    task = job["spec"]["template"]["spec"]["template"]["spec"]
    (container,) = task["containers"]
    mounts = {one["name"]: one["mountPath"] for one in container["volumeMounts"]}
    files = {one["name"]: one["secret"]["items"][0]["path"] for one in task["volumes"]}
    assert (mounts["config"], files["config"]) == ("/srv/pdsync/config", "2611.yaml")
    assert (mounts["key"], files["key"]) == ("/srv/pdsync/key", "service-account.json")
    assert len(set(mounts.values())) == len(mounts), "of two secrets in one folder only one is seen"
    site.config(folder=Path(site.here(mounts["config"])), key="../key/service-account.json")
    site.has_synced(contained(site, container), logs=True)


def test_the_cron_job_of_kubernetes(site):
    job = yaml.safe_load(deploy("kubernetes/cronjob.yaml"))
    assert (job["apiVersion"], job["kind"], job["spec"]["concurrencyPolicy"]) == ("batch/v1", "CronJob", "Forbid")
    pod = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    mounts = {one["mountPath"]: one["name"] for one in container["volumeMounts"]}
    assert {mounts["/srv/pdsync"], mounts["/tmp"]} == {one["name"] for one in pod["volumes"]}
    assert image()[0]["PDSYNC_HOME"].startswith("/tmp/"), "nothing else may be written"
    site.config()
    site.has_synced(contained(site, container), logs=True)


def test_a_container_in_which_nothing_can_be_kept_works_too(site):
    site.config()
    nowhere = site.path / "file"
    nowhere.write_text("", encoding="utf-8")
    env = {"PATH": f"{site.opt / 'bin'}:/usr/bin:/bin", "PDSYNC_HOME": str(nowhere / "x"), **site.secrets}
    words = ["sync", "--quiet", "--log-format", "json", "--notify", "-c", "2611.yaml"]
    site.has_synced(site.run(["pdsync", *words], cwd=site.srv, env=env), logs=True)


# ---- the container's file and the page


def test_the_container_file_copies_what_is_there_and_is_nobody_in_particular():
    text = deploy("Containerfile")
    copied = [word for line in re.findall(r"^COPY (?!--from)(.*)$", text, re.M) for word in line.split()[:-1]]
    ignored = deploy("Containerfile.dockerignore").split()
    for name in copied:
        assert (ROOT / name).exists(), name
        assert f"!{name}" in ignored, f"{name} would not come along"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {project["readme"], *project.get("license-files", ())} <= set(copied), "or it cannot be installed from there"
    assert re.search(r"^USER [1-9]\d+:[1-9]\d+$", text, re.M)
    pod = yaml.safe_load(deploy("kubernetes/cronjob.yaml"))["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    assert f"USER {pod['securityContext']['runAsUser']}:" in text


def test_no_recipe_runs_in_the_hour_that_summer_time_takes_or_doubles():
    hours = {cron_line()[1][1], yaml.safe_load(deploy("kubernetes/cronjob.yaml"))["spec"]["schedule"].split()[1]}
    hours.add(unit("pdsync-sync.timer")["Timer"]["OnCalendar"].split()[1].partition(":")[0].lstrip("0"))
    assert hours == {"4"}


def test_every_recipe_stands_on_the_page():
    page = PAGE.read_text(encoding="utf-8")
    for path in sorted(DEPLOY.rglob("*")):
        if path.is_file() and not path.name.endswith("ignore"):
            assert path.read_text(encoding="utf-8").strip() in page, path.relative_to(ROOT)
