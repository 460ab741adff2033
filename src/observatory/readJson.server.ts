import { readFile } from 'node:fs/promises'
import type { z } from 'zod'

/** Some tools write infinities and absent numbers as bare words, which JSON does not know: they are read as null. */
const bareWords = /(?<=[[,:]\s*)-?(?:Infinity|NaN)(?=\s*[,\]}])/g

/** Reads a JSON file against its schema; says what is wrong with it, and where, and gives undefined. */
export async function readJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  say: (line: string) => void,
): Promise<z.output<Schema> | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) {
    say(`Le fichier ${path} ne se lit pas. Vérifiez son chemin, puis relancez.`)
    return undefined
  }
  let value: unknown
  try {
    value = JSON.parse(text.replace(bareWords, 'null'))
  } catch {
    say(`Le fichier ${path} n’est pas du JSON. Vérifiez-le, puis relancez.`)
    return undefined
  }
  const read = schema.safeParse(value)
  if (read.success) return read.data
  say(`Le fichier ${path} n’a pas la forme attendue :`)
  for (const issue of read.error.issues.slice(0, 10)) {
    say(`  /${issue.path.join('/')} : ${issue.message}`)
  }
  return undefined
}
