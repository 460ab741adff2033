import type { TaskList } from 'graphile-worker'
import { z } from 'zod'
import type { Services } from '#kernel/http.server.ts'
import { checkBrought } from './bring.server.ts'
import { publishPlanned } from './write.server.ts'

const Payload = z.object({ id: z.uuid() })

/** What happens to episodes by itself. */
export const podcastTasks = ({ database }: Pick<Services, 'database'>): TaskList => ({
  check_audio: (payload) => checkBrought(database, Payload.parse(payload).id),
  publish_episode: async (payload) => {
    const { id } = Payload.parse(payload)
    await database.transaction().execute((db) => publishPlanned(db, id))
  },
})
