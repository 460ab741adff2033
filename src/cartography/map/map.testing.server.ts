import type { z } from 'zod'
import { createService } from '#cartography/directory/contract.ts'
import { newId } from '#kernel/id.ts'
import type { Person, TestDesk } from '#kernel/testing/harness.server.ts'
import { record } from '#observatory/report/testing.server.ts'
import { thisYear } from './situations.server.ts'

/** Services, a campaign and situations in a few départements; gives the campaign. */
export async function fillMap(desk: TestDesk, keeper: Person): Promise<string> {
  await addServices(keeper)
  const campaign = await addCampaign(desk)
  await record(desk, [
    ...several(7, '59'),
    ...several(9, '62'),
    ...several(2, '80'),
    ...several(6, '971'),
    ...several(1, '75'),
    ...several(30, '13'),
    ...several(8, '2A'),
    ...several(2, '2B'),
  ])
  return campaign
}

type Added = NonNullable<z.input<(typeof createService)['input']>>

async function addServices(keeper: Person) {
  const add = (input: Partial<Added> & { name: string }) =>
    keeper.ok(createService, {
      input: {
        organisation: { name: `${input.name} (organisme d’exemple)`, kind: 'association' },
        verified: 'phone',
        ...input,
      } as Added,
    })
  await add({
    name: 'Le Phare (exemple)',
    departements: ['59', '62'],
    audiences: ['minors'],
    kinds: ['day_reception'],
    place: { departement: '59', commune: 'Lille', latitude: 50.63, longitude: 3.06 },
  })
  await add({
    name: 'La Boussole (exemple)',
    departements: ['59'],
    audiences: ['parents'],
    kinds: ['training'],
  })
  await add({
    name: 'La Balise (exemple)',
    coverage: 'national',
    audiences: ['minors'],
    kinds: ['listening_line'],
  })
  await add({
    name: 'L’Ancre (exemple)',
    departements: ['80'],
    audiences: ['minors'],
    kinds: ['mobile_team'],
    visibility: 'internal',
  })
}

/** Two départements asked of each: one met the phenomenon, one says nothing, a third was not asked. */
async function addCampaign(desk: TestDesk) {
  const [id, survey, version] = [newId(), newId(), newId()]
  await desk.ownerSql(
    `insert into survey (id, code, title, addressee) values ($1, 'carte', 'Exemple', 'ase')`,
    [survey],
  )
  await desk.ownerSql(
    `insert into survey_version (id, survey_id, number, content, status, published_at)
     values ($1, $2, 1, '{}', 'published', now())`,
    [version, survey],
  )
  await desk.ownerSql(
    `insert into campaign (id, name, year, purpose, readers, contact, minutes, opens_on, closes_on, launched_at)
     values ($1, 'Enquête d’exemple', 2026, 'Pour voir', 'Nous', 'Nous', 10, '2026-01-01', '2026-12-31', now())`,
    [id],
  )
  await desk.ownerSql(
    `insert into campaign_survey (campaign_id, addressee, version_id) values ($1, 'ase', $2), ($1, 'crip', $2)`,
    [id, version],
  )
  const [one, two] = await desk.ownerSql<{ id: string }>('select id from authority order by code limit 2')
  const answer = async (
    addressee: string,
    authority: string | undefined,
    code: string,
    met: string | null,
  ) => {
    const target = newId()
    await desk.ownerSql(
      `insert into campaign_target (id, campaign_id, addressee, authority_id, territory, departements, status, submitted_at)
       values ($1, $2, $3, $4, 'Exemple', array[$5], $6, case when $6 = 'submitted' then now() end)`,
      [target, id, addressee, authority, code, met ? 'submitted' : 'partial'],
    )
    // What a partial answer says so far is not shown.
    await desk.ownerSql(
      `insert into campaign_value (target_id, question, code) values ($1, 'phenomenon_met', $2)`,
      [target, met ?? 'yes'],
    )
  }
  await answer('ase', one?.id, '59', 'yes')
  await answer('crip', one?.id, '59', 'no')
  await answer('ase', two?.id, '62', null)
  return id
}

const several = (count: number, departement: string) =>
  Array.from({ length: count }, () => [{ at: `${thisYear()}-01-15T12:00:00+01:00`, departement }])
