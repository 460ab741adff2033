import { sql } from 'kysely'
import type { ServiceCard } from '#cartography/directory/contract.ts'
import { searchServices } from '#cartography/directory/search.server.ts'
import { isOf } from '#cartography/practice/list.server.ts'
import { practicesSeenBy } from '#cartography/practice/policy.server.ts'
import type { Db } from '#kernel/db.server.ts'
import type { Actor } from '#kernel/http.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { type DeliveryChannel, type Departement, regionOf, serviceKind } from '#vocabulary'
import { answersOf } from './answers.server.ts'
import type { Territory } from './contract.ts'
import { thresholds } from './gate.ts'
import { neighboursOf } from './neighbours.ts'
import { sightOf } from './policy.server.ts'
import { disclosedYear, thisYear, yearsCounted } from './situations.server.ts'
import { unitsFor } from './verification.server.ts'

/** As many services as a page can show; a département has a few dozen. */
const most = 300

/** Everything that somebody may know of a département. */
export async function territoryOf(db: Db, actor: Actor, code: Departement): Promise<Territory> {
  const sight = sightOf(actor)
  const [authorities, services, answers, practices, meetings, figures] = await Promise.all([
    sight.authorities ? authoritiesOf(db, code) : null,
    servicesFor(db, actor, code),
    sight.answers ? answersOf(db, code) : null,
    practicesOf(db, actor, code),
    meetingsOf(db, code),
    sight.situations ? figuresOf(db, code) : null,
  ])
  return {
    departement: code,
    region: regionOf(code) ?? refuse('not_found'),
    neighbours: neighboursOf(code) as Departement[],
    authorities,
    services,
    answers,
    practices,
    meetings,
    figures,
  }
}

async function authoritiesOf(db: Db, code: string): Promise<Territory['authorities']> {
  const units = await unitsFor(db)
  const found = new Map<
    string,
    { id: string; name: string; channel: DeliveryChannel; units: ReturnType<typeof units> }
  >()
  for (const unit of units(code)) {
    const { authorityId: id, authority: name, channel } = unit
    const authority = found.get(id) ?? { id, name, channel, units: [] }
    authority.units.push(unit)
    found.set(id, authority)
  }
  return [...found.values()]
}

async function servicesFor(db: Db, actor: Actor, code: Departement): Promise<Territory['services']> {
  const { directory } = sightOf(actor)
  const all: ServiceCard[] = []
  let after: string | null | undefined
  do {
    const page = await searchServices(db, directory, {
      departement: code,
      limit: 100,
      ...(after && { after }),
    })
    all.push(...page.items)
    after = page.next
  } while (after && all.length < most)
  const here = all.filter((one) => !one.isAnywhere)
  const of = (kind: ServiceCard['kinds'][number]) => here.filter((one) => one.kinds[0] === kind)
  const unsorted = here.filter((one) => one.kinds.length === 0)
  return {
    total: here.length,
    forMinors: here.filter((one) => one.audiences.includes('minors')).length,
    groups: [
      ...serviceKind.codes.map((kind) => ({ kind, items: of(kind) })),
      { kind: null, items: unsorted },
    ].filter(({ items }) => items.length > 0),
    anywhere: all.filter((one) => one.isAnywhere),
  }
}

function practicesOf(db: Db, actor: Actor, code: string): Promise<Territory['practices']> {
  return practicesSeenBy(actor, db)
    .where(isOf(code))
    .where('practice.status', '<>', 'withdrawn')
    .select(['practice.id', 'practice.title', 'practice.status'])
    .select(
      sql<boolean>`exists (select from practice_adoption a where a.practice_id = practice.id and a.departement = ${code})`.as(
        'isAdopted',
      ),
    )
    .orderBy('practice.updated_at', 'desc')
    .orderBy('practice.id')
    .limit(50)
    .execute()
}

/** Meetings that took place there, or with an actor from there; the latest first. */
function meetingsOf(db: Db, code: Departement): Promise<Territory['meetings']> {
  return db
    .selectFrom('meeting')
    .select([
      'meeting.id',
      'meeting.title',
      'meeting.nature',
      'meeting.status',
      'meeting.starts_at as startsAt',
    ])
    .select(
      sql<string[]>`array(select a.name from meeting_actor met join local_actor a on a.id = met.actor_id
        where met.meeting_id = meeting.id order by a.name)`.as('actors'),
    )
    .where((is) =>
      is.or([
        is('meeting.departement', '=', code),
        is.exists(
          is
            .selectFrom('meeting_actor as met')
            .innerJoin('local_actor as actor', 'actor.id', 'met.actor_id')
            .select('met.actor_id')
            .whereRef('met.meeting_id', '=', 'meeting.id')
            .where('actor.departement', '=', code),
        ),
      ]),
    )
    .where('meeting.status', '<>', 'cancelled')
    .orderBy('meeting.starts_at', 'desc')
    .orderBy('meeting.id')
    .limit(20)
    .execute()
}

/** The counts of the latest year that has any; contacts are told only where situations are, for they tell of the same few people. */
async function figuresOf(db: Db, code: string): Promise<Territory['figures']> {
  const [year = thisYear()] = await yearsCounted(db)
  const { situations, contacts } = await disclosedYear(db, year, 'inside')
  const shown = situations.shown.get(code) ?? null
  return {
    year,
    threshold: thresholds.inside,
    situations: shown,
    contacts: shown === null ? null : (contacts.shown.get(code) ?? null),
  }
}
