import type { Db } from '#kernel/db.server.ts'
import { type FileAudience, removeFile, setFileAudience, storeFile } from '#kernel/file/store.server.ts'
import type { Chapter, Cue } from './contract.ts'
import { writeText, writeVtt } from './transcript.server.ts'

/** A text made by us, kept and served like what is brought. */
const keep = async (db: Db, name: string, type: string, text: string, audience: FileAudience) =>
  (await storeFile(db, { name, type, audience, bytes: Buffer.from(text) })).id

export const chaptersType = 'application/json+chapters'

/** The chapters, as podcast applications read them. */
export const writeChapters = (title: string, chapters: readonly Chapter[]): string =>
  `${JSON.stringify(
    {
      version: '1.2.0',
      title,
      chapters: chapters.map((one) => ({ startTime: one.start, title: one.title })),
    },
    null,
    2,
  )}\n`

/** What files are made from. */
export interface Written {
  readonly slug: string
  readonly title: string
  readonly cues: readonly Cue[]
  readonly chapters: readonly Chapter[]
  readonly isPublic: boolean
}

interface Kept {
  readonly transcript_file_id: string | null
  readonly text_file_id: string | null
  readonly chapters_file_id: string | null
}

/** Writes anew the files of an episode that are made from what was typed. */
export async function writeFiles(db: Db, { slug, title, cues, chapters, isPublic }: Written): Promise<Kept> {
  const audience = isPublic ? 'public' : 'internal'
  const has = cues.length > 0
  return {
    transcript_file_id: has
      ? await keep(db, `${slug}.vtt`, 'text/vtt; charset=utf-8', writeVtt(cues), audience)
      : null,
    text_file_id: has
      ? await keep(db, `${slug}.txt`, 'text/plain; charset=utf-8', writeText(title, cues), audience)
      : null,
    chapters_file_id:
      chapters.length > 0
        ? await keep(db, `${slug}-chapitres.json`, chaptersType, writeChapters(title, chapters), audience)
        : null,
  }
}

const idsOf = (kept: Kept): string[] =>
  [kept.transcript_file_id, kept.text_file_id, kept.chapters_file_id].filter((id) => id !== null)

/** Forgets the files that others have replaced. */
export async function forgetFiles(db: Db, kept: Kept): Promise<void> {
  for (const id of idsOf(kept)) await removeFile(db, id)
}

/** Opens all the files of an episode to anybody, its sound with them, or takes them back. */
export async function openFiles(
  db: Db,
  kept: Kept,
  audioFileId: string | null,
  isPublic: boolean,
): Promise<void> {
  for (const id of [...idsOf(kept), ...(audioFileId ? [audioFileId] : [])])
    await setFileAudience(db, id, isPublic ? 'public' : 'internal')
}
