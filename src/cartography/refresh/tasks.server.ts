import type { TaskList } from 'graphile-worker'
import { z } from 'zod'
import type { Db } from '#kernel/db.server.ts'
import { enqueue } from '#kernel/jobs.server.ts'
import { type Post, sendMessage } from './message.server.ts'
import { settleReply } from './settle.server.ts'

const Payload = z.object({ id: z.uuid() })

/** What follows from a reply, and the messages that leave. */
export const refreshTasks = (post: Post): TaskList => ({
  settle_refresh: (payload) => {
    const { id } = Payload.parse(payload)
    return post.database.transaction().execute((db) => settleReply(db, id))
  },
  write_refresh: (payload) => sendMessage(post, Payload.parse(payload).id),
})

/** Looks again at the replies that nobody acted upon: a job may be lost, a reply may not. */
export async function resumeReplies(db: Db): Promise<void> {
  const rows = await db.selectFrom('refresh_reply').select('id').where('settled_at', 'is', null).execute()
  for (const { id } of rows) await enqueue(db, 'settle_refresh', { id }, { key: `settle_refresh:${id}` })
}
