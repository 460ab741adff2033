import { Temporal } from 'temporal-polyfill'
import type { CodeOf } from '#kernel/list.ts'
import { inForce, type List } from '#kernel/list.ts'
import { nearestCodes } from '#kernel/nearest.ts'
import {
  action,
  callerProfile,
  contactChannel,
  contactDirection,
  dangerLevel,
  departement,
  knownToChildProtection,
  minorGender,
  problem,
  sign,
} from '#vocabulary'
import { type ColumnName, listMark } from './columns.ts'
import { type Fault, type FaultCode, fault, quoted } from './faults.ts'
import { byName, checkShape, type Header } from './header.server.ts'

/** A row that has been found good; what was not asked is null. */
export interface ImportRow {
  readonly contactRef: string
  readonly situationRef: string
  /** In UTC. */
  readonly occurredAt: string
  readonly channel: CodeOf<typeof contactChannel>
  readonly direction: CodeOf<typeof contactDirection>
  readonly callerProfile: CodeOf<typeof callerProfile> | null
  readonly departement: CodeOf<typeof departement> | null
  readonly minorGender: CodeOf<typeof minorGender> | null
  readonly minorAge: number | null
  readonly knownToChildProtection: CodeOf<typeof knownToChildProtection> | null
  readonly problems: readonly CodeOf<typeof problem>[]
  readonly signs: readonly CodeOf<typeof sign>[]
  readonly dangerLevel: CodeOf<typeof dangerLevel> | null
  readonly actions: readonly CodeOf<typeof action>[]
  readonly summary: string | null
}

/** Reads one row; every bad cell is reported, and the row is there only when none is. `now` is when the future begins. */
export function checkRow(
  header: Header,
  line: number,
  cells: readonly string[],
  now: Temporal.Instant,
): { row?: ImportRow; faults: Fault[] } {
  const shape = checkShape(header, line, cells)
  if (shape) return { faults: [shape] }
  const reader = new RowReader(header, line, cells)
  const at = reader.instant('occurred_at', now)
  const year = at && yearOf(at)
  const row = {
    contactRef: reader.reference('contact_ref') ?? '',
    situationRef: reader.reference('situation_ref') ?? '',
    occurredAt: at?.toString() ?? '',
    channel: reader.code('channel', contactChannel, year) ?? 'phone',
    direction: reader.code('direction', contactDirection, year) ?? 'inbound',
    callerProfile: reader.code('caller_profile', callerProfile, year),
    departement: reader.code('department', departement, year),
    minorGender: reader.code('minor_gender', minorGender, year),
    minorAge: reader.age('minor_age'),
    knownToChildProtection: reader.code('known_to_child_protection', knownToChildProtection, year),
    problems: reader.codes('problems', problem, year),
    signs: reader.codes('signs', sign, year),
    dangerLevel: reader.code('danger_level', dangerLevel, year),
    actions: reader.codes('actions', action, year),
    summary: reader.text('summary'),
  } as const satisfies ImportRow
  return reader.faults.length > 0 ? { faults: reader.faults } : { row, faults: [] }
}

/** The year of an instant where the platform is. */
export const yearOf = (at: Temporal.Instant): number => at.toZonedDateTimeISO('Europe/Paris').year

const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/
const example = 'par exemple 2024-03-15T14:32:00+01:00'
/** Nothing that is imported happened before the helpline existed. */
const oldest = Temporal.Instant.from('1989-01-01T00:00:00Z')

/** Reads the cells of one row, and gathers what is wrong with them. */
class RowReader {
  readonly faults: Fault[] = []
  readonly #header: Header
  readonly #line: number
  readonly #cells: readonly string[]

  constructor(header: Header, line: number, cells: readonly string[]) {
    this.#header = header
    this.#line = line
    this.#cells = cells
  }

  reference(name: ColumnName): string | null {
    const value = this.#cell(name)
    const kind = byName.get(name)?.kind
    const limit = kind?.is === 'reference' ? kind.limit : 0
    if (value === null || value.length <= limit) return value
    return this.#refuse(name, 'too_long', `Cette référence a ${value.length} caractères ; ${limit} au plus.`)
  }

  text(name: ColumnName): string | null {
    const value = this.#cell(name)
    const kind = byName.get(name)?.kind
    const limit = kind?.is === 'text' ? kind.limit : 0
    if (value === null || value.length <= limit) return value
    return this.#refuse(
      name,
      'too_long',
      `Ce texte a ${value.length} caractères ; ${limit} au plus. Raccourcissez-le.`,
    )
  }

  instant(name: ColumnName, now: Temporal.Instant): Temporal.Instant | null {
    const value = this.#cell(name)
    if (value === null) return null
    const match = isoInstant.exec(value)
    if (!match)
      return this.#refuse(name, 'not_a_date', `${quoted(value)} n’est pas une date ISO 8601, ${example}.`)
    if (!match[1]) {
      return this.#refuse(
        name,
        'offset_missing',
        `${quoted(value)} ne dit pas son décalage horaire, ${example}.`,
      )
    }
    const at = instantOf(value)
    if (!at) {
      return this.#refuse(
        name,
        'date_impossible',
        `${quoted(value)} n’existe pas dans le calendrier, ou l’heure est impossible.`,
      )
    }
    if (Temporal.Instant.compare(at, now) > 0) {
      return this.#refuse(
        name,
        'date_in_future',
        `${quoted(value)} est dans le futur. Indiquez quand le contact a eu lieu.`,
      )
    }
    if (Temporal.Instant.compare(at, oldest) < 0) {
      return this.#refuse(name, 'date_too_old', `${quoted(value)} précède 1989. Vérifiez l’année.`)
    }
    return at
  }

  age(name: ColumnName): number | null {
    const value = this.#cell(name)
    const kind = byName.get(name)?.kind
    if (value === null || kind?.is !== 'age') return null
    const range = `entre ${kind.from} et ${kind.to}`
    if (!/^[+-]?\d+$/.test(value)) {
      return this.#refuse(
        name,
        'not_an_age',
        `${quoted(value)} n’est pas un âge : un nombre entier d’années, ${range}.`,
      )
    }
    const age = Number(value)
    if (age >= kind.from && age <= kind.to && /^\d/.test(value)) return age
    return this.#refuse(
      name,
      'age_out_of_range',
      `${quoted(value)} n’est pas un âge possible : ${range} ans.`,
    )
  }

  code<Code extends string>(name: ColumnName, of: List<Code>, year: number | null): Code | null {
    const value = this.#cell(name)
    return value === null ? null : this.#one(name, of, value, year)
  }

  codes<Code extends string>(name: ColumnName, of: List<Code>, year: number | null): readonly Code[] {
    const value = this.#cell(name)
    if (value === null) return []
    const found = value.split(listMark).map((part) => this.#one(name, of, part.trim(), year))
    return [...new Set(found.filter((code) => code !== null))]
  }

  #one<Code extends string>(
    name: ColumnName,
    of: List<Code>,
    value: string,
    year: number | null,
  ): Code | null {
    if (!of.has(value)) return this.#refuse(name, 'unknown_code', unknownCode(name, of, value))
    if (year === null || inForce(of, value, year)) return value
    const { since, until } = of.entry(value) ?? {}
    const when = until !== undefined && year > until ? `jusqu’en ${until}` : `depuis ${since}`
    return this.#refuse(
      name,
      'code_not_in_force',
      `${quoted(value)} n’est en usage que ${when} ; le contact est de ${year}.`,
    )
  }

  /** The text of a cell, or null when it is empty; one that cannot be read is refused. */
  #cell(name: ColumnName): string | null {
    const raw = this.#cells[this.#header.get(name) ?? -1] ?? ''
    const value = raw.trim()
    if (/[\0\uFFFD]/.test(value)) {
      return this.#refuse(
        name,
        'encoding',
        'Cette cellule contient un caractère illisible. Enregistrez le fichier en UTF-8.',
      )
    }
    if (value !== '') return value
    if (byName.get(name)?.isRequired)
      return this.#refuse(name, 'required', 'Cette cellule est vide, elle doit être remplie.')
    return null
  }

  #refuse(name: ColumnName, code: FaultCode, message: string): null {
    this.faults.push(fault(this.#line, name, code, message))
    return null
  }
}

function instantOf(text: string): Temporal.Instant | undefined {
  try {
    return Temporal.Instant.from(text)
  } catch {
    return undefined
  }
}

function unknownCode(name: ColumnName, of: List, value: string): string {
  if (value === '') return `Un terme manque entre deux « ${listMark} ». Retirez la barre en trop.`
  const start = `${quoted(value)} n’est pas un terme de la colonne ${name}.`
  if (name === 'department' && value === '20') return `${start} La Corse-du-Sud est 2A, la Haute-Corse 2B.`
  const near = nearestCodes(of, value)
  if (near.length > 0) return `${start} Vouliez-vous dire ${near.join(' ou ')} ?`
  return of.codes.length <= 20
    ? `${start} Les termes possibles sont ${of.codes.join(', ')}.`
    : `${start} Sont attendus ${byName.get(name)?.hint ?? ''}.`
}
