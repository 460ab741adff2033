import { type Handler, handle } from '#kernel/http.server.ts'
import {
  compareVersions,
  createSurvey,
  discardDraft,
  exportSurvey,
  importSurvey,
  listSurveys,
  openDraft,
  publishVersion,
  readSurvey,
  readSurveyVersion,
  retireVersion,
  saveDraft,
  tryVersion,
} from './contract.ts'
import { differencesBetween } from './diff.ts'
import { differenceInWords } from './diffWords.ts'
import {
  dropDraft,
  insertSurvey,
  openNext,
  publish,
  readSurveyFile,
  retire,
  writeDraft,
} from './keep.server.ts'
import { pageOfSurveys, readEntry, readVersion, versionBefore } from './queries.server.ts'
import { trialPath } from './trial.server.ts'

/** The endpoints of the questionnaires, in the order of the contract. */
export const survey: readonly Handler[] = [
  handle(listSurveys, ({ query, actor, db }) => pageOfSurveys(actor, db, query)),

  handle(createSurvey, async ({ input, actor, db, trace }) => {
    const created = await insertSurvey(db, actor, input)
    trace(created.id)
    return created
  }),

  handle(readSurvey, ({ params, actor, db }) => readEntry(actor, db, params.id)),

  handle(openDraft, async ({ params, actor, db }) => ({ id: await openNext(db, actor, params.id) })),

  handle(readSurveyVersion, ({ params, actor, db }) => readVersion(actor, db, params.id)),

  handle(saveDraft, ({ params, input, version, actor, db }) =>
    writeDraft(db, actor, { id: params.id, version }, input.content),
  ),

  handle(discardDraft, async ({ params, version, actor, db }) => {
    await dropDraft(db, actor, { id: params.id, version })
    return { done: true as const }
  }),

  handle(importSurvey, ({ params, input, version, actor, db }) =>
    writeDraft(db, actor, { id: params.id, version }, readSurveyFile(input.content)),
  ),

  handle(exportSurvey, async ({ params, actor, db }) => {
    const { content, number } = await readVersion(actor, db, params.id)
    return {
      type: 'application/json; charset=utf-8',
      filename: `questionnaire-version-${number}.json`,
      body: `${JSON.stringify(content, null, 2)}\n`,
    }
  }),

  handle(compareVersions, async ({ params, query, actor, db }) => {
    const now = await readVersion(actor, db, params.id)
    const beforeId = query.since ?? (await versionBefore(actor, db, now))
    if (!beforeId) return { since: null, items: [] }
    const before = await readVersion(actor, db, beforeId)
    const items = differencesBetween(before.content, now.content).map((difference) => ({
      kind: difference.kind,
      where: difference.where,
      sentence: differenceInWords(difference, before.content, now.content),
    }))
    return { since: before, items }
  }),

  handle(publishVersion, async ({ params, input, version, actor, db }) => ({
    version: await publish(db, actor, { id: params.id, version }, input.confirmation),
  })),

  handle(retireVersion, async ({ params, version, actor, db }) => ({
    version: await retire(db, actor, { id: params.id, version }),
  })),

  handle(tryVersion, async ({ params, input, actor, db, keys }) => {
    await readVersion(actor, db, params.id)
    return { path: trialPath(keys, params.id, input.departement) }
  }),
]
