"""An event of the file drawn up as the register has it: the event and its participants, unsaved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...choices import ParticipantRole
from ...kinds import KINDS, Kind
from ...models import ImportBatch, Participant, ReorganizationEvent, Unit
from ...names import match_key
from ...periods import day_before
from ...sentences import Sentence
from ...sentences import Sentence as _
from ..cells import CellError
from ..records import Problem
from ..references import Sectors, UnknownReference
from .authorities import AgencyBook, Provinces
from .becoming import Becoming, becoming_of
from .finding import Finder, Found, NotFound
from .grouping import Draft, Part
from .known import EventsInEffect
from .pairing import pair
from .past import Past


class Drawing:
    """Draws up the events of a list one after the other, in their order."""

    def __init__(
        self,
        batch: ImportBatch,
        past: Past,
        *,
        agencies: AgencyBook,
        known: EventsInEffect,
        headings: Mapping[str, str],
    ) -> None:
        self.batch = batch
        self.past = past
        self.finder = Finder(past, headings)
        self.provinces = Provinces(batch.province)
        self.agencies = agencies
        self.sectors = Sectors()
        self.known = known
        self.headings = headings
        #: (unit, attribute) that an earlier event of the file changes.
        self.changed: set[tuple[int | None, str]] = set()

    def expect(self, drafts: Iterable[Draft]) -> None:
        """Hear of all codes that the list gives, to say so where one is needed too early."""
        for draft in drafts:
            for part in draft.parts:
                if part.role == ParticipantRole.NEW and part.says("code"):
                    self.finder.coming.setdefault(part.says("code"), draft)

    def draw(self, draft: Draft) -> None:
        """Fill in the draft's event, participants and pairs, or say what stands in the way."""
        kind = KINDS.get(str(draft.values.get("kind")))
        for part in draft.parts:
            self._give_role(part, kind)
        if kind and draft.values.get("operative_on"):
            becomings = [self._becoming(part, kind) for part in draft.parts]
            for part, becoming in zip(draft.parts, becomings, strict=True):
                if part.role != ParticipantRole.NEW and part.record.is_good:
                    self._find(draft, part, becoming)
            draft.event = self._event(draft)
            for part, becoming in zip(draft.parts, becomings, strict=True):
                part.participant = self._participant(draft, part, becoming)
            if not kind.must_change:
                pair(draft, self.past, self.headings)
            draft.is_known = draft.is_good and self.known.hold(draft)
        if not draft.is_known:
            self._learn(draft)

    def _give_role(self, part: Part, kind: Kind | None) -> None:
        """Where a kind knows one role only, an empty cell can mean nothing else."""
        if not part.role and kind and len(kind.roles) == 1:
            part.record.values["role"] = str(next(iter(kind.roles)))
        if not part.role and part.record.is_good:
            message = _("“%(field)s” is empty: say what part the unit has in the event.")
            self._reject(part, "role_missing", message % {"field": _("role")}, "role")

    def _becoming(self, part: Part, kind: Kind) -> Becoming:
        try:
            return becoming_of(part, kind)
        except CellError as error:
            self._reject(part, error.code, error.message, "to", part.says("to"))
            return Becoming()

    def _find(self, draft: Draft, part: Part, becoming: Becoming) -> None:
        agency = "" if becoming.is_in_own_column("agency") else part.says("agency")
        look = self.finder.find_by_name if becoming.is_in_own_column("code") else self.finder.find
        try:
            found = look(part, draft.day, agency=agency)
        except NotFound as doubt:
            part.say(doubt.problem)
            return
        part.unit, part.born_as, part.giver = found
        if part.unit:
            self._compare(draft, part, becoming)

    def _compare(self, draft: Draft, part: Part, becoming: Becoming) -> None:
        """What a row says of a unit and its event does not change should be what is known of it."""
        life = self.past.on(part.unit, day_before(draft.day)) or self.past.lives[part.unit][-1]
        names = {match_key(one.name) for one in self.past.lives[part.unit]}
        said = {
            name: text
            for name in ("name", "agency", "autonomy_group")
            if (text := part.says(name))
            and not becoming.is_in_own_column(name)
            and (part.unit, name) not in self.changed
        }
        if said.get("name") and match_key(said["name"]) not in names:
            self._not_taken(part, "name", said["name"], life.name)
        agency = said.get("agency")
        if agency and life.agency and not self.past.is_under(part.unit, agency, draft.day):
            self._not_taken(part, "agency", agency, self.past.called.get(life.agency, ""))
        group = said.get("autonomy_group")
        if group and life.autonomy_group not in ("", group):
            self._not_taken(part, "autonomy_group", group, life.autonomy_group)

    def _not_taken(self, part: Part, name: str, text: str, known: str) -> None:
        message = _("The register has “%(known)s” here and this event does not change it: check "
                    "that the right unit is meant, or add the event that changes it.")  # fmt: skip
        column = self.headings.get("unit_name" if name == "name" else name, "")
        part.say(Problem(f"{name}_differs", message % {"known": known}, column, text, False))

    def _event(self, draft: Draft) -> ReorganizationEvent:
        said, found = draft.values, draft.values["operative_on"]
        eve = day_before(found.day)
        lives = [self.past.on(part.unit, eve) for part in draft.parts if part.unit]
        born = [part.born_as.participant for part in draft.parts if part.born_as]
        provinces = [life.province for life in lives if life]
        provinces += [one.event.province_id for one in born if one]
        return ReorganizationEvent(
            kind=said["kind"],
            province=self.provinces.on(found.day, provinces),
            decision_number=said.get("decision_no") or "",
            issuer=said.get("issuer") or "",
            decided_on=said.get("decided_on"),
            legal_effect_on=said.get("legal_effect_on"),
            operative_on=found.day,
            precision=found.precision.value,
            sequence=said.get("sequence") or 1,
            batch=self.batch,
            source_row=draft.row,
            created_by=self.batch.created_by,
        )

    def _participant(self, draft: Draft, part: Part, becoming: Becoming) -> Participant:
        one = Participant(
            event=draft.event,
            role=part.role,
            unit=Unit(pk=part.unit) if part.unit else None,
            born_in=part.born_as.participant if part.born_as else None,
            extent=part.says("extent"),
            company_name=part.says("company_name"),
            company_tax_code=part.says("company_tax_code"),
            note=part.says("note"),
        )
        values = becoming.values
        if part.role == ParticipantRole.NEW:
            names = ("code", "name", "agency", "sector", "autonomy_group")
            values = {name: part.says(name) for name in names}
        for name in ("code", "name", "autonomy_group"):
            setattr(one, name, values.get(name, ""))
        self._refer(draft, part, one, values)
        return one

    def _refer(self, draft: Draft, part: Part, one: Participant, values: Mapping[str, str]) -> None:
        """Find the agency and the sector by their words."""
        try:
            if text := values.get("agency"):
                one.agency = self.agencies.find(text, draft.event.province, draft.day)
        except UnknownReference as unknown:
            self._reject(part, unknown.code, unknown.message, "agency", text)
        try:
            if text := values.get("sector"):
                one.sector_id = self.sectors.find(text)
        except UnknownReference as unknown:
            self._reject(part, unknown.code, unknown.message, "sector", text)

    def _reject(
        self, part: Part, code: str, message: Sentence, field: str, value: str = ""
    ) -> None:
        part.say(Problem(code, message, self.headings.get(field, ""), value))

    def _learn(self, draft: Draft) -> None:
        """Remember the units, codes and names that this event gives, for those after it."""
        for part in draft.parts:
            if part.role == ParticipantRole.NEW:
                found = Found(None, part, draft)
                self.finder.learn(found, code=part.says("code"), name=part.says("name"))
            elif one := part.participant:
                found = Found(part.unit, part.born_as, draft)
                self.finder.learn(found, code=one.code, name=one.name)
                names = ("name", "agency", "autonomy_group")
                self.changed |= {(part.unit, name) for name in names if getattr(one, name)}
