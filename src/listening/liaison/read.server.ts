import { openDataKeys } from '#kernel/datakey.server.ts'
import { selectSendings, sendingOf } from '#listening/documentation/sending.server.ts'
import { orientationOf, selectOrientations } from '#listening/orientation/store.server.ts'
import { demandSituation } from '#listening/situation/policy.server.ts'
import type { ServiceWork } from './contract.ts'
import { dueItemOf, keysOfDue, selectDueItems } from './due.read.server.ts'
import { exchangeOf, selectExchanges } from './exchange.server.ts'
import type { Desk } from './record.server.ts'

/** All the work with services of one file, the last first; what is due, by its day. */
export async function readWork(desk: Desk, situationId: string): Promise<ServiceWork> {
  const { db, keys, actor, abilities } = desk
  const [file, exchanges, sendings, orientations, dueItems] = await Promise.all([
    demandSituation(actor, db, situationId),
    selectExchanges(actor, db).where('action.situation_id', '=', situationId).execute(),
    selectSendings(actor, db).where('action.situation_id', '=', situationId).execute(),
    selectOrientations(actor, db).where('action.situation_id', '=', situationId).execute(),
    selectDueItems(actor, db)
      .where('due_item.situation_id', '=', situationId)
      .orderBy('due_item.due_on')
      .orderBy('due_item.id')
      .execute(),
  ])
  const records = [...exchanges, ...sendings, ...orientations].flatMap((row) => row.data_key_id ?? [])
  const opened = await openDataKeys(db, keys, [...records, ...keysOfDue(dueItems)])
  const isOpen = file.merged_into === null && file.stage !== 'closed' && file.stage !== 'archived'
  const can = (action: string) => abilities.includes(action)
  const may = (action: string) => isOpen && can(action)
  return {
    exchanges: exchanges.map((row) => exchangeOf(keys, opened, row, may)),
    sendings: sendings.map((row) => sendingOf(keys, opened, row, may)),
    orientations: orientations.map((row) => orientationOf(keys, opened, row, may)),
    // What is due may be settled even in a closed file.
    dueItems: dueItems.map((row) => dueItemOf(keys, opened, row, can)),
    abilities: { record: may('exchange.create') },
  }
}
