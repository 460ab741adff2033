import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { send } from '#kernel/db.server.ts'
import { demandFile } from '#kernel/file/check.server.ts'
import { servable } from '#kernel/file/serve.server.ts'
import { storeFile } from '#kernel/file/store.server.ts'
import { type Handler, handle } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import {
  bringResourceFile,
  createResource,
  fileLimit,
  fileTypes,
  listResourceRequests,
  listResources,
  publishVersion,
  readResource,
  readResourceFile,
  readResourceUse,
  saveResource,
  settleResourceRequest,
  videoLimit,
} from './contract.ts'
import { pageOfResources, resourceOf } from './query.server.ts'
import { pageOfRequests, settleRequest } from './request.server.ts'
import { useOf } from './use.server.ts'
import { addResource, changeResource, publish } from './write.server.ts'

/** The endpoints of the resources, in the order of the contract; the fixed addresses before the one that takes anything. */
export const resource: readonly Handler[] = [
  handle(listResources, async ({ query, db, trace }) => {
    const page = await pageOfResources(db, query)
    trace(null, String(page.items.length))
    return page
  }),

  handle(readResourceUse, async ({ db }) =>
    useOf(db, Temporal.Now.plainDateISO('Europe/Paris').subtract({ years: 1 }).toString()),
  ),

  handle(bringResourceFile, async ({ received, actor, db, trace }) => {
    const { name, path, size } = received
    const file = await demandFile(
      { name, content: { path, size } },
      { accept: fileTypes, limit: fileLimit, videoLimit },
    )
    const kept = { name: file.name, type: file.mediaType, audience: 'internal' as const }
    const { id, size: weight } = await storeFile(
      db,
      file.bytes ? { ...kept, bytes: file.bytes } : { ...kept, received },
    )
    const row = { file_id: id, notes: JSON.stringify(file.notes), brought_by: actor.id }
    await send(db, db.insertInto('resource_file').values(row).compile())
    trace(id, file.type)
    const { removed, files, ...notes } = file.notes
    return {
      id,
      name: file.name,
      type: file.mediaType,
      size: weight,
      notes: { ...notes, removed: [...removed], ...(files && { files: [...files] }) },
    }
  }),

  handle(listResourceRequests, async ({ query, db, keys, trace }) => {
    const page = await pageOfRequests(db, keys, query)
    trace(null, String(page.items.length))
    return page
  }),

  handle(settleResourceRequest, async ({ params, input, version, actor, db, trace }) => {
    trace(params.id, input.state)
    return { version: await settleRequest(db, actor.id, params.id, version, input.state) }
  }),

  handle(createResource, async ({ input, actor, db, trace }) => {
    const made = await addResource(db, actor.id, input)
    trace(made.id)
    return made
  }),

  handle(readResource, async ({ params, db }) => resourceOf(db, params.id)),

  handle(saveResource, async ({ params, input, version, actor, db }) => ({
    version: await changeResource(db, actor.id, params.id, version, input),
  })),

  handle(publishVersion, async ({ params, input, actor, db }) => publish(db, actor.id, params.id, input)),

  handle(readResourceFile, async ({ params, db }) => {
    const row = await db
      .selectFrom('resource_version')
      .select('file_id')
      .where('id', '=', params.id)
      .where('file_id', 'is not', sql<null>`null`)
      .executeTakeFirst()
    return { file: await servable(db, row?.file_id ?? refuse('not_found')), attachment: true }
  }),
]
