import type { TaskList } from 'graphile-worker'
import { z } from 'zod'
import { deliver } from './deliver.server.ts'
import { notify } from './notice.server.ts'
import type { Sending } from './outside.server.ts'
import { recall } from './recall.server.ts'

const Payload = z.object({ id: z.uuid() })

/** What leaves, one identifier at a time. */
export const deliveryTasks = (sending: Sending): TaskList => ({
  deliver: (payload) => deliver(sending, Payload.parse(payload).id),
  recall_delivery: (payload) => recall(sending, Payload.parse(payload).id),
  notify: (payload) => notify(sending, Payload.parse(payload).id),
})
