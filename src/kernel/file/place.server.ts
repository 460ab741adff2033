import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readEnvironment } from '../env.server.ts'
import { newId } from '../id.ts'

let chosen: string | undefined
let made: string | undefined

/** Keeps the files of this process in another folder than that of the data: for tests. */
export function keepFilesIn(dir: string): void {
  chosen = dir
  made = undefined
}

/** The folder of the files, with its two rooms: what is served, by its digest, and what is being brought. */
function folder(): string {
  const root = chosen ?? join(readEnvironment().dir, 'files')
  if (made !== root) {
    for (const room of ['content', 'incoming']) mkdirSync(join(root, room), { recursive: true, mode: 0o700 })
    made = root
  }
  return root
}

/** Where the bytes of that digest lie once they were served from here. */
export const contentPath = (sha256: Buffer): string => join(folder(), 'content', sha256.toString('hex'))
/** Every content that lies here. */
export const contentFolder = (): string => join(folder(), 'content')
/** Where files lie while they are being brought. */
export const incomingFolder = (): string => join(folder(), 'incoming')
/** A place for one file that is being brought. */
export const incomingPath = (): string => join(incomingFolder(), newId())
