import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'

const writers: readonly string[] = ['cartographer']

/** Whether somebody keeps the questionnaires. */
export const mayWrite = ({ role }: Actor): boolean => writers.includes(role)

/** The versions that somebody sees: drafts only for whoever keeps them. */
export function versionsSeenBy(actor: Actor, db: Db) {
  const query = db
    .selectFrom('survey_version as version')
    .innerJoin('survey', 'survey.id', 'version.survey_id')
    .leftJoin('account as changer', 'changer.id', 'version.changed_by')
    .leftJoin('account as publisher', 'publisher.id', 'version.published_by')
  return mayWrite(actor) ? query : query.where('version.status', '<>', 'draft')
}
