"""Exports of what changed and was decided, of who there is, and of the audit."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, String, func, literal, null, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from models.agencies import AgencyRow, of_home
from models.audit import AuditEntry
from models.exports.parts import Asked, Parts, in_parts, of_workspace, person
from models.indicator.standings import Standing
from models.issues import Assignment, Issue, IssueChange
from models.issues.reports import Report, ReportChange
from models.people import Person, PersonAgency


async def beside_assignments(
    at: InstrumentedAttribute[Any],
    named: Mapping[str, ColumnElement[Any]],
    session: AsyncSession,
    asked: Asked,
) -> Parts:
    """Yield what stands beside assignments; `at` narrows it, and `named` are further columns."""
    table = at.class_
    query = (
        of_workspace(
            select(
                table,
                Issue.number.label("issue"),
                AgencyRow.code.label("agency"),
                *(column.label(key) for key, column in named.items()),
            ).join(Assignment, Assignment.id == table.assignment_id),
            asked.workspace_id,
        )
        .where(*asked.cover(at), *asked.near(table.assignment_id))
        .order_by(Issue.number, at, table.id)
    )
    async for part in in_parts(session, query):
        held = await asked.held(session, [row[0].assignment_id for row in part])
        yield [vars(row[0]) | dict(row._mapping) for row in part if row[0].assignment_id in held]


async def of_changes(session: AsyncSession, asked: Asked) -> Parts:
    """Yield what was changed in issues and reports; only its author can edit a report."""
    of_issues = (
        select(
            Issue.number.label("issue"),
            null().cast(String).label("agency"),
            null().cast(Report.revision.type).label("revision"),
            *(IssueChange.field, IssueChange.old_value, IssueChange.new_value),
            person(IssueChange.changed_by_id).label("changed_by"),
            *(IssueChange.changed_at, IssueChange.recorded_at, IssueChange.reason),
            IssueChange.id.label("place"),
        )
        .join(Issue, Issue.id == IssueChange.issue_id)
        .where(Issue.workspace_id == asked.workspace_id, *asked.cover(IssueChange.changed_at))
    )
    of_reports = of_workspace(
        select(
            *(Issue.number, AgencyRow.code, Report.revision, literal("text")),
            *(ReportChange.old_text, ReportChange.new_text, person(Report.reported_by_id)),
            *(ReportChange.changed_at, ReportChange.recorded_at, literal(""), ReportChange.id),
        )
        .join(Report, Report.id == ReportChange.report_id)
        .join(Assignment, Assignment.id == Report.assignment_id),
        asked.workspace_id,
    ).where(*asked.cover(ReportChange.changed_at))
    query = union_all(of_issues, of_reports).order_by("issue", "changed_at", "place")
    async for part in in_parts(session, query):
        yield (dict(row._mapping) for row in part)


async def of_roster(session: AsyncSession, asked: Asked) -> Parts:
    """Yield who stands on the roster, once for each agency that they speak for."""
    query = (
        select(Person, AgencyRow.code.label("agency"))
        .join(PersonAgency, PersonAgency.person_id == Person.id, isouter=True)
        .join(AgencyRow, AgencyRow.id == PersonAgency.agency_id, isouter=True)
        .where(Person.workspace_id == asked.workspace_id)
        .order_by(Person.id, AgencyRow.id)
    )
    async for part in in_parts(session, query):
        yield (
            vars(one)
            | {
                "no": one.id,
                "agency": code,
                "groups": ["IA"] * one.in_ia + ["IR"] * one.in_ir,
            }
            for one, code in part
        )


async def of_agencies(session: AsyncSession, asked: Asked) -> Parts:
    """Yield the agencies that can be named, once for each standing that was said of them."""
    query = (
        select(
            *(AgencyRow.code.label("agency"), AgencyRow.abbr_th.label("abbreviation")),
            *(AgencyRow.kind, Standing.from_on, Standing.reason, Standing.recorded_at),
            func.coalesce(Standing.appraised, literal(True)).label("appraised"),
            func.coalesce(
                Standing.ministry, func.nullif(AgencyRow.ministry_code, ""), AgencyRow.code
            ).label("ministry"),
        )
        .join(Standing, Standing.agency_id == AgencyRow.id, isouter=True)
        .where(of_home(asked.workspace_id))
        .order_by(AgencyRow.id, Standing.from_on, Standing.id)
    )
    async for part in in_parts(session, query):
        yield (dict(row._mapping) for row in part)


async def of_audit(session: AsyncSession, asked: Asked) -> Parts:
    """Yield the entries of the audit."""
    of_days = AuditEntry.workspace_id == asked.workspace_id, *asked.cover(AuditEntry.at)
    query = select(AuditEntry).where(*of_days).order_by(AuditEntry.seq)
    async for part in in_parts(session, query):
        yield (vars(entry) for (entry,) in part)
