import { randomUUID } from 'node:crypto'
import { dice } from '../figures.ts'
import type { Sample } from '../measures/context.ts'
import { type Base, query } from './fill.ts'
import { contactOf, minorOf } from './people.ts'

/** Draws rows of the base, spread over all of it. */
export async function drawSample(base: Base): Promise<Sample> {
  const ids = async (text: string): Promise<string[]> =>
    (await query<{ id: string }>(base.ownerUrl, text)).map((row) => row.id)
  const roll = dice(42)
  return {
    contacts: await ids(
      'select id from app.contact where finalised_at is not null and situation_id is not null order by hashtext(id::text) limit 3000',
    ),
    situations: await ids(
      `select situation_id as id from app.situation_summary
       where contact_count between 1 and 6 and stage <> 'archived' order by hashtext(situation_id::text) limit 5000`,
    ),
    twenties: await ids(
      'select situation_id as id from app.situation_summary where contact_count = 20 order by hashtext(situation_id::text) limit 300',
    ),
    written: Array.from({ length: 500 }, (_, index) =>
      contactOf(roll, minorOf(1e9 + index, base.until), randomUUID),
    ),
  }
}
