import type { TaskList } from 'graphile-worker'
import { Temporal } from 'temporal-polyfill'
import { callTasks, purgeDrafts } from '#awareness/call/tasks.server.ts'
import { interventionTasks, purgeInterventions } from '#awareness/intervention/tasks.server.ts'
import { podcastTasks } from '#awareness/podcast/tasks.server.ts'
import { resourceTasks } from '#awareness/resource/tasks.server.ts'
import { purgeResources } from '#awareness/resource/write.server.ts'
import { campaignTasks } from '#cartography/campaign/messages.server.ts'
import { exchangeTasks, resumeExchange } from '#cartography/directory/exchange/jobs.server.ts'
import { sealStoredMeetings } from '#cartography/meeting/sealStored.server.ts'
import { meetingTasks } from '#cartography/meeting/tasks.server.ts'
import { sealStoredPractices } from '#cartography/practice/sealStored.server.ts'
import { refreshTasks, resumeReplies } from '#cartography/refresh/tasks.server.ts'
import { sweepFiles } from '#kernel/file/store.server.ts'
import type { Services } from '#kernel/http.server.ts'
import { purgeAnswers } from '#kernel/idempotency.server.ts'
import { enqueue } from '#kernel/jobs.server.ts'
import { purgeLinks } from '#kernel/link/link.server.ts'
import type { Outside } from '#listening/delivery/outside.server.ts'
import { deliveryTasks } from '#listening/delivery/tasks.server.ts'
import { importTasks, resumeImports } from '#listening/import/job.server.ts'
import { purgeSessions } from '#office/account/sessions.server.ts'
import { purgePartner } from '#partner/session/sessions.server.ts'

/** When the house is asleep: the local time, in Paris, of the nightly work. */
const nightly = Temporal.PlainTime.from('03:17')

/** The next night's work, by the clock of Paris whatever the season. */
export function nextNight(
  now: Temporal.ZonedDateTime = Temporal.Now.zonedDateTimeISO('Europe/Paris'),
): string {
  const tonight = now.withPlainTime(nightly)
  const next =
    Temporal.ZonedDateTime.compare(tonight, now) > 0
      ? tonight
      : tonight.add({ days: 1 }).withPlainTime(nightly)
  return next.toInstant().toString()
}

/** Everything that happens without anybody asking. */
export function tasksOf({ database, keys }: Services, outside: Outside): TaskList {
  return {
    ...importTasks({ database, keys }),
    ...exchangeTasks({ database, keys }),
    ...deliveryTasks({ database, keys, outside }),
    ...refreshTasks({ database, outside }),
    ...campaignTasks({ database, keys, outside }),
    ...interventionTasks({ database, keys, ...outside }),
    ...meetingTasks({ database, keys, ...outside }),
    ...podcastTasks({ database }),
    ...resourceTasks({ database, keys, outside }),
    ...callTasks({ database, keys, outside }),
    purge: async () => {
      await database.transaction().execute(async (db) => {
        await purgeSessions(db)
        await purgePartner(db)
        await purgeAnswers(db)
        await resumeReplies(db)
        await purgeLinks(db)
        await purgeResources(db)
        await purgeInterventions(db)
        await purgeDrafts(db)
        await sealStoredMeetings(db, keys)
        await sealStoredPractices(db, keys)
        await sweepFiles(db)
        await enqueue(db, 'purge', {}, { key: 'purge', at: nextNight() })
      })
    },
  }
}

/** Sets the nightly work going: once now, for the nights when nobody was there, then every night; and what a stop cut short. */
export async function scheduleTasks({ database }: Services): Promise<void> {
  await resumeImports({ database })
  await resumeExchange({ database })
  await enqueue(database, 'purge', {}, { key: 'purge' })
}
