import type { Db } from '#kernel/db.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { campaignsLaunched, phenomenonLevel, responsesLevel } from './answers.server.ts'
import type { LevelId, MapQuery } from './contract.ts'
import type { MapLevel } from './level.ts'
import type { Sight } from './policy.server.ts'
import { gapsLevel, servicesLevel } from './services.server.ts'
import { situationsLevel, yearsCounted } from './situations.server.ts'
import { verificationLevel } from './verification.server.ts'

type Narrowing = 'kind' | 'addressee' | 'campaign' | 'year'

/** A level that a reader may choose. */
interface Offered {
  readonly id: LevelId
  readonly label: string
  readonly narrows: readonly Narrowing[]
}

interface Source extends Offered {
  readonly isFor: (sight: Sight) => boolean
}

const sources: readonly Source[] = [
  { id: 'services', label: 'Services', narrows: ['kind'], isFor: () => true },
  { id: 'gaps', label: 'Manques', narrows: ['kind'], isFor: () => true },
  {
    id: 'phenomenon',
    label: 'Phénomène rencontré',
    narrows: ['campaign', 'addressee'],
    isFor: ({ answers }) => answers,
  },
  { id: 'responses', label: 'Réponses', narrows: ['campaign', 'addressee'], isFor: ({ answers }) => answers },
  { id: 'verification', label: 'Autorités', narrows: [], isFor: ({ authorities }) => authorities },
  { id: 'situations', label: 'Situations', narrows: ['year'], isFor: ({ situations }) => situations },
]

/** A level, with what it could be narrowed to and what else could be asked. */
export interface Answered {
  readonly level: MapLevel
  readonly levels: readonly Offered[]
  readonly campaigns: readonly { readonly id: string; readonly name: string }[]
  readonly years: readonly number[]
  readonly campaign: string | null
  readonly year: number | null
}

/** The level that was asked for, as far as this sight goes; whether the reader is of the platform or outside of it. */
export async function levelFor(db: Db, sight: Sight, asked: MapQuery): Promise<Answered> {
  const campaigns = sight.answers ? await campaignsLaunched(db) : []
  const years = sight.situations ? await yearsCounted(db) : []
  const levels = sources
    .filter(({ isFor, narrows }) => isFor(sight) && (!narrows.includes('campaign') || campaigns.length > 0))
    .map(({ id, label, narrows }) => ({ id, label, narrows }))
  const source = levels.find(({ id }) => id === asked.level) ?? refuse('not_found')
  const campaign = source.narrows.includes('campaign')
    ? (campaigns.find(({ id }) => asked.campaign === undefined || id === asked.campaign) ??
      refuse('not_found'))
    : null
  const year = source.narrows.includes('year') ? (asked.year ?? years[0] ?? null) : null
  if (year !== null && !years.includes(year)) refuse('not_found')
  const answered = { levels, campaigns, years, campaign: campaign?.id ?? null, year }
  return { ...answered, level: await drawn(db, sight, asked, campaign, year) }
}

function drawn(
  db: Db,
  sight: Sight,
  { level, kind, addressee }: MapQuery,
  campaign: { readonly id: string; readonly name: string } | null,
  year: number | null,
): Promise<MapLevel> {
  if (level === 'services') return servicesLevel(db, sight.directory, kind)
  if (level === 'gaps') return gapsLevel(db, sight.directory, kind)
  if (level === 'verification') return verificationLevel(db)
  if (level === 'situations')
    return situationsLevel(
      db,
      year ?? refuse('not_found'),
      sight.directory === 'public' ? 'public' : 'inside',
    )
  const of = { ...(campaign ?? refuse('not_found')), addressee }
  return level === 'phenomenon' ? phenomenonLevel(db, of) : responsesLevel(db, of)
}
