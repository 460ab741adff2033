import { type Handler, handle } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { readBoardOf } from './board.server.ts'
import {
  addPeople,
  addPerson,
  answerByTelephone,
  closeCampaign,
  createCampaign,
  declineTarget,
  exportAnswers,
  giveLink,
  launchCampaign,
  listCampaigns,
  previewReminders,
  readBoard,
  readCampaign,
  readCampaignChoices,
  readResults,
  readTarget,
  readTexts,
  removePerson,
  reopenCampaign,
  reopenTarget,
  resendMessages,
  saveCampaign,
  sendReminders,
  tagText,
} from './contract.ts'
import { exportOf } from './export.server.ts'
import { close, createOne, holdCampaign, launch, reopenOne, saveOne } from './keep.server.ts'
import { resend } from './messages.server.ts'
import { addMany } from './people.server.ts'
import { choices, listAll, readOne } from './read.server.ts'
import { previewOf, remind } from './reminders.server.ts'
import { decline, reopen } from './respond.server.ts'
import { readResultsOf, readTextsOf, tagOne } from './results.server.ts'
import {
  addOne,
  demandOpen,
  handLink,
  holdTarget,
  readTargetOf,
  removeOne,
  telephone,
} from './targets.server.ts'

/** The endpoints of the campaigns, in the order of the contract: whoever may call them sees every campaign. */
export const campaign: readonly Handler[] = [
  handle(listCampaigns, async ({ db, trace }) => {
    const items = await listAll(db)
    trace(null, String(items.length))
    return { items }
  }),

  handle(readCampaignChoices, ({ db }) => choices(db)),

  handle(createCampaign, async ({ db, input, actor, trace }) => {
    const id = await createOne(db, input, actor.id)
    trace(id)
    return { id }
  }),

  handle(readCampaign, async ({ db, params, abilities, trace }) => {
    trace(params.id)
    return readOne(db, params.id, abilities.includes(saveCampaign.action))
  }),

  handle(saveCampaign, async ({ db, params, input, version, trace }) => {
    trace(params.id)
    return { version: await saveOne(db, params.id, version, input) }
  }),

  handle(launchCampaign, async ({ db, params, version, actor, trace }) => {
    const launched = await launch(db, params.id, version, actor.id)
    trace(params.id, String(launched.invited))
    return launched
  }),

  handle(closeCampaign, async ({ db, params, version, trace }) => {
    trace(params.id)
    return { version: await close(db, params.id, version) }
  }),

  handle(reopenCampaign, async ({ db, params, version, input, trace }) => {
    trace(params.id)
    return { version: await reopenOne(db, params.id, version, input.closesOn) }
  }),

  handle(addPeople, async ({ db, params, input, actor, trace }) => {
    const result = await addMany(db, params.id, input.people, actor.id)
    trace(params.id, String(result.added))
    return result
  }),

  handle(readBoard, async ({ db, params, trace }) => {
    trace(params.id)
    const board = await readBoardOf(db, params.id)
    if (board.rows.length === 0) refuse('not_found')
    return board
  }),

  handle(previewReminders, async ({ db, params, trace }) => {
    const preview = await previewOf(db, params.id)
    trace(params.id, String(preview.items.length))
    return preview
  }),

  handle(sendReminders, async ({ db, params, input, actor, trace }) => {
    const sent = await remind(db, params.id, input.targetIds, actor.id)
    trace(params.id, String(sent.messages))
    return sent
  }),

  handle(resendMessages, async ({ db, params, trace }) => {
    demandOpen(await holdCampaign(db, params.id))
    const messages = await resend(db, params.id)
    trace(params.id, String(messages))
    return { messages }
  }),

  handle(readTarget, async ({ db, params, abilities, trace }) => {
    trace(params.id)
    return readTargetOf(db, params.id, abilities.includes(saveCampaign.action))
  }),

  handle(addPerson, async ({ db, params, input, actor, trace }) => {
    const id = await addOne(db, params.id, input, actor.id)
    trace(params.id)
    return { id }
  }),

  handle(removePerson, async ({ db, params, actor, trace }) => {
    trace(params.id)
    await removeOne(db, params.id, actor.id)
    return { done: true } as const
  }),

  handle(giveLink, async ({ db, params, actor, trace }) => {
    trace(params.id)
    return { path: await handLink(db, params.id, actor.id) }
  }),

  handle(answerByTelephone, async ({ db, params, input, actor, trace }) => {
    trace(params.id)
    return { path: await telephone(db, params.id, input, actor.id) }
  }),

  handle(declineTarget, async ({ db, params, input, actor, trace }) => {
    trace(params.id, input.reason)
    const target = await holdTarget(db, params.id)
    demandOpen(target)
    if (target.status === 'submitted') refuse('campaign_answered')
    await decline(db, params.id, input, { accountId: actor.id })
    return { done: true } as const
  }),

  handle(reopenTarget, async ({ db, params, actor, trace }) => {
    trace(params.id)
    const target = await holdTarget(db, params.id)
    demandOpen(target)
    if (target.status !== 'submitted' && target.status !== 'declined') refuse('campaign_not_answered')
    await reopen(db, params.id, { accountId: actor.id })
    return { done: true } as const
  }),

  handle(readResults, async ({ db, params, query, trace }) => {
    trace(params.id, query.addressee)
    return readResultsOf(db, params.id, query, query.split)
  }),

  handle(readTexts, async ({ db, params, query, trace }) => {
    trace(params.id, query.addressee)
    return readTextsOf(db, params.id, query)
  }),

  handle(tagText, async ({ db, params, input, actor, trace }) => {
    trace(params.id)
    await tagOne(db, params.id, input.question, input.tags, actor.id)
    return { done: true } as const
  }),

  handle(exportAnswers, async ({ db, params, query, trace }) => {
    trace(params.id, `${query.addressee} ${query.format}`)
    return exportOf(db, params.id, query)
  }),
]
