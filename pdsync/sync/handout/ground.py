"""What has to be there before the first copy: the folder and the builtin template, once, whoever else is at it."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pdsync.errors import GoogleError, Unclear
from pdsync.goals.template import BUILTIN, VERSION
from pdsync.sync.found import Found, found
from pdsync.sync.handout.looking import look, made_by
from pdsync.sync.handout.steps import MakeFolder, MakeTemplate, Original
from pdsync.sync.handout.view import MARKS, RUN, View
from pdsync.sync.handout.view import VERSION as VERSION_MARK
from pdsync.sync.ports import COHORT, KIND, File, FileKind

if TYPE_CHECKING:
    from pdsync.sync.handout.planning import Plan
    from pdsync.sync.ports import Google

ROUNDS = 5
"""So often at most another run's folder or template turns out to be the older one."""


def prepared(plan: Plan, google: Google, run: str) -> View:
    """The view once folder and template are there; Unclear when it cannot be told whether they are."""
    view = replace(plan.view, run=run)
    makes = [one for one in plan.preparations if isinstance(one, MakeFolder | MakeTemplate)]
    if not makes:
        return view
    ground = _Ground(view, google, template=any(isinstance(one, MakeTemplate) for one in makes))
    return ground.made()


@dataclass(slots=True)
class _Ground:
    """The folder and the template in the making. `template`: whether one is needed; `written`: one that has its words.

    The template is written while Drive is asked what is there now: seldom is it another run's that stays.
    """

    view: View
    google: Google
    template: bool
    written: str | None = None

    def made(self) -> View:
        """The view with both in place."""
        listed = self.view.found
        for _ in range(ROUNDS):
            made: dict[str, File] = {}
            folder = self._folder(listed, made)
            template = self._template(listed, folder, made) if self.template else None
            if not made:
                return self._settled(listed, folder, template)
            with ThreadPoolExecutor(1) as desk:
                writing = desk.submit(self._write, template) if template in made else None
                listed = self._decided(made)
            if writing and listed.template and listed.template.id == template:
                writing.result()
                self.written = template
        raise Unclear("Several handouts got in each other's way.", hint="pdsync handout")

    def _folder(self, listed: Found, made: dict[str, File]) -> str:
        if self.view.cohort.folder_id:
            return self.view.cohort.folder_id
        if listed.folder:
            return listed.folder.id
        file = self._create(FileKind.FOLDER, self.view.cohort.folder_name, "folder")
        made[file.id] = file
        return file.id

    def _template(self, listed: Found, folder: str, made: dict[str, File]) -> str:
        if listed.template:
            return listed.template.id
        file = self._create(FileKind.DOC, BUILTIN.name, "template", folder=folder)
        made[file.id] = file
        return file.id

    def _create(self, kind: FileKind, name: str, what: str, *, folder: str = "") -> File:
        """The file made, or, when the answer was lost, found."""
        marks = {COHORT: self.view.cohort.key, KIND: what, RUN: self.view.run}
        if what == "template":
            marks[VERSION_MARK] = VERSION
        try:
            return self.google.drive.create(kind, name=name, marks=marks, folder=folder)
        except Unclear:
            listed = look(self.google, self.view.cohort, self.view.run, unsure=(what,), what=KIND)
            for file in listed.of_kind(what):
                if made_by(file, self.view.run, KIND, what) and not file.trashed:
                    return file
            raise Unclear(
                f"It is not clear whether Google made the {what}. No Doc was handed out yet.", hint="pdsync handout"
            ) from None

    def _decided(self, made: Mapping[str, File]) -> Found:
        """The listing in which what was made is seen; what another run made earlier is used, and ours put away."""
        listed = look(self.google, self.view.cohort, self.view.run, made=made)
        if set(made) - {file.id for file in listed.all}:
            raise Unclear(
                "Drive does not list the cohort's folder yet, which was just made. No Doc was handed out yet.",
                hint="pdsync handout, in a few minutes",
            )
        lost = [file for file in made.values() if file.id not in self._used(listed)]
        gone = {file.id for file in lost}
        lost += [file for file in made.values() if file.id not in gone and set(file.parents) & gone]
        for file in lost:
            self.google.drive.discard(file.id, MARKS)
        gone = {file.id for file in lost}
        return found(file for file in listed.all if file.id not in gone)

    def _used(self, listed: Found) -> set[str]:
        return {file.id for file in (listed.folder, listed.template) if file}

    def _settled(self, listed: Found, folder: str, template: str | None) -> View:
        originals = dict(self.view.originals)
        if template:
            if template != self.written:
                self._write(template)
            for word, one in originals.items():
                if isinstance(one, Original) and not one.written:
                    originals[word] = replace(one, id=template, written=True)
        grants = self.view.folder_grants
        if listed.folder and folder == listed.folder.id and folder != self.view.folder:
            grants = listed.folder.grants or ()
        return replace(self.view, found=listed, originals=originals, folder=folder, folder_grants=grants)

    def _write(self, template: str | None) -> None:
        """The words of the template; another run that writes them at the same time is as good."""
        if template is None:
            return
        try:
            self.google.docs.write(template, BUILTIN)
        except GoogleError:
            if not any(block.text.strip() for block in self.google.docs.read(template).blocks):
                raise
