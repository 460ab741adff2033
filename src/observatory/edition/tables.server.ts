import type { Generated, JSONColumnType } from 'kysely'
import type { PublishedCell } from '../disclosure/gate.ts'
import type { FrozenFigure } from './frozen.ts'
import type { EditionOutput } from './output.ts'

export interface EditionTables {
  edition: {
    id: string
    year: number
    title: string
    period_from: string
    period_to: string
    method: string
    figures: JSONColumnType<readonly FrozenFigure[], string, never>
    sealed_links: Buffer
    supersedes: string | null
    erratum: string | null
    closed_at: Generated<string>
    closed_by: string | null
  }
  edition_fact: {
    edition_id: string
    number: number
    month: string
    caller_profile: string | null
    gender: string | null
    age: number | null
    departement: string | null
    known_to_child_protection: string | null
    stage: string
    danger_level: string | null
    certainty: string | null
    words: string[]
  }
  edition_chapter: {
    id: string
    edition_id: string
    version: Generated<number>
    position: number
    title: string
    body: string
    removed_at: string | null
    saved_at: Generated<string>
    saved_by: string | null
  }
  edition_chapter_version: {
    chapter_id: string
    version: number
    title: string
    body: string
    saved_at: Generated<string>
    saved_by: string | null
  }
  edition_release: {
    id: string
    edition_id: string
    audience: 'public' | 'professional'
    note: string
    output: JSONColumnType<EditionOutput, string, never>
    record: JSONColumnType<readonly PublishedCell[], string, never>
    published_at: Generated<string>
    published_by: string | null
  }
  edition_file: { release_id: string; name: string; type: string; content: Buffer }
  published_edition: {
    year: number
    title: string
    period_from: string
    period_to: string
    erratum: string | null
    note: string
    output: EditionOutput
    published_at: string
  }
  published_edition_file: { year: number; name: string; type: string; content: Buffer }
  published_edition_change: {
    year: number
    title: string
    note: string
    erratum: string | null
    published_at: string
  }
}
