import type { TaskList } from 'graphile-worker'
import { z } from 'zod'
import { type Post, writeAnswer } from './request.server.ts'

const Payload = z.object({ id: z.uuid() })

/** The answers to requests, which leave by themselves. */
export const resourceTasks = (post: Post): TaskList => ({
  write_resource: (payload) => writeAnswer(post, Payload.parse(payload).id),
})
